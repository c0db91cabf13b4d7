/** Tokens and logins over HTTP: who gets in, who no longer does, and what nobody may do (EX-2, PL-12, PL-13). */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Me } from '../../server/contract/access.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { askForToken, bearer, makeToken } from '../support/access.ts';
import { call, startTestServer, temporaryFolder, until } from '../support/server.ts';
import { StreamClient, upgradeStatus } from '../support/stream-client.ts';

const environmentToken = 'a-token-of-the-environment';
const me = '/api/access/me';

const statusWith = async (server: { url: string }, headers: Record<string, string>, route = me) =>
  (await call(server, 'GET', route, undefined, headers)).status;

async function logIn(server: { url: string }, secret: string, headers: Record<string, string> = {}) {
  const answer = await call<Me>(server, 'POST', '/api/access/login', { secret }, headers);
  const cookie = answer.headers.get('set-cookie') ?? '';
  return { ...answer, cookie, sent: { cookie: cookie.split(';')[0]! } };
}

test('without a token anywhere everybody on this machine is the panel, and may do everything (PL-12)', async () => {
  const server = await startTestServer();
  const { body } = await call<Me>(server, 'GET', me);
  expect(body).toEqual({
    id: 'panel',
    name: 'panel',
    role: 'admin',
    ventures: null,
    isOpen: true,
    sessionId: null,
    expiresAt: null,
  });
});

test('the first token must be an admin’s for all ventures; from then on nobody gets in without one (PL-13)', async () => {
  const server = await startTestServer();
  for (const draft of [{ role: 'viewer' }, { role: 'service' }, { role: 'admin', ventures: ['default'] }] as const) {
    const { status, body } = await askForToken(server, {
      ...draft,
      ventures: [...('ventures' in draft ? draft.ventures : ['default'])],
    });
    expect([status, JSON.stringify(body)]).toEqual([
      409,
      expect.stringContaining('must be an admin’s for all ventures'),
    ]);
  }
  const { token, secret } = await makeToken(server, { name: 'Ann' });
  expect(secret).toMatch(/^claque_[\w-]{43}$/);
  expect(await statusWith(server, {})).toBe(401);
  const { body } = await call<Me>(server, 'GET', me, undefined, bearer(secret));
  expect(body).toMatchObject({ id: token.id, name: 'Ann', role: 'admin', ventures: null, isOpen: false });
});

test('whoever shares a venture with somebody knows their name, and no other’s (EX-2, PL-13)', async () => {
  const server = await startTestServer();
  const ann = await makeToken(server, { name: 'Ann' });
  await call(server, 'POST', '/api/ventures', { id: 'north', name: 'North' }, bearer(ann.secret));
  const ben = await makeToken(server, { name: 'Ben', role: 'viewer', ventures: ['default'] }, ann.secret);
  const cleo = await makeToken(server, { name: 'Cleo', role: 'viewer', ventures: ['north'] }, ann.secret);
  await call(server, 'POST', `/api/access/tokens/${ben.token.id}/revoke`, undefined, bearer(ann.secret));
  const namesFor = async ({ secret }: { secret: string }) =>
    (
      await call<{ items: { id: string; name: string }[] }>(
        server,
        'GET',
        '/api/access/names',
        undefined,
        bearer(secret),
      )
    ).body.items;
  expect((await namesFor(ann)).map(({ name }) => name)).toEqual(['Cleo', 'Ben', 'Ann']);
  expect(await namesFor(cleo)).toEqual([
    { id: cleo.token.id, name: 'Cleo' },
    { id: ann.token.id, name: 'Ann' },
  ]);
});

test('the last token of an admin goes last, and with it loopback is open again (PL-13)', async () => {
  const server = await startTestServer();
  const first = await makeToken(server);
  const second = await makeToken(server, { role: 'viewer' }, first.secret);
  const revoke = (id: string) =>
    call(server, 'POST', `/api/access/tokens/${id}/revoke`, undefined, bearer(first.secret));
  expect((await revoke(first.token.id)).status).toBe(409);
  expect((await revoke('nobody')).status).toBe(404);
  expect((await revoke(second.token.id)).status).toBe(200);
  expect((await revoke(first.token.id)).status).toBe(200);
  expect(await statusWith(server, {})).toBe(200);
});

