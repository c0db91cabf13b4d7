/** Keys, tokens and prompts are planted in a real server, and everything that comes out of it is read (F-36, F-42, PL-17). */
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { IssuedToken } from '../../server/contract/access.ts';
import type { BotConfigState, Heartbeat } from '../../server/contract/bot.ts';
import { bearer, makeToken } from '../support/access.ts';
import { askOperation, operationsOf } from '../support/api-walk.ts';
import { ChildServer } from '../support/child-server.ts';
import { startCollector } from '../support/collector.ts';
import { claque } from '../support/command-line.ts';
import { startEchoingAnthropic } from '../support/echoing-models.ts';
import { leaks, type Seen } from '../support/markers.ts';
import { anthropicKey, anthropicModel } from '../support/model-servers/anthropic-server.ts';
import { call, temporaryFolder, until } from '../support/server.ts';
import { upgradeStatus } from '../support/stream-client.ts';
import { WebSocket } from 'ws';

type Server = { url: string };
type Headers = Record<string, string>;

const bot = 'mona-field';

/** In force by configuration; no pattern of ours knows these forms. */
const configured = {
  CLAQUE_TOKEN: 'marker:environment+token/Zk3vQ9xT7bLw',
  ANTHROPIC_API_KEY: anthropicKey,
  OTEL_EXPORTER_OTLP_HEADERS: 'marker collector key 2RfP8sYd',
};
const otlpHeaders = `x-key=${encodeURIComponent(configured.OTEL_EXPORTER_OTLP_HEADERS)}`;
/** Words of people and personas: for pages and prompts, never for logs, figures, traces and errors. */
const words = {
  persona: 'Collects marker-persona umbrellas of every colour.',
  question: 'What does the marker-question weigh on a Sunday?',
};
/** Everything that a server writes into its folder, and what it was asked to write. */
const filesIn = (folder: string): Seen[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({
      where: `file ${name}`,
      text: readFileSync(path.join(parentPath, name), 'latin1'),
    }));

