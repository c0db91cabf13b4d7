/** Every write is in the audit log with who (PL-13). */
import path from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import type { IssuedToken, Venture } from '../../server/contract/access.ts';
import type { AuditLine, AuditPage } from '../../server/contract/audit.ts';
import type { Execution } from '../../server/contract/execution.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { bearer, makeToken } from '../support/access.ts';
import type { Operation } from '../support/api-walk.ts';
import { askOperation, operationsOf } from '../support/api-walk.ts';
import { call, sharedServer } from '../support/server.ts';

const environmentToken = 'a-token-of-the-environment';
const root = bearer(environmentToken);
const server = sharedServer({ environment: { CLAQUE_TOKEN: environmentToken } });

/** The id of no thing. */
const nothing = '019aa5c8-7f00-7000-8000-000000000000';

let writes: Operation[] = [];
let ann: IssuedToken;
beforeAll(async () => {
  writes = (await operationsOf(server)).filter(({ method }) => method !== 'GET');
  ann = await makeToken(server, { name: 'Ann' }, environmentToken);
});

async function lines(query: Record<string, string> = {}): Promise<AuditLine[]> {
  const asked = new URLSearchParams({ limit: '500', ...query });
  const { status, body } = await call<AuditPage>(server, 'GET', `/api/audit?${asked.toString()}`, undefined, root);
  expect([status, body]).toEqual([200, expect.objectContaining({ offset: 0 })]);
  return body.items;
}

const routeOf = ({ name }: Operation) =>
  server.routes.find(({ method, path: route }) => `${method.toUpperCase()} ${route}` === name)!;
const as = (secret: string, body?: unknown) => (method: string, route: string) =>
  call<never>(server, method, route, body, bearer(secret));
const asAnn = (method: string, route: string, body?: unknown) => as(ann.secret, body)(method, route);

test('every write leaves a line with who asked for it, or belongs to those that say that they change nothing (PL-13)', async () => {
  const { token, secret } = await makeToken(server, { name: 'The walker' }, environmentToken);
  const unknown: string[] = [];
  for (const operation of writes) {
    const { audit, access } = routeOf(operation);
    const headers = { ...bearer(secret), cookie: 'claque_login=unknown' };
    const before = (await lines())[0]!.number;
    await askOperation(server, operation, { ventureId: 'default', id: nothing }, headers);
    const [line] = (await lines()).filter(({ number, who }) => number > before && who === whoOf(access, token.id));
    const isTold = line !== undefined && (audit === 'own' || line.what === operation.name);
    if (isTold === (audit === 'none')) unknown.push(`${operation.name}: ${JSON.stringify(line)}`);
  }
  // Of a cookie that nobody knows nothing is ended.
  expect(unknown).toEqual(['POST /api/access/logout: undefined']);
  expect(writes.length).toBeGreaterThan(40);
});

const whoOf = ({ right }: { right: unknown }, id: string): string => (right === null ? 'nobody' : id);

test('those that say that they change nothing, and those that write their own lines, are these (PL-13)', () => {
  const named = (audit: string) =>
    writes.filter((write) => routeOf(write).audit === audit).map(({ name }) => name).toSorted(); // prettier-ignore
  expect(named('none')).toEqual(['POST /api/recordings/check']);
  expect(named('daily')).toEqual(['PATCH /api/agents/executions/{executionId}/logs']);
  expect(named('own')).toEqual([
    'POST /api/access/login',
    'POST /api/access/logout',
    'POST /api/access/share',
    'POST /api/access/tokens',
    'POST /api/access/tokens/{id}/revoke',
    'POST /api/agents/executions',
    'POST /api/agents/executions/{executionId}/cancel',
    'POST /api/questions/{id}/answer',
    'POST /api/sessions/{id}/share-links',
    'POST /api/share-links/{id}/revoke',
    'POST /api/ventures',
  ]);
  expect(server.routes.filter(({ method, audit }) => method === 'get' && audit !== undefined)).toEqual([]);
});

test('a line says who, when, what, on what, for which venture, what was asked and what came of it (PL-13)', async () => {
  const { body: page } = await call<{ items: { id: string }[] }>(server, 'GET', '/api/bots', undefined, root);
  const id = page.items[0]!.id;
  const change = { capTokens: 50_000, capUsd: null };
  expect((await asAnn('PUT', `/api/bots/${id}/cost-cap`, change)).status).toBe(200);
  const [line] = await lines({ who: ann.token.id, what: 'PUT /api/bots/{id}/cost-cap' });
  expect(line).toMatchObject({
    who: ann.token.id,
    name: 'Ann',
    ventureId: 'default',
    title: 'Set what a bot may spend',
    subject: `/api/bots/${id}/cost-cap`,
    isFirstOfDay: false,
    outcome: 'done',
    status: 200,
    asked: JSON.stringify(change),
  });
  expect(Math.abs(Date.parse(line!.at) - Date.now())).toBeLessThan(60_000);
});