test('no token, a wrong one, one that expired, one that was revoked and one in the address are all 401 (F-36)', async () => {
  const folder = temporaryFolder();
  let nowMs = Date.UTC(2026, 10, 21, 12);
  const server = await startTestServer({ folder, parts: { clock: { now: () => nowMs } } });
  const { secret } = await makeToken(server);
  const brief = await makeToken(server, { role: 'viewer', expiresInDays: 1 }, secret);
  const revoked = await makeToken(server, { role: 'viewer' }, secret);
  expect(await statusWith(server, bearer(brief.secret))).toBe(200);
  await call(server, 'POST', `/api/access/tokens/${revoked.token.id}/revoke`, undefined, bearer(secret));
  nowMs += 86_400_000;
  const wrong = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
  for (const headers of [{}, bearer(wrong), bearer(brief.secret), bearer(revoked.secret), { authorization: secret }])
    expect(await statusWith(server, headers)).toBe(401);
  for (const query of [`?token=${secret}`, `?access_token=${secret}`, `?authorization=Bearer%20${secret}`])
    expect(await statusWith(server, {}, me + query)).toBe(401);
  expect(await statusWith(server, bearer(secret))).toBe(200);
  const answer = await call(server, 'GET', '/api/nope');
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  expect(await statusWith(server, bearer(secret), '/api/nope')).toBe(404);
});

test('a secret is in no log and in no file: only its hash is kept (F-36, PL-13)', async () => {
  const folder = temporaryFolder();
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const server = await startTestServer({ folder, parts: { log } });
  const { secret } = await makeToken(server);
  const { cookie } = await logIn(server, secret);
  const login = /claque_login=([^;]+)/.exec(cookie)![1]!;
  await statusWith(server, bearer(secret), `${me}?token=${secret}`);
  await statusWith(server, { cookie: `claque_login=${login}` });
  await upgradeStatus(server, { headers: bearer(`${secret}x`) });
  await server.close();
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'));
  expect(lines.length).toBeGreaterThan(3);
  for (const text of [...lines, ...files]) for (const hidden of [secret, login]) expect(text).not.toContain(hidden);
});

