/** Whose pages may use a server, and under which names it is reached (PL-12, F-35). */
import { expect, test } from 'vitest';
import { foreignSite, isLoopback, ownSiteOf } from '../../../server/platform/http/own-site.ts';

const panel = 'https://claque.example.org';
const isServed = (listening: string, headers: { host?: string; origin?: string }, origins: string[] = []) =>
  foreignSite(headers, ownSiteOf(listening, origins)) === null;

test('on loopback its three names are served and no others, whatever origins are allowed', () => {
  for (const host of ['127.0.0.1', 'localhost:8080', '[::1]:9', 'LOCALHOST'])
    expect(isServed('127.0.0.1', { host })).toBe(true);
  for (const host of ['claque.example.org', '127.0.0.1.evil.example', '', 'localhost:x'])
    expect(isServed('127.0.0.1', { host }, [panel])).toBe(false);
  expect(isServed('::1', {})).toBe(false);
});

test('elsewhere it is served under the name it listens on and those of the origins that were allowed', () => {
  expect(isServed('claque.lan', { host: 'claque.lan:8080', origin: 'http://claque.lan:8080' })).toBe(true);
  expect(isServed('2001:db8::1', { host: '[2001:db8::1]:8080' })).toBe(true);
  expect(isServed('0.0.0.0', { host: 'claque.example.org', origin: panel }, [panel])).toBe(true);
  expect(isServed('0.0.0.0', { host: 'localhost' })).toBe(true);
  for (const host of ['0.0.0.0', 'evil.example', 'claque.example.org.evil.example'])
    expect(isServed('0.0.0.0', { host }, [panel])).toBe(false);
});

test('an Origin must be the host’s own or one that was allowed, on loopback as elsewhere', () => {
  for (const [origin, served] of [
    ['http://localhost:8080', true],
    ['http://localhost:5173', false],
    ['https://evil.example', false],
    ['null', false],
    [panel, true],
  ] as const)
    expect(isServed('127.0.0.1', { host: 'localhost:8080', origin }, [panel]), origin).toBe(served);
});

test('the complaint names what would be right', () => {
  expect(foreignSite({ host: 'x' }, ownSiteOf('127.0.0.1', []))).toBe(
    'The Host must be 127.0.0.1, localhost or [::1].',
  );
  expect(foreignSite({ host: 'x' }, ownSiteOf('claque.lan', []))).toContain('claque.lan');
});

test('only addresses that no other machine reaches are loopback', () => {
  expect(['127.0.0.1', 'localhost', '::1', '0.0.0.0', '::', 'claque.lan', ''].map(isLoopback)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
