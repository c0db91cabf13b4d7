/** What is judged of a request before anybody handles it (EX-2). */
import { expect, test } from 'vitest';
import { assertRight, assertSession, assertStated, assertVenture } from '../../../server/platform/http/admission.ts';
import type { Caller } from '../../../server/platform/http/caller.ts';
import { openCaller } from '../../../server/platform/http/caller.ts';
import type { Route } from '../../../server/platform/http/route.ts';
import { ok } from '../../../server/platform/http/route.ts';

const routeWith = (access: unknown): Route => ({
  method: 'get',
  path: '/api/things',
  summary: 'Things',
  description: 'All of them.',
  tags: ['things'],
  access: access as Route['access'],
  responses: {},
  handle: () => ok({}),
});
const viewer: Caller = { id: 'v', name: 'Vic', role: 'viewer', ventures: ['b'], sessionId: null };
const guest: Caller = { id: 'g', name: 'Gus', role: 'viewer', ventures: ['b'], sessionId: 's' };
const nothing = { params: undefined, query: undefined, body: undefined };

test.each([
  ['nothing at all', undefined],
  ['no right', { ventures: 'none' }],
  ['no venture', { right: 'read' }],
  ['two of them', { right: 'read', ventures: 'none', ventureOf: () => 'a' }],
  ['a venture without a right', { right: null, ventures: 'all' }],
])('a route that states %s stops the start: nothing is allowed by default', (_name, access) => {
  expect(() => assertStated(routeWith(access))).toThrow('GET /api/things says who may call it');
});

test('a route that states a right and one rule of ventures, or that it asks for no token, is served', () => {
  for (const access of [{ right: null }, { right: 'read', ventures: 'none' }, { right: 'read', ventureOf: () => 'a' }])
    expect(() => assertStated(routeWith(access))).not.toThrow();
});

test.each([
  ['is no read', { right: 'steer', ventureOf: () => 'a', sessionOf: () => 's' }, 'get'],
  ['is no GET', { right: 'read', ventureOf: () => 'a', sessionOf: () => 's' }, 'post'],
])('a route that guests may call and that %s stops the start (PL-14)', (_name, access, method) => {
  const route = { ...routeWith(access), method: method as Route['method'] };
  expect(() => assertStated(route)).toThrow('reads, since guests may call it');
  expect(() => assertStated(routeWith({ right: 'read', ventureOf: () => 'a', sessionOf: () => 's' }))).not.toThrow();
});

test('a guest is refused by every route that does not say which session it is about (PL-14)', () => {
  const access: Route['access'] = { right: 'read', ventureOf: () => 'b' };
  expect(() => assertRight(access, guest)).toThrow('A share link shows one session');
  expect(() => assertRight(access, viewer)).not.toThrow();
  expect(() => assertRight({ ...access, sessionOf: () => 's' }, guest)).not.toThrow();
});

test('of another session a guest is told that there is none, and of their own whatever the handler says (PL-14)', async () => {
  const of = (sessionId: string | null): Route['access'] => ({
    right: 'read',
    ventureOf: () => 'b',
    sessionOf: () => sessionId,
  });
  for (const other of ['t', null])
    await expect(assertSession(of(other), nothing, guest)).rejects.toMatchObject({ code: 'not-found' });
  await expect(assertSession(of('s'), nothing, guest)).resolves.toBeUndefined();
  await expect(assertSession(of('t'), nothing, viewer)).resolves.toBeUndefined();
  await expect(
    assertSession({ right: 'read', ventures: 'own', sessionOf: 'own' }, nothing, guest),
  ).resolves.toBeUndefined();
});

test('what takes all ventures is not for a caller who has some', () => {
  const access: Route['access'] = { right: 'read', ventures: 'all' };
  expect(() => assertRight(access, viewer)).toThrow('all ventures');
  expect(() => assertRight(access, openCaller)).not.toThrow();
});

test.each([
  ['a foreign venture that the request names', { ventureOf: () => 'a' }, 'forbidden'],
  ['no venture where the request has to name one', { ventureOf: () => null }, 'forbidden'],
  ['a thing of a foreign venture', { ventureOfThing: () => 'a' }, 'not-found'],
  ['a thing that does not exist', { ventureOfThing: () => null }, 'not-found'],
])('%s is refused to whoever has another venture', async (_name, rule, code) => {
  const access = { right: 'read', ...rule } as Route['access'];
  await expect(assertVenture(access, nothing, viewer)).rejects.toMatchObject({ code });
  await expect(assertVenture(access, nothing, openCaller)).resolves.toBeUndefined();
  const own = { right: 'read', ...('ventureOf' in rule ? { ventureOf: () => 'b' } : { ventureOfThing: () => 'b' }) };
  await expect(assertVenture(own as Route['access'], nothing, viewer)).resolves.toBeUndefined();
});