test('a login sets a cookie that no script reads and no other site sends, and ends with its token or by itself (PL-13)', async () => {
  const server = await startTestServer({ environment: { CLAQUE_TOKEN: environmentToken } });
  const { secret, token } = await makeToken(server, { role: 'presenter' }, environmentToken);
  expect((await logIn(server, `${secret}x`)).status).toBe(401);
  const login = await logIn(server, secret);
  expect(login.body).toMatchObject({ id: token.id, role: 'presenter', isOpen: false });
  expect(login.cookie).toMatch(/^claque_login=claque_[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
  expect(await statusWith(server, login.sent)).toBe(200);
  const other = await logIn(server, secret);
  const out = await call(server, 'POST', '/api/access/logout', undefined, other.sent);
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
  expect([await statusWith(server, other.sent), await statusWith(server, login.sent)]).toEqual([401, 200]);
  await call(server, 'POST', `/api/access/tokens/${token.id}/revoke`, undefined, bearer(environmentToken));
  expect(await statusWith(server, login.sent)).toBe(401);
});

test('a foreign Origin is refused before any token or cookie is looked at (F-35, F-37)', async () => {
  const server = await startTestServer({ environment: { CLAQUE_TOKEN: environmentToken } });
  const { sent } = await logIn(server, environmentToken);
  for (const origin of ['https://evil.example', 'null']) {
    expect(await statusWith(server, { ...sent, origin })).toBe(403);
    expect((await logIn(server, environmentToken, { origin })).status).toBe(403);
    expect(await upgradeStatus(server, { headers: { ...sent, origin } })).toBe(403);
  }
});

test('a login outlives a restart, and dies when CLAQUE_TOKEN is another (PL-13)', async () => {
  const folder = temporaryFolder();
  const first = await startTestServer({ folder, environment: { CLAQUE_TOKEN: environmentToken } });
  const { sent } = await logIn(first, environmentToken);
  await first.close();
  const second = await startTestServer({ folder, environment: { CLAQUE_TOKEN: environmentToken } });
  expect(await statusWith(second, sent)).toBe(200);
  await second.close();
  const third = await startTestServer({ folder, environment: { CLAQUE_TOKEN: `${environmentToken}-2` } });
  expect(await statusWith(third, sent)).toBe(401);
});

test('a stream takes a token or a cookie, and is closed within a beat of its revocation, expiry or log-out (PL-10, PL-13)', async () => {
  const server = await startTestServer({ environment: { CLAQUE_TOKEN: environmentToken } });
  const { secret, token } = await makeToken(server, { role: 'viewer' }, environmentToken);
  expect(await upgradeStatus(server, {})).toBe(401);
  expect(await upgradeStatus(server, { headers: bearer(`${secret}x`) })).toBe(401);
  const { sent } = await logIn(server, environmentToken);
  const [byToken, byCookie, staying] = await Promise.all(
    [bearer(secret), sent, bearer(environmentToken)].map((headers) => StreamClient.connect(server, { headers })),
  );
  await call(server, 'POST', `/api/access/tokens/${token.id}/revoke`, undefined, bearer(environmentToken));
  await call(server, 'POST', '/api/access/logout', undefined, sent);
  expect(await Promise.all([byToken!.closed(), byCookie!.closed()])).toEqual([1008, 1008]);
  expect(staying!.socket.readyState).toBe(staying!.socket.OPEN);
});

test('a stream whose token was revoked a moment ago is told nothing more, whatever it asks for (PL-10, PL-13)', async () => {
  const server = await startTestServer({ environment: { CLAQUE_TOKEN: environmentToken } });
  for (const message of ['subscribe', 'ping'] as const) {
    const { secret, token } = await makeToken(server, { role: 'viewer', name: message }, environmentToken);
    const stream = await StreamClient.connect(server, { headers: bearer(secret) });
    await stream.until(() => stream.messages.length === 1); // The welcome.
    await call(server, 'POST', `/api/access/tokens/${token.id}/revoke`, undefined, bearer(environmentToken));
    stream.socket.send(
      JSON.stringify({ type: message, ...(message === 'subscribe' && { topic: 'sessions', since: 0 }) }),
    );
    expect(await stream.closed()).toBe(1008);
    expect(stream.messages.map(({ type }) => type)).toEqual(['welcome']);
  }
});

test('when a token was last used is noted, and every change of tokens and ventures is in the audit log with who (PL-13)', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  const { secret, token } = await makeToken(server);
  const asAdmin = bearer(secret);
  const page = await until(
    () => call<{ items: { lastUsedAt: string | null }[] }>(server, 'GET', '/api/access/tokens', undefined, asAdmin),
    ({ body }) => body.items[0]!.lastUsedAt !== null,
  );
  expect(JSON.stringify(page.body)).not.toContain('hash');
  const venture = { id: 'summit', name: 'Summit', timeZone: 'Europe/Berlin' };
  expect((await call(server, 'POST', '/api/ventures', venture, asAdmin)).status).toBe(201);
  expect((await call(server, 'POST', '/api/ventures', venture, asAdmin)).status).toBe(409);
  const elsewhere = { ...venture, id: 'moon', timeZone: 'Moon/Tycho' };
  expect((await call(server, 'POST', '/api/ventures', elsewhere, asAdmin)).status).toBe(400);
  await call(server, 'POST', `/api/access/tokens/${token.id}/revoke`, undefined, asAdmin);
  await server.close();
  const database = connect(path.join(folder, 'claque.db'));
  const lines = (await database('audit').orderBy('number').select('who', 'what', 'subject', 'after')) as {
    after: string;
  }[];
  await database.destroy();
  expect(lines).toMatchObject([
    { who: 'panel', what: 'token.create', subject: token.id },
    { who: token.id, what: 'venture.create', subject: 'summit' },
    // Those that were refused above.
    { who: token.id, what: 'POST /api/ventures' },
    { who: token.id, what: 'POST /api/ventures' },
    { who: token.id, what: 'token.revoke', subject: token.id },
  ]);
  expect(lines.map(({ after }) => after).join('')).not.toContain('hash');
});
