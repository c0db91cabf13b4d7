/** Whose word on what was forwarded counts (PL-19). */
import { expect, test } from 'vitest';
import { isProxy, isTrusted } from '../../../server/platform/http/forwarded.ts';

test('a proxy is an address, a network or the name of a kind, and nothing else', () => {
  for (const entry of ['127.0.0.1', '::1', '172.16.0.0/12', 'fd00::/8', 'loopback', 'private'])
    expect(isProxy(entry), entry).toBe(true);
  for (const entry of ['', 'yes', '1', '10.1', '10.0.0.0/33', 'claque.example.org', 'toString', '0x7f000001'])
    expect(isProxy(entry), entry).toBe(false);
});

test.each([
  ['10.0.0.5', '10.0.0.5', true],
  ['10.0.0.5', '10.0.0.6', false],
  ['10.0.0.5', '::ffff:10.0.0.5', true],
  ['172.16.0.0/12', '172.31.255.255', true],
  ['172.16.0.0/12', '172.32.0.1', false],
  ['fd00::/8', 'fd12::1', true],
  ['fd00::/8', '10.0.0.5', false],
  ['loopback', '::1', true],
  ['loopback', '10.0.0.5', false],
  ['private', '192.168.4.4', true],
  ['private', '127.0.0.1', true],
  ['private', '203.0.113.9', false],
])('%s trusts %s: %s', (proxy, address, trusted) => {
  expect(isTrusted([proxy], address)).toBe(trusted);
});

test('without a proxy, or without an address, nobody is trusted', () => {
  expect([isTrusted([], '127.0.0.1'), isTrusted(['private'], undefined), isTrusted(['private'], 'x')]).toEqual([
    false,
    false,
    false,
  ]);
});
