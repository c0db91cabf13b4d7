/** How much one caller may ask and hold open (PL-15). */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { bearer, makeToken } from '../support/access.ts';
import { ask } from '../support/raw-request.ts';
import { call, startTestServer, until } from '../support/server.ts';
import { openShare, shareSession } from '../support/share.ts';
import { StreamClient, upgradeStatus } from '../support/stream-client.ts';

type Server = { url: string };

const token = 'a-token-of-the-environment';
const behindProxy = { CLAQUE_TOKEN: token, CLAQUE_TRUST_PROXY: 'loopback' };
const me = '/api/access/me';
const paused = { scenarioId: 'webinar-drop', isPaused: true };

const start = (environment: Record<string, string> = {}) => startTestServer({ environment });

async function statuses(server: Server, count: number, headers: Record<string, string>, route = me) {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1)
    found.push((await call(server, 'GET', route, undefined, headers)).status);
  return found;
}

test('a token that asks more than its share is told when to go on; others, and those who watch, are answered (PL-15, PL-11)', async () => {
  const server = await start({ ...behindProxy, CLAQUE_REQUESTS_PER_MINUTE: '6' });
  const { secret } = await makeToken(server, { role: 'viewer' }, token);
  expect(await statuses(server, 6, bearer(secret))).toEqual(Array<number>(6).fill(200));
  const refused = await call<Record<string, unknown>>(server, 'GET', me, undefined, bearer(secret));
  expect(refused.status).toBe(429);
  expect(refused.body).toMatchObject({ type: '/problems/too-many-requests', status: 429, instance: me });
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(refused.body['detail']).toContain(`go on in ${seconds} s`);
  expect(refused.headers.get('ratelimit')).toMatch(/^"6-in-1min"; r=0; t=\d+$/);
  expect(refused.headers.get('ratelimit-policy')).toMatch(/^"6-in-1min"; q=6; w=60; pk=:[\w=]+:$/);
  expect(await statuses(server, 1, bearer(secret), '/api/nowhere')).toEqual([429]);
  expect(await upgradeStatus(server, { headers: bearer(secret) })).toBe(429);
  expect(await statuses(server, 1, bearer(token))).toEqual([200]);
  expect(await statuses(server, 9, bearer(token), '/metrics')).toEqual(Array<number>(9).fill(200));
  expect(new Set(await statuses(server, 9, {}, '/health/live'))).toEqual(new Set([200]));
});

test('whoever has shown no token counts by the address that a trusted proxy gives, and by no other (PL-15, PL-19)', async () => {
  const server = await start({ ...behindProxy, CLAQUE_REQUESTS_PER_MINUTE: '3' });
  const by = (address: string) => ({ 'x-forwarded-for': address });
  expect(await statuses(server, 4, by('203.0.113.9'))).toEqual([401, 401, 401, 429]);
  expect(await statuses(server, 1, by('198.51.100.1, 203.0.113.9'))).toEqual([429]);
  expect(await statuses(server, 1, by('203.0.113.10'))).toEqual([401]);
  expect(await statuses(server, 4, by('2001:db8::1'), '/openapi.json')).toEqual([200, 200, 200, 429]);
  expect(await statuses(server, 1, by('2001:db8::ffff'))).toEqual([429]);
  const alone = await start({ CLAQUE_TOKEN: token, CLAQUE_REQUESTS_PER_MINUTE: '3' });
  const claimed = [1, 2, 3, 4].map((last) => ask(alone.url + me, { headers: by(`203.0.113.${last}`) }));
  expect((await Promise.all(claimed)).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    401, 401, 401, 429,
  ]);
});

test('with no limit set nothing is counted, and nothing said of it (PL-15, PL-20)', async () => {
  const server = await start({ CLAQUE_REQUESTS_PER_MINUTE: '0' });
  const { status, headers } = await call(server, 'GET', me);
  expect([status, headers.get('ratelimit')]).toEqual([200, null]);
});

