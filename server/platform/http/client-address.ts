/** From where a request comes, as far as limits go: proxies in front speak for others, and a network counts as one (PL-15). */
import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import { isTrusted } from './forwarded.ts';

/** What somebody is given as one: whoever has an IPv6 address at all has so many (RFC 6177). */
const networkBits = 64;

/**
 * The address of whoever asks: of the connection or, where that is a trusted proxy, the nearest in X-Forwarded-For that
 * is none. What stands further to the left was claimed by that one, and counts for nothing.
 *
 * @returns An IPv4 address, or the /64 of an IPv6 one; `unknown` if the connection is over.
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  proxies: readonly string[],
): string {
  let address = socket.remoteAddress;
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
  while (isTrusted(proxies, address)) {
    const next = forwarded.pop()?.trim();
    if (next === undefined || !ipaddr.isValid(next)) break;
    address = next;
  }
  return networkOf(address);
}

/** The address, or the /64 that an IPv6 one lies in. */
export function networkOf(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return 'unknown';
  const known = ipaddr.process(address);
  if (known.kind() === 'ipv4') return known.toString();
  const { parts } = known as ipaddr.IPv6;
  return `${new ipaddr.IPv6([...parts.slice(0, networkBits / 16), 0, 0, 0, 0]).toString()}/${networkBits}`;
}
