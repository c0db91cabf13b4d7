/** Recordings over HTTP: looked at, watched, and what is said of those that cannot be read (EC-27). */
import { expect, test } from 'vitest';
import type { Anomaly, Intervention, Metrics, Session } from '../../server/contract/session.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Problem } from '../../server/contract/problem.ts';
import type { RecordingCheck } from '../../server/contract/recording.ts';
import type { RunFile } from '../../server/contract/run-file.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { ChildServer } from '../support/child-server.ts';
import { perform } from '../support/perform.ts';
import { exodusCsv } from '../support/recordings.ts';
import { call, send, sharedServer, temporaryFolder, untilSession } from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';

const server = sharedServer();
const upload = <T>(query: string, body: string, type = 'text/csv', to: { url: string } = server) =>
  send<T>(to, `/api/recordings${query}`, body, type);

test('an upload becomes a session in shadow mode that ends by itself and replays (EC-27)', async () => {
  const { status, body: session } = await upload<Session>('?title=Town%20hall&format=meeting', exodusCsv());
  expect(status).toBe(201);
  expect(session).toMatchObject({
    title: 'Town hall',
    format: 'meeting',
    isRecorded: true,
    mode: 'shadow',
    speed: 'max',
  });
  const ended = await untilSession(server, session.id, (now) => now.status === 'ended');
  expect(ended.tick).toBe(ended.tickCount);
  const of = async <T>(part: string) => (await call<T>(server, 'GET', `/api/sessions/${session.id}/${part}`)).body;
  const anomalies = await of<Page<Anomaly>>('anomalies');
  expect(anomalies.items.map(({ type }) => type)).toEqual(['MASS_EXIT']);
  const interventions = await of<Page<Intervention>>('interventions');
  expect(interventions.items.length).toBeGreaterThan(0);
  expect(interventions.items.every(({ state, uplift }) => state === 'shadowed' && uplift === null)).toBe(true);
  expect((await of<Metrics>('metrics?limit=2000')).points.every(({ ghostScore }) => ghostScore === null)).toBe(true);
  const file = await of<RunFile>('run-file');
  expect(perform(composeRun, file.spec, file.inputs).digest).toBe(ended.digest);
});

test('is streamed as it is performed, is steered like any session, and can be reset', async () => {
  const { body: session } = await upload<Session>('?speed=10', exodusCsv());
  const client = await StreamClient.connect(server);
  client.subscribe(`session:${session.id}`, session.lastActivityNumber);
  await call(server, 'PUT', `/api/sessions/${session.id}/speed`, { speed: 'max' });
  const ended = await untilSession(server, session.id, (now) => now.status === 'ended');
  await client.until(() => client.activities.some(({ type }) => type === 'session.digested'));
  const types = new Set(client.activities.map(({ type }) => type));
  for (const type of ['session.scored', 'anomaly.detected', 'intervention.shadowed']) expect(types).toContain(type);
  const again = await call<Session>(server, 'POST', `/api/sessions/${session.id}/reset`);
  expect(again.body.status).toBe('running');
  const anew = await untilSession(server, session.id, (now) => now.status === 'ended');
  expect(anew.digest).toBe(ended.digest);
});

test('a check says what would be read and starts nothing', async () => {
  const before = await call<Page<Session>>(server, 'GET', '/api/sessions');
  const lines = ['{"time":0,"type":"join","user":"ana"}', '{"time":600,"type":"message","text":"Bye"}', ''].join('\n');
  for (const type of ['application/x-ndjson', 'application/jsonl; charset=utf-8']) {
    const { status, body } = await upload<RecordingCheck>('/check', lines, type);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      seconds: 601,
      userCount: 1,
      eventCounts: { join: 1, message: 1 },
      buildUpSeconds: 100,
      windDownSeconds: 50,
    });
  }
  const after = await call<Page<Session>>(server, 'GET', '/api/sessions');
  expect(after.body.total).toBe(before.body.total);
});

test.each([
  ['a broken line', '', 'time,type,user\n0,join,ana\n90,dance,ana\n', 422, 'line 3, field type: “dance” is not known'],
  ['several sessions', '', 'session,time,type\na,0,message\nb,90,message\n', 400, 'There are: a, b.'],
  ['no body', '', '', 400, 'send the recording as the body'],
  ['an agenda without a middle', '?buildUpSeconds=600&windDownSeconds=600', exodusCsv(), 400, 'leave nothing of 900 s'],
  ['an unknown format', '?format=opera', exodusCsv(), 400, 'query.format'],
  ['a speed that is none', '?speed=fast', exodusCsv(), 400, 'query.speed'],
])('%s is refused with what would be right', async (_name, query, body, status, expected) => {
  const answer = await upload<Problem>(query, body);
  expect(answer.status).toBe(status);
  expect(answer.body.detail).toContain(expected);
});

test('only texts of the declared kinds are taken, up to 20 MB; other routes keep their 100 KB of JSON (PL-12)', async () => {
  const wrong = await upload<Problem>('', '{"time":0}', 'application/json');
  expect([wrong.status, wrong.body.detail]).toEqual([415, expect.stringContaining('text/csv')]);
  const large = `time,type,text\n0,message,a\n${`90,message,${'x'.repeat(1_000)}\n`.repeat(20_000)}`;
  const taken = await upload<RecordingCheck>('/check', large);
  expect(taken.body.eventCounts).toEqual({ message: 20_001 });
  const tooLarge = await upload<Problem>('', large.repeat(2));
  expect([tooLarge.status, tooLarge.body.detail]).toEqual([413, 'A body may have 20 MB here at most; send less.']);
  const other = await call<Problem>(server, 'POST', '/api/sessions', { scenarioId: 'x'.repeat(110_000) });
  expect([other.status, other.body.detail]).toEqual([413, 'A body may have 100 KB here at most; send less.']);
  const text = await send<Problem>(server, '/api/sessions', 'a,b', 'text/csv');
  expect(text.status).toBe(415);
});

test('killed in mid-session it goes on, with the undisturbed digest (PL-6)', async () => {
  const folder = temporaryFolder();
  const first = new ChildServer(folder);
  const { body: session } = await upload<Session>('?speed=40', exodusCsv(), 'text/csv', await first.ready());
  await untilSession(await first.ready(), session.id, (now) => now.tick > 100);
  await first.signal('SIGKILL');
  const second = new ChildServer(folder);
  const again = await second.ready();
  const taken = await call<Session>(again, 'GET', `/api/sessions/${session.id}`);
  expect(taken.body).toMatchObject({ status: 'running', isRecorded: true });
  await call(again, 'PUT', `/api/sessions/${session.id}/speed`, { speed: 'max' });
  const ended = await untilSession(again, session.id, (now) => now.status === 'ended');
  const { body: file } = await call<RunFile>(again, 'GET', `/api/sessions/${session.id}/run-file`);
  expect(perform(composeRun, file.spec, file.inputs).digest).toBe(ended.digest);
  await second.signal('SIGKILL');
});
