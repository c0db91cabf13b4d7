import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKind } from '../../../server/search/address-kind.ts';
import { hostOf, isPublicUrl } from '../../../server/search/public-url.ts';

/** What IANA's IPv4 special-purpose registry and the multicast block keep from the public, written down afresh. */
const specialBlocks: readonly (readonly [string, number, 'own' | 'forbidden'])[] = [
  ['0.0.0.0', 8, 'forbidden'],
  ['10.0.0.0', 8, 'own'],
  ['100.64.0.0', 10, 'forbidden'],
  ['127.0.0.0', 8, 'own'],
  ['169.254.0.0', 16, 'forbidden'],
  ['172.16.0.0', 12, 'own'],
  ['192.0.0.0', 24, 'forbidden'],
  ['192.0.2.0', 24, 'forbidden'],
  ['192.31.196.0', 24, 'forbidden'],
  ['192.52.193.0', 24, 'forbidden'],
  ['192.88.99.0', 24, 'forbidden'],
  ['192.168.0.0', 16, 'own'],
  ['192.175.48.0', 24, 'forbidden'],
  ['198.18.0.0', 15, 'forbidden'],
  ['198.51.100.0', 24, 'forbidden'],
  ['203.0.113.0', 24, 'forbidden'],
  ['224.0.0.0', 4, 'forbidden'],
  ['240.0.0.0', 4, 'forbidden'],
];

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
const groups = (address: number): string =>
  `${Math.floor(address / 65_536).toString(16)}:${(address % 65_536).toString(16)}`;

function expectedKind(address: number): string {
  const block = specialBlocks.find(([start, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(address / size) === Math.floor(numberOf(start) / size);
  });
  return block?.[2] ?? 'public';
}

/** Any address, half of them within or at the edge of a special block. */
const ipv4 = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(...specialBlocks).chain(([start, bits]) => {
    const first = numberOf(start);
    const last = first + 2 ** (32 - bits) - 1;
    const near = fc
      .constantFrom(first - 1, first, last, last + 1)
      .filter((address) => address >= 0 && address < 2 ** 32);
    return fc.oneof(fc.integer({ min: first, max: last }), near);
  }),
);

describe('addressKind', () => {
  test('calls public exactly what no special block of IPv4 holds (F-41)', () => {
    fc.assert(
      fc.property(ipv4, (address) => {
        expect(addressKind(dotted(address))).toBe(expectedKind(address));
      }),
      { numRuns: 2_000 },
    );
  });

  test('never lets an IPv4 address through in the clothes of IPv6 (F-41)', () => {
    fc.assert(
      fc.property(ipv4, (address) => {
        const forms = [
          `::ffff:${dotted(address)}`,
          `::ffff:${groups(address)}`,
          `0:0:0:0:0:ffff:${groups(address)}`,
          `::ffff:0:${groups(address)}`,
          `64:ff9b::${groups(address)}`,
          `64:ff9b:1::${groups(address)}`,
          `2002:${groups(address)}::1`,
          `2001::${groups(address)}`,
        ];
        for (const form of forms) expect(addressKind(form), form).toBe('forbidden');
        expect(addressKind(`::${groups(address)}`)).not.toBe('public');
      }),
    );
  });

  test('lets a host in decimal, octal and hexadecimal through no sooner than the address it is (F-41)', () => {
    fc.assert(
      fc.property(ipv4, (address) => {
        const octal = dotted(address)
          .split('.')
          .map((part) => `0${Number(part).toString(8)}`);
        for (const host of [String(address), `0x${address.toString(16)}`, `0${address.toString(8)}`, octal.join('.')]) {
          const url = new URL(`http://${host}/`);
          expect(addressKind(hostOf(url)), host).toBe(expectedKind(address));
          expect(isPublicUrl(url), host).toBe(expectedKind(address) === 'public');
        }
      }),
    );
  });

  test('calls no IPv6 address public outside of the global unicast block (F-41)', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.tuple(group, group, group, group, group, group, group, group), (parts) => {
        const address = parts.map((part) => part.toString(16)).join(':');
        if (addressKind(address) === 'public') expect(parts[0] >> 13).toBe(1);
        else expect(parts[0] >> 13 === 1 && parts[0] > 0x3fff).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['::1', 'own'],
    ['fd00::1', 'own'],
    ['fc00::', 'own'],
    ['::', 'forbidden'],
    ['::127.0.0.1', 'forbidden'],
    ['fe80::1', 'forbidden'],
    ['fe80::1%eth0', 'forbidden'],
    ['fec0::1', 'forbidden'],
    ['ff02::1', 'forbidden'],
    ['100::1', 'forbidden'],
    ['2001:db8::1', 'forbidden'],
    ['3fff::1', 'forbidden'],
    ['4000::1', 'forbidden'],
    ['2606:4700::1111', 'public'],
    ['2a00:1450:4001::200e', 'public'],
    ['8.8.8.8', 'public'],
  ])('says of %s that it is %s (F-41)', (address, kind) => {
    expect(addressKind(address)).toBe(kind);
  });

  test.each([
    '',
    'localhost',
    '127.1',
    '2130706433',
    '0177.0.0.1',
    '0x7f.0.0.1',
    '08.8.8.8',
    '8.8.8.8.',
    ' 8.8.8.8',
    '[::1]',
  ])('forbids what is no address as a resolver writes it: “%s” (F-41)', (address) => {
    expect(addressKind(address)).toBe('forbidden');
  });
});

describe('isPublicUrl', () => {
  test.each(['https://pages.example/', 'http://8.8.8.8/', 'http://[2606:4700::1111]/', 'https://local.example./a?b#c'])(
    'takes %s for a page of the public web (F-41)',
    (url) => {
      expect(isPublicUrl(new URL(url))).toBe(true);
    },
  );
});
