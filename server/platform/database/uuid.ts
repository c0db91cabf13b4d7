/** Ids that sort by the time they were made: UUIDs of version 7. */
import { randomBytes } from 'node:crypto';

let last = { atMs: -1, count: 0 };

/**
 * A UUID of version 7: the time first, so that an index grows at its end however many are made; those of one
 * millisecond are numbered, up to 4,096 of them.
 *
 * @param atMs Milliseconds since 1970, >= 0.
 * @see RFC 9562, section 5.7 and, for the numbers, section 6.2, method 1.
 */
export function newUuid(atMs: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(atMs, 0, 6);
  last = { atMs, count: last.atMs === atMs ? (last.count + 1) & 0xfff : 0 };
  bytes.writeUInt16BE(0x7000 | last.count, 6);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