test('what a request made is named by its line, and found by its id (PL-13)', async () => {
  const asked = { scenarioId: 'webinar-drop', isPaused: true };
  const { body } = await call<{ id: string }>(server, 'POST', '/api/sessions', asked, root);
  await call(server, 'PUT', `/api/sessions/${body.id}/mode`, { mode: 'auto' }, root);
  expect((await lines({ subject: body.id })).map(({ what, subject }) => [what, subject])).toEqual([
    ['PUT /api/sessions/{id}/mode', `/api/sessions/${body.id}/mode`],
    ['POST /api/sessions', `/api/sessions/${body.id}`],
  ]);
});

test('what was refused has a line that says so, and what was not valid has none: nothing came of it (PL-13)', async () => {
  expect((await asAnn('POST', '/api/bots/nobody-here/resume')).status).toBe(404);
  expect((await asAnn('POST', '/api/bots/mona-field/resume', { wrong: 1 })).status).toBe(400);
  const found = await lines({ who: ann.token.id, what: '/resume' });
  expect(found.map(({ subject, outcome, status }) => [subject, outcome, status])).toEqual([
    ['/api/bots/nobody-here/resume', 'refused', 404],
  ]);
});

test('a line says on what in one way, however the address was written: nobody hides from a search (PL-13)', async () => {
  for (const id of ['mona-field', '%6Dona-fiel%64']) await asAnn('POST', `/API/Bots/${id}/RESUME/`);
  await asAnn('POST', '/api/bots/line%0Aend%2F..%E2%80%AE/resume');
  const found = await lines({ who: ann.token.id, what: '/resume', limit: '3' });
  expect(found.map(({ subject }) => subject)).toEqual([
    '/api/bots/line%0Aend%2F..%E2%80%AE/resume',
    '/api/bots/mona-field/resume',
    '/api/bots/mona-field/resume',
  ]);
});

test('logging in and out are lines of whose token it was, and a failed login is one of nobody without what was tried (PL-13)', async () => {
  const { headers } = await call(server, 'POST', '/api/access/login', { secret: ann.secret });
  const cookie = headers.get('set-cookie')!.split(';')[0]!;
  await call(server, 'POST', '/api/access/logout', undefined, { cookie });
  expect((await call(server, 'POST', '/api/access/login', { secret: 'a guess at it' })).status).toBe(401);
  const found = (await lines()).slice(0, 3);
  expect(found).toMatchObject([
    { who: 'nobody', what: 'POST /api/access/login', outcome: 'refused', status: 401, asked: '{"secret":"[masked]"}' },
    { who: ann.token.id, name: 'Ann', what: 'login.end', outcome: 'done', status: null },
    { who: ann.token.id, name: 'Ann', what: 'login.begin', outcome: 'done', status: null },
  ]);
});

test('what a system tells itself has before and after and is one line, not two (PL-13)', async () => {
  const { number } = (await lines())[0]!;
  const { body: venture } = (await asAnn('POST', '/api/ventures', { id: 'summit', name: 'Summit' })) as {
    body: Venture;
  };
  const draft = { ventureId: 'summit', kind: 'call', title: 'Ask', status: 'running' };
  const { body: execution } = (await asAnn('POST', '/api/agents/executions', draft)) as { body: Execution };
  await asAnn('POST', `/api/agents/executions/${execution.id}/cancel`, { reason: 'Done.' });
  const found = (await lines()).filter((line) => line.number > number);
  expect(found).toMatchObject([
    { what: 'execution.cancelled', ventureId: 'summit', before: { status: 'running' }, after: { status: 'cancelled' } },
    {
      what: 'execution.create',
      ventureId: 'summit',
      before: null,
      after: { status: 'running' },
      subject: execution.id,
    },
    { what: 'venture.create', name: 'Ann', ventureId: 'summit', before: null, after: venture },
  ]);
  expect(found.map(({ who }) => who)).toEqual(Array(3).fill(ann.token.id));
});

test('what a program appends to an execution has one line a day, and another execution one of its own (PL-13)', async () => {
  const executions = await Promise.all(
    [1, 2].map(() => asAnn('POST', '/api/agents/executions', { kind: 'call', title: 'Ask', status: 'running' })),
  );
  const ids = executions.map(({ body }) => (body as Execution).id);
  for (const id of ids)
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        asAnn('PATCH', `/api/agents/executions/${id}/logs`, { entries: [{ message: `Step ${index}` }] }),
      ),
    );
  const found = await lines({ who: ann.token.id, what: 'PATCH' });
  expect(found.map(({ subject, isFirstOfDay, outcome }) => [subject, isFirstOfDay, outcome])).toEqual(
    ids.toReversed().map((id) => [`/api/agents/executions/${id}/logs`, true, 'done']),
  );
});

