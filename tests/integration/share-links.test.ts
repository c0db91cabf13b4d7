/** Share links: one session, read-only, revocable, expiring, and nothing else through any route or topic (PL-14). */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Me } from '../../server/contract/access.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Session } from '../../server/contract/session.ts';
import type { ShareLink } from '../../server/contract/share.ts';
import { Topic } from '../../server/contract/stream.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { bearer, makeToken } from '../support/access.ts';
import { askOperation, operationsOf } from '../support/api-walk.ts';
import { call, sharedServer, startSession, startTestServer, temporaryFolder, until } from '../support/server.ts';
import { openShare, shareSession } from '../support/share.ts';
import { StreamClient, upgradeStatus } from '../support/stream-client.ts';

const environmentToken = 'a-token-of-the-environment';
const admin = bearer(environmentToken);
const dayMs = 86_400_000;
let aheadMs = 0;
const clock = { now: () => Date.now() + aheadMs };
const environment = { CLAQUE_TOKEN: environmentToken };
const lines: string[] = [];
const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
const server = sharedServer({ environment, parts: { clock, log } });

const post = <T>(route: string, body?: unknown, headers: Record<string, string> = admin) =>
  call<T>(server, 'POST', route, body, headers);
const get = <T>(route: string, headers: Record<string, string> = admin) =>
  call<T>(server, 'GET', route, undefined, headers);

async function newSession(draft: object = { isPaused: true }): Promise<Session> {
  return (await post<Session>('/api/sessions', { scenarioId: 'webinar-drop', ...draft })).body;
}

/** A session with a link to it that somebody has opened. */
async function sharedSession(draft?: object) {
  const session = await newSession(draft);
  const issued = await shareSession(server, session.id, admin);
  return { session, issued, ...(await openShare(server, issued.secret)) };
}

test('a link is opened by its secret, once made or later, and says whose session it shows and until when (PL-14)', async () => {
  const { session, issued, status, body, cookie, sent } = await sharedSession();
  expect(issued.secret).toMatch(/^claque_share_[\w-]{43}$/);
  expect(issued.path).toBe(`/shared#${issued.secret}`);
  expect(Date.parse(issued.link.expiresAt) - Date.parse(issued.link.createdAt)).toBe(7 * dayMs);
  expect(cookie).toMatch(/^claque_share=claque_share_[\w-]{43}; Path=\/; Max-Age=604\d{3}; HttpOnly; SameSite=Strict$/);
  const guest: Me = {
    id: issued.link.id,
    name: 'The sponsor',
    role: 'viewer',
    ventures: ['default'],
    isOpen: false,
    sessionId: session.id,
    expiresAt: issued.link.expiresAt,
  };
  expect([status, body]).toEqual([200, guest]);
  expect((await get('/api/access/me', sent)).body).toEqual(guest);
  const { cookie: byHttps } = await openShare(server, issued.secret, { 'x-forwarded-proto': 'https' });
  expect(byHttps).not.toContain('Secure'); // No proxy is trusted here.
});

test('of every operation only the stated reads answer a guest, of their own session, and nothing is ever written (PL-14)', async () => {
  const { session, issued, sent } = await sharedSession();
  await post(`/api/sessions/${session.id}/stop`);
  const before = (await get(`/api/sessions/${session.id}`)).body;
  const other = await newSession();
  const operations = (await operationsOf(server)).filter(({ isOpen }) => !isOpen);
  expect(operations.length).toBeGreaterThan(100);
  const allowed: string[] = [];
  for (const operation of operations)
    for (const id of [session.id, other.id, `${session.id}-1`, issued.link.id]) {
      const { status, body } = await askOperation(server, operation, { ventureId: 'default', id }, sent);
      if (status < 300 && !allowed.includes(operation.name)) allowed.push(operation.name);
      const isOwn = id === session.id || operation.name === 'GET /api/access/me';
      const isFound = status < 300 && isOwn && operation.method === 'GET';
      expect([operation.name, id, status, isFound || status === 403 || (status === 404 && !isOwn)]).toEqual([
        operation.name,
        id,
        status,
        true,
      ]);
      if (id !== other.id) expect(body).not.toContain(other.id);
    }
  expect(allowed.toSorted()).toEqual([
    'GET /api/access/me',
    'GET /api/interventions/stats/{sessionId}',
    'GET /api/sessions/{id}',
    'GET /api/sessions/{id}/activity',
    'GET /api/sessions/{id}/anomalies',
    'GET /api/sessions/{id}/counterfactual',
    'GET /api/sessions/{id}/interventions',
    'GET /api/sessions/{id}/metrics',
    'GET /api/sessions/{id}/run-file',
  ]);
  expect((await get(`/api/sessions/${session.id}`)).body).toEqual(before);
});

test('a session that exists and one that does not are told alike (PL-14)', async () => {
  const { sent } = await sharedSession();
  const other = await newSession();
  const told = async (id: string) => {
    const { status, body } = await get(`/api/sessions/${id}`, sent);
    return [status, JSON.stringify(body).replaceAll(id, '')];
  };
  expect(await told(other.id)).toEqual(await told('ses_nothing'));
});