async function ask(server: Server, method: string, route: string, body: unknown, headers: Headers): Promise<Seen> {
  const content = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const response = await fetch(server.url + route, {
    method,
    headers: { ...(content !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(content !== undefined && { body: content }),
  });
  const told = [...response.headers].map((header) => header.join(': ')).join('\n');
  return { where: `${response.status} to ${method} ${route.slice(0, 40)}`, text: `${told}\n${await response.text()}` };
}

/** Has models asked: in an interview, by heartbeats, for a session’s words, for the coach’s. */
async function live(server: Server, admin: Headers): Promise<{ sessionId: string }> {
  const { config } = (await call<BotConfigState>(server, 'GET', `/api/bots/${bot}/config`, undefined, admin)).body;
  const { personality, behaviour, model } = config;
  const changed = {
    personality: { ...personality, communicationStyle: words.persona },
    behaviour: { ...behaviour, engagementStyle: 'active', leadership: 100, shyness: 0 },
    model: { ...model, provider: 'anthropic', name: anthropicModel },
  };
  expect((await call(server, 'PUT', `/api/bots/${bot}/config`, { config: changed }, admin)).status).toBe(200);
  const session = { scenarioId: 'webinar-drop', seed: 3, speed: 'max', mode: 'auto', wording: 'model' };
  const { body } = await call<{ id: string }>(server, 'POST', '/api/sessions', session, admin);
  for (let count = 0; count < 3; count += 1)
    await call(server, 'POST', `/api/bots/${bot}/interview`, { question: words.question }, admin);
  await until(
    () => call<Heartbeat>(server, 'POST', `/api/bots/${bot}/heartbeats`, undefined, admin),
    ({ body: { provider } }) => provider !== null,
  );
  await until(
    () => call<{ status: string }>(server, 'GET', `/api/sessions/${body.id}`, undefined, admin),
    ({ body: { status } }) => status === 'ended',
  );
  return { sessionId: body.id };
}

/** Secrets where they do not belong, by somebody who may do everything. @returns What that was answered. */
async function misuse(server: Server, secrets: readonly string[], admin: Headers): Promise<Seen[]> {
  const seen: Seen[] = [];
  const tried = async (method: string, route: string, body?: unknown, headers: Headers = admin) =>
    void seen.push(await ask(server, method, route, body, headers));
  for (const secret of secrets) {
    const inAddress = encodeURIComponent(secret);
    await tried('GET', `/api/sessions?token=${inAddress}`);
    await tried('GET', `/api/nothing/${inAddress}`);
    await tried('GET', `/api/sessions/${inAddress}`);
    await tried('GET', '/api/sessions', undefined, bearer(`${secret}x`));
    await tried('GET', '/api/sessions', undefined, { authorization: secret });
    await tried('GET', '/api/sessions', undefined, { cookie: `claque_login=${secret}` });
    await tried('POST', '/api/sessions', { scenarioId: secret });
    await tried('POST', '/api/sessions', { scenarioId: 'webinar-drop', [secret]: secret });
    await tried('POST', '/api/sessions', `{"scenarioId": "${secret}`);
    await tried('POST', '/api/access/login', { secret: `${secret}x` });
    await tried('POST', `/api/bots/${bot}/interview`, { question: `Is ${secret} a good key?` });
    const draft = { kind: 'call', title: `With ${secret}`, status: 'running', metadata: { key: secret } };
    const created = await call<{ id: string }>(server, 'POST', '/api/agents/executions', draft, admin);
    const entries = [{ message: `curl -u ${secret}`, context: { inner: [secret] } }];
    await tried('PATCH', `/api/agents/executions/${created.body.id}/logs`, { entries });
    await tried('PATCH', `/api/agents/executions/${created.body.id}/logs`, { status: 'failed', reason: secret });
    const errand = { contactId: 'dana-whitehorse', botId: bot, objective: `Say ${secret}.`, context: secret };
    await tried('POST', '/api/tasks', errand);
    await upgradeStatus(server, { headers: { ...bearer(`${secret}x`), origin: server.url } });
  }
  return seen;
}

/** All that the stream has to say about everything, wrong messages answered too. */
async function streamed(server: Server, secrets: readonly string[], admin: Headers): Promise<Seen> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/activity`, { headers: admin });
  let text = '';
  socket.on('message', (data: Buffer) => (text += data.toString()));
  await new Promise((resolve) => socket.once('open', resolve));
  const topics = ['sessions', 'community', 'executions', 'outreach', 'questions', 'coach', 'notifications'];
  for (const topic of [...topics, ...secrets]) socket.send(JSON.stringify({ type: 'subscribe', topic, since: 0 }));
  for (const secret of secrets) socket.send(secret);
  socket.send(JSON.stringify({ type: 'ping' }));
  await until(
    async () => text,
    (now) => now.includes('"pong"') && now.includes('execution.failed'),
  );
  socket.terminate();
  return { where: 'the stream', text };
}

/** Every answer that a read can bring, for whatever there is; and the pages. */
async function everyRead(server: Server, ids: readonly string[], admin: Headers): Promise<Seen[]> {
  const seen: Seen[] = [];
  const reads = (await operationsOf(server)).filter(({ method }) => method === 'GET');
  for (const operation of reads)
    for (const id of operation.path.includes('{') ? ids : ['']) {
      const naming = { ventureId: 'default', id: id || 'default' };
      const { status, body } = await askOperation(server, operation, naming, admin);
      seen.push({ where: `${status} to ${operation.name}`, text: body });
    }
  for (const page of ['/', '/docs/', '/docs/swagger-ui-init.js'])
    seen.push(await ask(server, 'GET', page, undefined, admin));
  return seen;
}

test('tokens, keys and prompts are in no log, error, export, page, figure, trace, file or backup (F-36, F-40, F-42, PL-13, PL-17)', async () => {
  const folder = temporaryFolder();
  const out = path.join(temporaryFolder(), 'out');
  mkdirSync(out);
  const [collector, model] = [await startCollector(), await startEchoingAnthropic()];
  const environment = {
    ...model.environment,
    CLAQUE_TOKEN: configured.CLAQUE_TOKEN,
    CLAQUE_DATA_DIR: folder,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders,
    CLAQUE_RECORDING: `record:${path.join(out, 'calls.jsonl')}`,
  };
  const made = await claque(['token', 'create', '--name', 'Line', '--role', 'admin', '--json'], environment);
  const byCommand = (JSON.parse(made.stdout) as IssuedToken).secret;

  const process = new ChildServer(folder, { ...environment, NODE_ENV: 'production', CLAQUE_LOG_LEVEL: 'trace' });
  const server = await process.ready();
  const admin = bearer(configured.CLAQUE_TOKEN);
  const issued = await makeToken(server, { name: 'Ben' }, byCommand);
  const login = await call(server, 'POST', '/api/access/login', { secret: issued.secret });
  const cookie = /claque_login=([^;]+)/.exec(login.headers.get('set-cookie')!)![1]!;
  const { sessionId } = await live(server, admin);
  const shared = await call<{ secret: string }>(
    server,
    'POST',
    `/api/sessions/${sessionId}/share-links`,
    { name: 'Guests' },
    admin,
  );
  const own = {
    'token by command': byCommand,
    'token by API': issued.secret,
    cookie,
    'share link': shared.body.secret,
  };
  const secrets = { ...configured, ...own };
  const every = Object.values(secrets);
  const answers = await misuse(server, every, admin);
  const { items } = (
    await call<{ items: { id: string; kind: string }[] }>(
      server,
      'GET',
      '/api/agents/execution-logs/default?limit=500',
      undefined,
      admin,
    )
  ).body;
  const executionIds = new Map(items.map(({ id, kind }) => [kind, id]));
  const reads = await everyRead(server, [bot, sessionId, '1', ...executionIds.values()], admin);
  for (const form of ['csv', 'html'])
    reads.push(await ask(server, 'GET', `/api/sessions/${sessionId}/report?format=${form}&seeds=0`, undefined, admin));
  reads.push(await streamed(server, every, admin));
  const backup = await claque(['backup', path.join(out, 'backup')], environment);
  const doctor = await claque(['doctor'], environment);
  await process.signal('SIGTERM');
  const commands = [backup, doctor].map(({ stdout, stderr }) => ({ where: 'a command', text: stdout + stderr }));
  const logs = [{ where: 'the log', text: process.output }];
  const traces = [{ where: 'traces', text: collector.text() }];

  // What was planted has been where it belongs, or nothing below says anything.
  const sent = model.prompts().join('\n');
  const prompts = Object.fromEntries(model.openings().map((opening) => [opening, opening]));
  expect(Object.keys(prompts).length).toBeGreaterThanOrEqual(2);
  for (const marker of Object.values(words)) expect(sent).toContain(marker);
  expect(collector.headers.some((headers) => headers['x-key'] === configured.OTEL_EXPORTER_OTLP_HEADERS)).toBe(true);
  expect(process.output).toContain('A model was called');
  const calls = reads.filter(({ where }) => where.endsWith('/model-calls'));
  expect(leaks(calls, { ...words, ...prompts }).length).toBeGreaterThanOrEqual(4);
  expect(reads.filter(({ where }) => where.startsWith('200')).length).toBeGreaterThan(60);
  expect(backup.code).toBe(0);

  const all = [...answers, ...reads, ...commands, ...logs, ...traces, ...filesIn(folder), ...filesIn(out)];
  expect(leaks(all, secrets)).toEqual([]);
  const pages = [...answers, ...reads.filter((read) => !calls.includes(read)), ...commands, ...logs, ...traces];
  expect(leaks(pages, prompts)).toEqual([]);
  const figures = reads.filter(({ where }) => /metrics|health/.test(where));
  expect(leaks([...answers, ...figures, ...commands, ...logs, ...traces], words)).toEqual([]);
});
