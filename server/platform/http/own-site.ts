/**
 * Only requests from the server's own pages are served (PL-12): a foreign page must reach neither the API (by its
 * Origin) nor read from it through a name that was rebound to the server's address (by its Host).
 */
import type { RequestHandler } from 'express';
import type { IncomingHttpHeaders } from 'node:http';
import { ClaqueError } from '../../kernel/errors.ts';

const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Addresses that stand for all of a machine's, and are nobody's name. */
const wildcards = new Set(['0.0.0.0', '[::]']);

/** Under which names a server is reached, and whose pages may use it. */
export interface OwnSite {
  readonly names: ReadonlySet<string>;
  /** Further origins that are welcome, such as http://localhost:5173. */
  readonly origins: readonly string[];
}

/** Whether only this machine reaches a server that listens there. */
export const isLoopback = (host: string): boolean => loopbackNames.has(nameOf(host));

/**
 * The site of a server that listens on a host: on loopback its three names and no others; elsewhere that host, and the
 * hosts of the origins that were allowed, too.
 */
export function ownSiteOf(host: string, origins: readonly string[]): OwnSite {
  if (isLoopback(host)) return { names: loopbackNames, origins };
  const names = [nameOf(host), ...origins.map((origin) => withoutPort(origin.replace(/^https?:\/\//, '')))];
  return { names: new Set([...loopbackNames, ...names.filter((name) => !wildcards.has(name))]), origins };
}

/** As a Host header has it. */
const nameOf = (host: string): string => (host.includes(':') ? `[${host}]` : host).toLowerCase();
const withoutPort = (host: string): string => host.replace(/:\d{1,5}$/, '');

/**
 * Judges the headers of a request or an upgrade.
 *
 * Any port is fine in Host, for tunnels and development servers in front; Origin must then be exactly that host. No
 * Origin at all is a tool or a same-site read, which browsers cannot forge for writes.
 *
 * @returns The sentence that says what is wrong, or null.
 */
export function foreignSite(headers: IncomingHttpHeaders, { names, origins }: OwnSite): string | null {
  const host = headers.host?.toLowerCase() ?? '';
  if (!names.has(withoutPort(host))) return `The Host must be ${listed([...names])}.`;
  const origin = headers.origin?.toLowerCase();
  if (origin === undefined) return null;
  if (origin === `http://${host}` || origin === `https://${host}` || origins.includes(origin)) return null;
  return 'The Origin must be the panel’s own; further ones can be allowed by CLAQUE_ORIGINS.';
}

const listed = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

export const ownSiteOnly =
  (site: OwnSite): RequestHandler =>
  (request, _response, next) => {
    const complaint = foreignSite(request.headers, site);
    next(complaint === null ? undefined : new ClaqueError('forbidden-origin', complaint));
  };
