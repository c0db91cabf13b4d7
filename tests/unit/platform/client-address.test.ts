/** Whose limits a request counts for (PL-15). */
import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientAddress, networkOf } from '../../../server/platform/http/client-address.ts';

const from = (remoteAddress: string | undefined, forwarded?: string, proxies: readonly string[] = ['private']) =>
  clientAddress(
    { socket: { remoteAddress } as IncomingMessage['socket'], headers: { 'x-forwarded-for': forwarded } },
    proxies,
  );

test.each([
  ['a stranger, whatever it claims', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['behind a proxy', '172.18.0.3', '203.0.113.9', '203.0.113.9'],
  ['behind two proxies', '172.18.0.3', '203.0.113.9, 10.0.0.7', '203.0.113.9'],
  ['who claims to be another before the proxy', '172.18.0.3', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['who claims to be a proxy', '172.18.0.3', '198.51.100.1, 10.9.9.9, 203.0.113.9', '203.0.113.9'],
  ['in the same network as the proxy', '172.18.0.3', '192.168.1.5', '192.168.1.5'],
  ['of a proxy that says nothing', '172.18.0.3', undefined, '172.18.0.3'],
  ['of a proxy that says nonsense', '172.18.0.3', '203.0.113.9, <script>', '172.18.0.3'],
  ['that has gone already', undefined, '203.0.113.9', 'unknown'],
])('a request %s counts for the nearest address that is no proxy (PL-15)', (_name, remote, forwarded, expected) => {
  expect(from(remote, forwarded)).toBe(expected);
});

test('without a trusted proxy what was forwarded counts for nothing (PL-15)', () => {
  expect(from('127.0.0.1', '203.0.113.9', [])).toBe('127.0.0.1');
});

test('an IPv4 address that reached an IPv6 socket is still itself, and an IPv6 one counts by its /64 (PL-15)', () => {
  expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113.9');
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8:1:3:3:4:5:6')).toBe('2001:db8:1:3::/64');
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }), (parts) => {
      const [network, host] = [parts.slice(0, 4), parts.slice(4)].map((half) => half.map((part) => part.toString(16)));
      const isMapped = parts.slice(0, 5).every((part) => part === 0) && parts[5] === 0xffff;
      const address = [...network!, ...host!].join(':');
      expect(networkOf(address) === networkOf([...network!, '1', '2', '3', '4'].join(':'))).toBe(!isMapped);
    }),
  );
});
