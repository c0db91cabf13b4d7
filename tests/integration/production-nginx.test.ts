/** The nginx configuration that ships, run by a real nginx in front of a server as it runs in production (PL-19). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { nginx, publicName, startNginx } from '../support/nginx.ts';
import type { NginxOptions } from '../support/nginx.ts';
import { ask } from '../support/raw-request.ts';
import { startTestServer, temporaryFolder, until } from '../support/server.ts';
import { StreamClient, upgradeStatus } from '../support/stream-client.ts';

const token = 'a-token-of-the-environment';
const host = { host: publicName };
const asAdmin = { ...host, authorization: `Bearer ${token}` };

beforeEach(({ skip }) => skip(nginx === undefined, 'it needs an nginx; Debian: apt-get install nginx-light'));

/** What the panel's build leaves, in short. */
function panelFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), '<p>panel</p>');
  writeFileSync(path.join(folder, 'mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(path.join(folder, 'assets', 'app-1.js'), 'run();'.repeat(1_000));
  return folder;
}

async function start(options: Partial<NginxOptions> = {}) {
  const panel = panelFolder();
  const server = await startTestServer({
    environment: {
      HOST: '0.0.0.0',
      NODE_ENV: 'production',
      CLAQUE_TOKEN: token,
      CLAQUE_ORIGINS: `${options.scheme ?? 'http'}://${publicName}`,
      CLAQUE_TRUST_PROXY: 'loopback',
      CLAQUE_PANEL_DIR: panel,
    },
  });
  const direct = server.url.replace('0.0.0.0', '127.0.0.1');
  return { direct, routes: server.routes, ...(await startNginx({ upstream: direct, panel, ...options })) };
}

test('the panel’s files come from nginx: hashed ones to keep, the first page to ask for again, gone ones 404 (PL-19)', async () => {
  const { url } = await start();
  const get = (route: string) => ask(url + route, { headers: host });
  for (const route of ['/', '/sessions/ses_x', '/settings', '/index.html']) {
    const page = await get(route);
    expect([page.status, page.body, page.headers['cache-control']], route).toEqual([200, '<p>panel</p>', 'no-cache']);
  }
  expect((await get('/assets/app-1.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const gone = await get('/assets/app-0.js');
  expect([gone.status, gone.headers['cache-control']]).toEqual([404, undefined]);
});

test('whatever the server has a route for is passed on to it, with its errors (PL-19)', async () => {
  const { url, direct, routes } = await start();
  const firsts = new Set(routes.map((route) => route.path.split('/')[1]!));
  firsts.delete('metrics');
  for (const first of [...firsts, 'docs', 'ws']) {
    const route = `/${first}/nowhere`;
    const [asked, told] = await Promise.all([url, direct].map((to) => ask(to + route, { headers: asAdmin })));
    expect([route, asked!.status, asked!.body]).toEqual([route, told!.status, told!.body]);
  }
  for (const route of ['/openapi.json', '/asyncapi.json', '/docs/', '/health/live', '/api/access/me'])
    expect((await ask(url + route, { headers: asAdmin })).status, route).toBe(200);
});

test('pages, files and answers carry the headers that the server would send, each once (PL-19)', async () => {
  const { url, direct } = await start();
  const ours = /^(content-security|cross-origin|origin-agent|referrer-policy|x-(?!powered)|strict-transport)/;
  for (const route of ['/', '/assets/app-1.js', '/docs/', '/api/access/me', '/api/nope']) {
    const [asked, told] = await Promise.all([url, direct].map((to) => ask(to + route, { headers: host })));
    const names = Object.keys(told!.headers).filter((name) => ours.test(name));
    expect(names.length, route).toBeGreaterThan(9);
    for (const name of names) expect([route, name, asked!.headers[name]]).toEqual([route, name, told!.headers[name]]);
    expect(asked!.headers.server).toBe('nginx');
  }
  const secure = await start({ scheme: 'https' });
  expect((await ask(secure.url, { headers: host })).headers['strict-transport-security']).toBe('max-age=31536000');
});

test('files and answers are compressed for whoever takes it (PL-19)', async () => {
  const { url } = await start();
  for (const route of ['/assets/app-1.js', '/openapi.json']) {
    const plain = await ask(url + route, { headers: host });
    const { headers, bytes } = await ask(url + route, { headers: { ...host, 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding'], route).toBe('gzip');
    expect(gunzipSync(bytes).toString()).toBe(plain.body);
    expect(bytes.length).toBeLessThan(plain.body.length / 2);
  }
});

test('a Host that is not the one named is served nothing, and no request reaches the server by it (PL-12, F-35)', async () => {
  const { url, accessLog } = await start();
  for (const foreign of ['evil.example', '127.0.0.1', `${publicName}.evil.example`, 'localhost'])
    for (const route of ['/', '/assets/app-1.js', '/api/access/me', '/health/live'])
      expect((await ask(url + route, { headers: { host: foreign } })).status, foreign + route).toBe(421);
  expect(await upgradeStatus({ url }, { headers: { ...asAdmin, host: 'evil.example' } })).toBe(421);
  expect((await ask(`${url}/api/access/me`, { headers: { ...asAdmin, origin: 'https://evil.example' } })).status).toBe(
    403,
  );
  expect((await ask(`${url}/api/access/me`, { headers: { ...asAdmin, host: `${publicName}:8443` } })).status).toBe(200);
  await untilLogged(accessLog, '"GET /health/live" 421');
});

test('a token that was put into an address is in no log of nginx (F-36)', async () => {
  const { url, accessLog } = await start();
  await ask(`${url}/api/access/me?token=${token}`, { headers: { ...host, referer: `http://x/?token=${token}` } });
  expect(await untilLogged(accessLog, '"GET /api/access/me" 401')).not.toContain(token);
});

test('figures are to be had on the inner port alone, and there with a token (PL-11, PL-19)', async () => {
  const { url, insideUrl } = await start();
  for (const route of ['/metrics', '/metrics/', '/metrics?x'])
    expect((await ask(url + route, { headers: asAdmin })).status, route).toBe(404);
  expect((await ask(`${insideUrl}/metrics`)).status).toBe(401);
  const figures = await ask(`${insideUrl}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  expect([figures.status, figures.body.includes('claque_ticks_total')]).toEqual([200, true]);
  await until(
    () => ask(`${insideUrl}/health/ready`),
    ({ status }) => status === 200,
  );
  expect((await ask(`${insideUrl}/api/access/me`)).status).toBe(404);
});

test('a login’s cookie is Secure where the operator says https, whatever a client claims (PL-13, PL-19)', async () => {
  const body = JSON.stringify({ secret: token });
  const cookieBy = async (scheme: 'http' | 'https', claimed: string) => {
    const { url } = await start({ scheme });
    const headers = { ...host, 'content-type': 'application/json', 'x-forwarded-proto': claimed };
    const answer = await ask(`${url}/api/access/login`, { method: 'POST', headers, body });
    return [answer.status, String(answer.headers['set-cookie']).endsWith('; Secure')];
  };
  expect(await cookieBy('https', 'http')).toEqual([200, true]);
  expect(await cookieBy('http', 'https')).toEqual([200, false]);
});

test('a recording as large as the server takes gets through, and what is larger is refused (PL-15, PL-19)', async () => {
  const { url } = await start();
  const check = (body: string, headers: Record<string, string> = {}) =>
    ask(`${url}/api/recordings/check`, {
      method: 'POST',
      headers: { ...asAdmin, 'content-type': 'text/csv', ...headers },
      body,
    });
  const whole = await check(recordingOf(20 * 1_024 * 1_024));
  expect([whole.status, whole.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  const over = await check(recordingOf(20 * 1_024 * 1_024 + 1));
  expect([over.status, over.headers['content-type']]).toEqual([413, 'application/problem+json; charset=utf-8']);
  expect((await check('', { 'content-length': '23000000' })).status).toBe(413);
});

test('whoever floods the API from one address is told when to go on; files, and others behind the same front, are served (PL-15, PL-19)', async () => {
  const { url } = await start({ isFronted: true, isStrict: true });
  const by = (address: string) => ({ ...asAdmin, 'x-forwarded-for': `198.51.100.1, ${address}` });
  const asked: Awaited<ReturnType<typeof ask>>[] = [];
  for (let count = 0; count < 7; count += 1)
    asked.push(await ask(`${url}/api/access/me`, { headers: by('203.0.113.9') }));
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 429]);
  const { headers, body } = asked.at(-1)!;
  expect([headers['content-type'], headers['retry-after'], headers['x-content-type-options']]).toEqual([
    'application/problem+json',
    '1',
    'nosniff',
  ]);
  expect(JSON.parse(body)).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
  expect(await upgradeStatus({ url }, { headers: by('203.0.113.9') })).toBe(429);
  expect((await ask(`${url}/assets/app-1.js`, { headers: by('203.0.113.9') })).status).toBe(200);
  const other = await ask(`${url}/api/access/me`, { headers: by('203.0.113.10') });
  expect([other.status, other.headers['retry-after']]).toEqual([200, undefined]);
});

test('the server’s own limits go by the address of whoever asks nginx, not by its own, nor by what they claim (PL-15, PL-19)', async () => {
  const { url } = await start();
  const guess = (secret: string, claimed: string) =>
    ask(`${url}/api/access/me`, {
      headers: { ...host, authorization: `Bearer ${secret}`, 'x-forwarded-for': claimed },
    });
  const found: number[] = [];
  for (let count = 0; count < 11; count += 1)
    found.push((await guess(`a-wrong-secret-${count}`, `203.0.113.${count}`)).status);
  expect(found).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
});

test('a stream that is quiet for longer than nginx waits elsewhere lives on (F-38, PL-10)', async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const { url, silentUrl } = await start({ silentPort: (silent.address() as AddressInfo).port });
  const client = await StreamClient.connect({ url }, { headers: asAdmin });
  const before = client.messages.length;
  // Each of these waits as long as nginx does, and begins when the one before has ended.
  for (let round = 0; round < 3; round += 1) expect((await ask(silentUrl)).status).toBe(504);
  expect([client.socket.readyState, client.messages.length]).toEqual([client.socket.OPEN, before]);
  client.send({ type: 'ping' });
  await client.until(() => client.messages.at(-1)?.type === 'pong');
});

/** nginx writes the line once the answer has gone out. */
const untilLogged = (accessLog: () => string, line: string): Promise<string> =>
  until(
    () => Promise.resolve(accessLog()),
    (log) => log.includes(line),
  );

/** CSV of a valid recording that is so many bytes long. */
function recordingOf(bytes: number): string {
  const head = 'time,type,user,text\n0,join,u1,\n';
  const tail = '99,message,u1,bye\n';
  const line = `50,message,u1,${'x'.repeat(1_009)}\n`;
  const rest = bytes - head.length - tail.length;
  const last = `50,message,u1,${'y'.repeat((rest % line.length) + line.length - 15)}\n`;
  return head + line.repeat(Math.floor(rest / line.length) - 1) + last + tail;
}
