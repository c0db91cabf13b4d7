/** A stop of a real server process with its hands full: nothing new, nothing lost, in time (PL-18). */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { RunFile } from '../../server/contract/run-file.ts';
import type { Session } from '../../server/contract/session.ts';
import { connect as openDatabase } from '../../server/platform/database/connect.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { ChildServer } from '../support/child-server.ts';
import { contactFolder, createTask, setSpeed, showTask, untilTask } from '../support/outreach.ts';
import { perform } from '../support/perform.ts';
import { call, startSession, temporaryFolder, until, untilSession } from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';
import { onAnthropic, startWritingAnthropic } from '../support/writing-models.ts';

type Server = { url: string };

const bot = '/api/bots/mona-field';

/** Opens a connection by hand. */
async function dial(server: Server): Promise<{ socket: Socket; heard: () => string; closed: Promise<void> }> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (data: Buffer) => (text += data.toString()));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  onTestFinished(() => void socket.destroy());
  await new Promise<void>((resolve) => void socket.once('connect', () => resolve()));
  return { socket, heard: () => text, closed };
}

const head = (line: string, { url }: Server, headers = '') =>
  `${line} HTTP/1.1\r\nHost: ${new URL(url).host}\r\n${headers}\r\n`;

/** An upload that never ends by itself. */
async function uploadForEver(server: Server) {
  const { socket, closed } = await dial(server);
  socket.write(head('POST /api/recordings', server, 'Content-Type: text/csv\r\nContent-Length: 1000000\r\n'));
  const drip = setInterval(() => socket.write('0,join,ana\n'), 20);
  onTestFinished(() => clearInterval(drip));
  return closed.then(() => clearInterval(drip));
}

/** Puts a bot on a provider that takes every request and never says anything. */
async function moveToSilence(server: Server): Promise<void> {
  const { body } = await call<{ config: { model: object } }>(server, 'GET', `${bot}/config`);
  const config = { ...body.config, model: { ...body.config.model, ...onAnthropic } };
  expect((await call(server, 'PUT', `${bot}/config`, { config })).status).toBe(200);
}

test('on SIGTERM, with calls, sessions, uploads and reports under way, clients are told, it ends with 0 in time, and the next start goes on (PL-18)', async () => {
  const folder = temporaryFolder();
  const model = await startWritingAnthropic();
  model.always({ kind: 'no_headers' });
  const contacts = contactFolder(1);
  const environment = {
    ...model.environment,
    CLAQUE_CONTACT_DIR: contacts,
    CLAQUE_CONTACT_MODEL: `${onAnthropic.provider}/${onAnthropic.name}`,
    CLAQUE_LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  };
  const child = new ChildServer(folder, environment);
  const server = await child.ready();
  const turbo = await startSession(server, { scenarioId: 'calm-hour', mode: 'auto', isPaused: true });
  const reported = await startSession(server, { mode: 'auto', speed: 'max' });
  await untilSession(server, reported.id, ({ status }) => status === 'ended');
  await setSpeed(server, 20);
  const task = await createTask(server, { botId: 'ruth-abramsky' });
  await untilTask(server, task.id, ({ calls }) => calls.some(({ status }) => status !== 'ended'));
  await moveToSilence(server);
  const streams = await Promise.all(Array.from({ length: 20 }, () => StreamClient.connect(server)));
  streams[0]!.subscribe('sessions');
  const upload = uploadForEver(server);
  const silent = await dial(server);
  const asked = [
    call(server, 'POST', `${bot}/interview`, { question: 'How are you?', conversation: [], isRemembered: false }),
    call(server, 'GET', `/api/sessions/${reported.id}/report?seeds=50`),
  ].map((answer) => answer.catch(() => null));
  await until(
    () => Promise.resolve(model.requests.length),
    (count) => count >= 2,
  );
  await call(server, 'PUT', `/api/sessions/${turbo.id}/speed`, { speed: 'max' });
  await call(server, 'POST', `/api/sessions/${turbo.id}/resume`);

  const begunMs = performance.now();
  const ending = child.signal('SIGTERM');
  expect(new Set(await Promise.all(streams.map((stream) => stream.closed())))).toEqual(new Set([1001]));
  silent.socket.write(head('GET /api/sessions', server));
  await silent.closed;
  expect(silent.heard()).toMatch(/^HTTP\/1\.1 503 .*Connection: close.*The server is stopping/s);
  expect(await ending).toEqual({ code: 0, signal: null });
  const [interview, report] = await Promise.all(asked);
  expect(interview).toMatchObject({ status: 503, body: { detail: expect.stringContaining('called off') } });
  expect([202, 503]).toContain(report!.status);
  expect(performance.now() - begunMs).toBeLessThan(10_000);
  await upload;

  const database = openDatabase(`${folder}/claque.db`);
  expect(await database('usage_reservations')).toEqual([]);
  await database.destroy();
  model.always(null);
  const next = new ChildServer(folder, environment);
  const again = await next.ready();
  const cut = await showTask(again, task.id);
  expect(cut.calls).toMatchObject([{ status: 'ended', outcome: 'FAILED_ERROR' }]);
  const ended = await untilSession(again, turbo.id, ({ status }: Session) => status === 'ended');
  const { body: file } = await call<RunFile>(again, 'GET', `/api/sessions/${turbo.id}/run-file`);
  expect(perform(composeRun, file.spec, file.inputs).digest).toBe(ended.digest);
  expect(await next.signal('SIGTERM')).toEqual({ code: 0, signal: null });
}, 60_000);
