/** What a proxy in front says of a request (X-Forwarded-…) counts only where it comes from one that was named (PL-19). */
import type { RequestHandler } from 'express';
import ipaddr from 'ipaddr.js';

/** Names that stand for a kind of address, and the kinds as ipaddr.js calls them. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  loopback: ['loopback'],
  private: ['loopback', 'private', 'uniqueLocal'],
};

const headers = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];

/** Whether it can stand in a list of proxies: an address, a network such as 172.16.0.0/12, or the name of a kind. */
export const isProxy = (entry: string): boolean =>
  Object.hasOwn(kinds, entry) ||
  ipaddr.IPv4.isValidFourPartDecimal(entry) ||
  ipaddr.IPv6.isValid(entry) ||
  ipaddr.isValidCIDR(entry);

/** @param proxies Each of which `isProxy`. @param address Of whoever connected; undefined if that is over already. */
export function isTrusted(proxies: readonly string[], address: string | undefined): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false;
  // An IPv4 address that reached an IPv6 socket is still itself.
  const from = ipaddr.process(address);
  return proxies.some((proxy) => kinds[proxy]?.includes(from.range()) ?? isWithin(from, proxy));
}

function isWithin(from: ipaddr.IPv4 | ipaddr.IPv6, proxy: string): boolean {
  const [network, bits] = proxy.includes('/')
    ? ipaddr.parseCIDR(proxy)
    : [ipaddr.parse(proxy), proxy.includes(':') ? 128 : 32];
  return network.kind() === from.kind() && from.match(network, bits);
}

/** Takes away what a stranger claims to have forwarded, so that nothing behind has to ask who said it. */
export const forwardedOnlyBy =
  (proxies: readonly string[]): RequestHandler =>
  (request, _response, next) => {
    if (!isTrusted(proxies, request.socket.remoteAddress)) for (const name of headers) delete request.headers[name];
    next();
  };