test('no secret of a body is kept, however it is called, and what is long is cut, which it says (F-36, PL-13)', async () => {
  const secrets = [environmentToken, ann.secret, 'sk-ant-0123456789abcdef0123', 'hunter-two-and-more'];
  const text = `Use ${secrets[0]} or ${secrets[1]}, or the key ${secrets[2]}; password: ${secrets[3]}`;
  await asAnn('POST', '/api/bots/mona-field/interview', { question: text });
  await asAnn('POST', `/api/bots/${encodeURIComponent(secrets[2]!)}/resume`);
  const draft = { kind: 'call', title: text, metadata: { apiKey: secrets[3], [secrets[2]!]: 1 }, status: 'running' };
  const { body } = (await asAnn('POST', '/api/agents/executions', draft)) as { body: Execution };
  await asAnn('PATCH', `/api/agents/executions/${body.id}/logs`, {
    entries: Array.from({ length: 30 }, () => ({ message: text, context: { token: secrets[3] } })),
  });
  const csv = `${text}\n`.repeat(500);
  await fetch(`${server.url}/api/recordings?title=${secrets[2]}`, {
    method: 'POST',
    headers: { ...bearer(ann.secret), 'content-type': 'text/csv' },
    body: csv,
  });
  const found = await lines({ who: ann.token.id });
  const kept = found.map(({ asked }) => asked ?? '');
  expect(kept.filter((asked) => /… \(cut: \d+ characters\)/.test(asked)).length).toBeGreaterThan(1);
  expect(Math.max(...kept.map(({ length }) => length))).toBeLessThan(2_100);
  expect(kept.join('')).toContain('[masked]');
  const database = connect(path.join(server.folder, 'claque.db'), { isReadOnly: true });
  onTestFinished(() => database.destroy());
  const all = JSON.stringify(await database('audit'));
  for (const secret of secrets) expect(all).not.toContain(secret);
  // Nor the beginning of one that was cut in two.
  expect(all).not.toContain('sk-ant-01');
});

test('the log can be asked by who, by part of what and subject, and by time; it pages, newest first (PL-8, PL-13)', async () => {
  const all = await lines();
  expect(all.map(({ number }) => number)).toEqual(all.map(({ number }) => number).toSorted((a, b) => b - a));
  const page = await call<AuditPage>(server, 'GET', '/api/audit?limit=2&offset=1', undefined, root);
  expect(page.body).toEqual({ items: all.slice(1, 3), total: all.length, limit: 2, offset: 1 });
  const at = all[Math.floor(all.length / 2)]!.at;
  expect(await lines({ from: at })).toEqual(all.filter((line) => line.at >= at));
  expect(await lines({ to: at })).toEqual(all.filter((line) => line.at < at));
  expect(await lines({ what: 'token.' })).toEqual(all.filter(({ what }) => what.includes('token.')));
  expect(await lines({ subject: ann.token.id })).toEqual(all.filter(({ subject }) => subject.includes(ann.token.id)));
  for (const part of ['%', '_', '\\']) expect(await lines({ what: part })).toEqual([]);
});

test('nobody but an administrator of all ventures reads it (PL-13)', async () => {
  const drafts = [{ role: 'presenter' }, { role: 'service' }, { role: 'admin', ventures: ['default'] }] as const;
  for (const draft of drafts) {
    const { secret } = await makeToken(server, { ...draft, ventures: 'ventures' in draft ? ['default'] : null }, environmentToken); // prettier-ignore
    expect((await as(secret)('GET', '/api/audit')).status).toBe(403);
  }
});

test('what cannot be written into the log is not done (PL-13)', async () => {
  const database = connect(path.join(server.folder, 'claque.db'));
  onTestFinished(() => database.destroy());
  const pace = async () => (await call(server, 'GET', '/api/pace', undefined, root)).body;
  const before = await pace();
  await database.raw("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");
  const [refused, venture] = [await asAnn('PUT', '/api/pace', { pace: 'paused' }), await asAnn('POST', '/api/ventures', { id: 'none', name: 'None' })]; // prettier-ignore
  const appended = await asAnn('PATCH', '/api/agents/executions/x/logs', { entries: [{ message: 'x' }] });
  await database.raw('DROP TRIGGER full');
  expect([refused.status, refused.body]).toEqual([503, expect.objectContaining({ type: '/problems/unavailable' })]);
  expect([venture.status, appended.status]).toEqual([503, 503]);
  expect(await pace()).toEqual(before);
  expect(JSON.stringify((await call(server, 'GET', '/api/ventures', undefined, root)).body)).not.toContain('None');
  expect((await asAnn('PATCH', '/api/agents/executions/x/logs', { entries: [{ message: 'x' }] })).status).toBe(404);
});