test('whoever tries tokens is soon looked at no more, at the login and elsewhere; browsers that are logged in, made tokens and links go on (PL-15, F-36)', async () => {
  const server = await start(behindProxy);
  const made = await makeToken(server, { role: 'viewer' }, token);
  const gone = await makeToken(server, { role: 'viewer' }, token);
  await call(server, 'POST', `/api/access/tokens/${gone.token.id}/revoke`, undefined, bearer(token));
  const { body: session } = await call<{ id: string }>(server, 'POST', '/api/sessions', paused, bearer(token));
  const shared = await shareSession(server, session.id, bearer(token));
  const logIn = (secret: string) => call<{ detail: string }>(server, 'POST', '/api/access/login', { secret });
  const cookie = (await logIn(token)).headers.get('set-cookie')!.split(';')[0]!;
  for (let count = 0; count < 5; count += 1) {
    expect((await logIn(`a-wrong-secret-${count}`)).status).toBe(401);
    expect(await statuses(server, 1, bearer(`another-wrong-secret-${count}`))).toEqual([401]);
  }
  const [wrong, right] = [await logIn('one-more-wrong-secret'), await logIn(token)];
  expect([wrong.status, right.status, right.headers.get('set-cookie')]).toEqual([429, 429, null]);
  const sentences = [wrong, right].map(({ body }) => body.detail.replaceAll(/\d+/g, 'N'));
  expect(sentences[0]).toBe(sentences[1]);
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await statuses(server, 1, bearer(token))).toEqual([429]);
  expect(await upgradeStatus(server, { headers: bearer(token) })).toBe(429);
  expect(await statuses(server, 2, { cookie })).toEqual([200, 200]);
  expect(await statuses(server, 2, bearer(made.secret))).toEqual([200, 200]);
  expect(await upgradeStatus(server, { headers: bearer(made.secret) })).toBe(101);
  expect((await logIn(made.secret)).status).toBe(200);
  expect((await openShare(server, shared.secret)).status).toBe(200);
  expect(await statuses(server, 1, bearer(gone.secret))).toEqual([429]);
  expect(await statuses(server, 1, { ...bearer(token), 'x-forwarded-for': '203.0.113.9' })).toEqual([200]);
});

/** A connection that says nothing. */
async function hold(server: Server): Promise<Socket> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('error', reject);
  });
  return socket;
}

test('an address may hold so many connections open and no more, and gets new ones when it lets go (PL-15)', async () => {
  const server = await start({ CLAQUE_CONNECTIONS_PER_ADDRESS: '4' });
  const held = await Promise.all([1, 2, 3, 4].map(() => hold(server)));
  const fifth = await hold(server);
  let heard = '';
  fifth.on('data', (data: Buffer) => (heard += data.toString()));
  await new Promise<void>((resolve) => {
    fifth.once('close', () => resolve());
    fifth.on('error', () => undefined);
  });
  expect(heard).toBe(''); // Whoever is let in, and asks for nothing, is told so after a while.
  expect(held.every((socket) => !socket.destroyed)).toBe(true);
  held[0]!.destroy();
  const answer = await until(
    () => ask(`${server.url}/health/live`).catch(() => null),
    (found) => found !== null,
  );
  expect(answer!.status).toBe(200);
});

test('stream clients are limited by the address that a trusted proxy gives, whose own connections are not (PL-15, PL-19)', async () => {
  const server = await start({ CLAQUE_TRUST_PROXY: 'loopback', CLAQUE_CONNECTIONS_PER_ADDRESS: '2' });
  const by = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const clients = await Promise.all([1, 2].map(() => StreamClient.connect(server, by('203.0.113.9'))));
  expect(await upgradeStatus(server, by('203.0.113.9'))).toBe(429);
  expect(await upgradeStatus(server, by('198.51.100.1, 203.0.113.9'))).toBe(429);
  await StreamClient.connect(server, by('203.0.113.10'));
  clients[0]!.close();
  await until(
    () => upgradeStatus(server, by('203.0.113.9')),
    (status) => status === 101,
  );
});