test('a guest hears of their session on its topic and is refused every other, past and live (PL-14, PL-10)', async () => {
  const { session, sent } = await sharedSession();
  const other = await newSession();
  const client = await StreamClient.connect(server, { headers: sent });
  const own = `session:${session.id}`;
  const topics = allTopics([session.id, other.id]);
  expect(topics.length).toBeGreaterThan(10);
  for (const topic of topics) client.subscribe(topic, 0);
  await post(`/api/sessions/${other.id}/step`, { ticks: 5 });
  await post(`/api/sessions/${session.id}/step`, { ticks: 5 });
  await client.until(() => client.activities.some(({ tick }) => (tick ?? 0) >= 5));
  client.send({ type: 'ping' });
  await client.until(() => client.messages.at(-1)?.type === 'pong');
  const refused = client.messages.filter((message) => message.type === 'error');
  expect(refused.map(({ code }) => code)).toEqual(topics.slice(1).map(() => 'forbidden-topic'));
  expect(client.messages.flatMap((message) => (message.type === 'subscribed' ? [message.topic] : []))).toEqual([own]);
  expect([...new Set(client.activities.map(({ sessionId }) => sessionId))]).toEqual([session.id]);
  client.close();
});

/** Every topic that the contract knows, of every thing; first that of the first session. */
function allTopics(ids: readonly string[]): string[] {
  const words = [...new Set(JSON.stringify(z.toJSONSchema(Topic)).match(/[a-z]{3,}/g))];
  const topics = words.flatMap((word) => [word, ...ids.map((id) => `${word}:${id}`)]);
  const own = `session:${ids[0]}`;
  return [own, ...topics.filter((topic) => topic !== own && Topic.safeParse(topic).success)];
}

test('a link that is revoked is 401 at once, for good, and closes its streams within a beat (PL-14)', async () => {
  const { session, issued, sent } = await sharedSession();
  const second = await shareSession(server, session.id, admin, { name: 'Another' });
  const { sent: secondSent } = await openShare(server, second.secret);
  const [client, staying] = await Promise.all(
    [sent, secondSent].map((headers) => StreamClient.connect(server, { headers })),
  );
  const { body } = await post<ShareLink>(`/api/share-links/${issued.link.id}/revoke`);
  expect(body.revokedAt).not.toBeNull();
  expect((await get(`/api/sessions/${session.id}`, sent)).status).toBe(401);
  expect((await openShare(server, issued.secret)).status).toBe(401);
  expect(await upgradeStatus(server, { headers: sent })).toBe(401);
  expect(await client!.closed()).toBe(1008);
  expect((await post<ShareLink>(`/api/share-links/${issued.link.id}/revoke`)).body.revokedAt).toBe(body.revokedAt);
  expect((await get(`/api/sessions/${session.id}`, secondSent)).status).toBe(200);
  expect(staying!.socket.readyState).toBe(staying!.socket.OPEN);
  expect((await post('/api/share-links/nothing/revoke')).status).toBe(404);
  const { body: listed } = await get<Page<ShareLink>>(`/api/sessions/${session.id}/share-links`);
  expect(listed.items.map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
    ['Another', false],
    ['The sponsor', true],
  ]);
});

test('a link that has expired is 401 and closes its streams within a beat; its cookie did not outlive it (PL-14)', async () => {
  const session = await newSession();
  const { secret } = await shareSession(server, session.id, admin, { expiresInDays: 1 });
  const { sent, cookie } = await openShare(server, secret);
  expect(Number(/Max-Age=(\d+)/.exec(cookie)![1])).toBeLessThanOrEqual(dayMs / 1_000);
  const client = await StreamClient.connect(server, { headers: sent });
  aheadMs += dayMs;
  onTestFinished(() => void (aheadMs -= dayMs));
  expect((await get(`/api/sessions/${session.id}`, sent)).status).toBe(401);
  expect((await openShare(server, secret)).status).toBe(401);
  expect(await client.closed()).toBe(1008);
});

test('a login or a token goes before a share link, and the secret of a link is no token (PL-14, F-36)', async () => {
  const { session, issued, sent } = await sharedSession();
  const { headers } = await post('/api/access/login', { secret: environmentToken }, {});
  const login = headers.get('set-cookie')!.split(';')[0]!;
  const asLoggedIn = { cookie: `${sent.cookie}; ${login}` };
  for (const both of [asLoggedIn, { ...sent, ...admin }]) {
    expect((await get<Me>('/api/access/me', both)).body).toMatchObject({ role: 'admin', sessionId: null });
    expect((await get('/api/sessions', both)).status).toBe(200);
  }
  const own = `/api/sessions/${session.id}`;
  expect((await get(own, { cookie: `${sent.cookie}; claque_login=gone` })).status).toBe(200);
  expect((await get(own, bearer(issued.secret))).status).toBe(401);
  expect((await get(own, { ...sent, ...bearer('claque_wrong') })).status).toBe(401);
  expect((await get(`${own}?secret=${issued.secret}`, {})).status).toBe(401);
  expect((await post('/api/access/login', { secret: issued.secret }, {})).status).toBe(401);
  expect((await post('/api/access/share', { secret: environmentToken }, {})).status).toBe(401);
  const forged = sent.cookie.slice(0, -1) + (sent.cookie.endsWith('A') ? 'B' : 'A');
  expect((await get(own, { cookie: forged })).status).toBe(401);
});

