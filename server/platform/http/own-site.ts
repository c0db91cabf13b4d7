/**
 * Only requests from this machine's own pages are served (PL-12): a foreign page must reach neither the API (by its
 * Origin) nor read from it through a name that was rebound to 127.0.0.1 (by its Host).
 */
import type { RequestHandler } from 'express';
import type { IncomingHttpHeaders } from 'node:http';
import { ClaqueError } from '../../kernel/errors.ts';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Judges the headers of a request or an upgrade.
 *
 * Any port is fine in Host, for tunnels and development servers in front; Origin must then be exactly that host. No
 * Origin at all is a tool or a same-site read, which browsers cannot forge for writes.
 *
 * @param origins Further origins that are welcome, such as http://localhost:5173.
 * @returns The sentence that says what is wrong, or null.
 */
export function foreignSite(headers: IncomingHttpHeaders, origins: readonly string[]): string | null {
  const host = headers.host?.toLowerCase() ?? '';
  const name = host.replace(/:\d{1,5}$/, '');
  if (!loopbackNames.has(name)) return 'The Host must be 127.0.0.1, localhost or [::1].';
  const origin = headers.origin?.toLowerCase();
  if (origin === undefined) return null;
  if (origin === `http://${host}` || origin === `https://${host}` || origins.includes(origin)) return null;
  return 'The Origin must be the panel’s own; further ones can be allowed by CLAQUE_ORIGINS.';
}

export const ownSiteOnly =
  (origins: readonly string[]): RequestHandler =>
  (request, _response, next) => {
    const complaint = foreignSite(request.headers, origins);
    next(complaint === null ? undefined : new ClaqueError('forbidden-origin', complaint));
  };
