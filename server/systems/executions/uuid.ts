/** Ids of executions and of their log entries. */
import { randomBytes } from 'node:crypto';

/**
 * A UUID of version 7: the time first, so that an index grows at its end however many are made.
 *
 * @param atMs Milliseconds since 1970, >= 0.
 * @see RFC 9562, section 5.7.
 */
export function newUuid(atMs: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(atMs, 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