test('links are made by those who may steer, for sessions that exist, and a viewer makes none (PL-13, PL-14)', async () => {
  const { id } = await newSession();
  const presenter = await makeToken(server, { role: 'presenter' }, environmentToken);
  const viewer = await makeToken(server, { role: 'viewer' }, environmentToken);
  const links = `/api/sessions/${id}/share-links`;
  const issued = await shareSession(server, id, bearer(presenter.secret));
  expect(issued.link.createdBy).toBe(presenter.token.id);
  expect((await post(links, { name: 'x' }, bearer(viewer.secret))).status).toBe(403);
  expect((await get(links, bearer(viewer.secret))).status).toBe(403);
  expect((await post('/api/sessions/ses_nothing/share-links', { name: 'x' })).status).toBe(404);
  expect((await get('/api/sessions/ses_nothing/share-links')).status).toBe(404);
  for (const body of [{}, { name: '' }, { name: 'x', expiresInDays: 91 }])
    expect((await post(links, body)).status).toBe(400);
});

test('when a link was last used is noted, for its session’s list (PL-14)', async () => {
  const { session, sent } = await sharedSession();
  const links = `/api/sessions/${session.id}/share-links`;
  expect((await get<Page<ShareLink>>(links)).body.items[0]!.lastUsedAt).toBeNull();
  await get(`/api/sessions/${session.id}`, sent);
  const { body } = await until(
    () => get<Page<ShareLink>>(links),
    ({ body: page }) => page.items[0]!.lastUsedAt !== null,
  );
  expect(Math.abs(Date.parse(body.items[0]!.lastUsedAt!) - clock.now())).toBeLessThan(60_000);
});

test('the secret of a link is in no log, no table and no file, and making, opening and revoking it is in the audit log (F-36, PL-13, PL-14)', async () => {
  const { session, issued, sent } = await sharedSession();
  await get(`/api/sessions/${session.id}`, sent);
  await openShare(server, `${issued.secret}x`);
  await post(`/api/share-links/${issued.link.id}/revoke`);
  const files = readdirSync(server.folder).map((name) => readFileSync(path.join(server.folder, name), 'latin1'));
  expect(lines.some((line) => line.includes('/api/access/share'))).toBe(true);
  for (const text of [...lines, ...files]) expect(text).not.toContain(issued.secret);
  const database = connect(path.join(server.folder, 'claque.db'), { isReadOnly: true });
  onTestFinished(() => database.destroy());
  const audits = await database('audit').where({ subject: issued.link.id }).orderBy('number').select('who', 'what');
  expect(audits).toEqual([
    { who: 'environment', what: 'share.create' },
    { who: issued.link.id, what: 'share.open' },
    { who: 'environment', what: 'share.revoke' },
  ]);
});

test('while access is open links can be made, and whoever opens one is still the panel; they outlive a restart and the first token (PL-12, PL-14)', async () => {
  const folder = temporaryFolder();
  const first = await startTestServer({ folder });
  const { id } = await startSession(first, { isPaused: true });
  const { secret } = await shareSession(first, id);
  const { sent, body } = await openShare(first, secret);
  expect(body.sessionId).toBe(id);
  expect((await call<Me>(first, 'GET', '/api/access/me', undefined, sent)).body).toMatchObject({
    id: 'panel',
    sessionId: null,
  });
  await first.close();
  const second = await startTestServer({ folder });
  await makeToken(second);
  const status = async (route: string) => (await call(second, 'GET', route, undefined, sent)).status;
  expect([await status(`/api/sessions/${id}`), await status('/api/sessions')]).toEqual([200, 403]);
});

test('guests who open a link within a minute are one line of the audit log, however many they are (PL-13, PL-14)', async () => {
  const { issued } = await sharedSession();
  await Promise.all(Array.from({ length: 20 }, () => openShare(server, issued.secret)));
  const opened = async () =>
    (await get<{ total: number }>(`/api/audit?what=share.open&subject=${issued.link.id}`)).body.total;
  expect(await opened()).toBe(1);
  aheadMs += 60_000;
  expect((await openShare(server, issued.secret)).status).toBe(200);
  expect(await opened()).toBe(2);
});

test('a link goes with its session (PL-14)', async () => {
  const folder = temporaryFolder();
  const open = await startTestServer({ folder });
  const { id } = await startSession(open, { isPaused: true });
  await shareSession(open, id);
  await open.close();
  const database = connect(path.join(folder, 'claque.db'));
  onTestFinished(() => database.destroy());
  expect(await database('share_links').pluck('session_id')).toEqual([id]);
  await database('sessions').where({ id }).delete();
  expect(await database('share_links').pluck('session_id')).toEqual([]);
});
