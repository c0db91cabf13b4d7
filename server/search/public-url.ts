import { isIP } from 'node:net';
import { addressKind } from './address-kind.ts';

/** Endings that never lead to the public internet: RFC 6761, 6762, 8375, ICANN's reservation, and common habit. */
const privateEndings = ['localhost', 'local', 'internal', 'home.arpa', 'lan', 'home', 'corp', 'private', 'intranet'];

/** A URL's host without the brackets of IPv6 and without the final dot. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** Whether a protocol and a form are ones that this room speaks: http or https, and nobody's name or password in it. */
export function isPlainWebUrl(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && url.hostname !== '' && url.username === '' && url.password === '';
}

/**
 * Whether a URL may be shown as a page of the public web. Judges what is written, asks no resolver: a URL that is
 * fetched is judged again by the address it connects to.
 */
export function isPublicUrl(url: URL): boolean {
  if (!isPlainWebUrl(url)) return false;
  const host = hostOf(url);
  if (isIP(host) !== 0) return addressKind(host) === 'public';
  return host.includes('.') && !privateEndings.some((ending) => host.endsWith(`.${ending}`));
}
