/** A server that listens for a proxy: under which name it answers, and whose word on https counts (PL-12, PL-19). */
import { expect, test } from 'vitest';
import { ask } from '../support/raw-request.ts';
import { startTestServer } from '../support/server.ts';

const token = 'a-token-of-the-environment';
const inProduction = {
  HOST: '0.0.0.0',
  CLAQUE_TOKEN: token,
  CLAQUE_ORIGINS: 'https://claque.example.org',
  NODE_ENV: 'production',
};

/** Listens on all addresses; asked on loopback. */
async function start(environment: Record<string, string> = {}) {
  const { url } = await startTestServer({ environment: { ...inProduction, ...environment } });
  return url.replace('0.0.0.0', '127.0.0.1');
}

const loginCookie = async (url: string, headers: Record<string, string> = {}) => {
  const json = { host: 'claque.example.org', 'content-type': 'application/json', ...headers };
  const body = JSON.stringify({ secret: token });
  const answer = await ask(`${url}/api/access/login`, { method: 'POST', headers: json, body });
  return [answer.status, String(answer.headers['set-cookie']).endsWith('; Secure')];
};

test('behind a proxy it answers to the name that the operator gave, and to no other (PL-12, F-35)', async () => {
  const url = await start();
  const status = async (headers: Record<string, string>) => (await ask(`${url}/health/live`, { headers })).status;
  expect(await status({ host: 'claque.example.org' })).toBe(200);
  expect(await status({ host: 'claque.example.org', origin: 'https://claque.example.org' })).toBe(200);
  expect(await status({ host: 'evil.example' })).toBe(403);
  expect(await status({ host: 'evil.example', 'x-forwarded-host': 'claque.example.org' })).toBe(403);
  expect(await status({ host: 'claque.example.org', origin: 'https://evil.example' })).toBe(403);
});

test('a login’s cookie is Secure where a trusted proxy, and nobody else, says that it speaks https (PL-13, PL-19)', async () => {
  const https = { 'x-forwarded-proto': 'https' };
  expect(await loginCookie(await start(), https)).toEqual([200, false]);
  expect(await loginCookie(await start({ CLAQUE_TRUST_PROXY: '10.0.0.0/8' }), https)).toEqual([200, false]);
  const trusting = await start({ CLAQUE_TRUST_PROXY: '10.0.0.0/8, loopback' });
  expect(await loginCookie(trusting, https)).toEqual([200, true]);
  expect(await loginCookie(trusting, { 'x-forwarded-proto': 'http' })).toEqual([200, false]);
});
