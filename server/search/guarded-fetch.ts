import { addressKind } from './address-kind.ts';
import { searchFailed } from './search-failed.ts';
import { FetchRefused, requestOnce, type HttpAnswer, type Resolve } from './guarded-request.ts';
import type { SearchFailure } from './port.ts';
import { isPlainWebUrl } from './public-url.ts';

/** Most redirects that are followed. Assumed: one to https, one to another host, one to another path. */
const mostRedirects = 3;

export interface FetchOptions {
  /**
   * The origin (scheme, host, port) that the operator configured: it alone may lie on loopback or a private network,
   * never on a link-local address, where clouds keep their credentials.
   */
  readonly trustedOrigin: string;
  readonly accept: string;
  readonly resolve: Resolve;
  /** Most bytes of the body. */
  readonly mostBytes: number;
  /** Longest time in ms, redirects and body included. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}

export type Fetched = ({ readonly kind: 'fetched' } & HttpAnswer) | SearchFailure;

/**
 * Fetches a page by GET and refuses, at every hop, every address that is not globally routable, every protocol but
 * http and https, and names and passwords in the URL. Never rejects: what goes wrong is an outcome.
 */
export async function guardedFetch(start: URL, options: FetchOptions): Promise<Fetched> {
  const deadline = AbortSignal.timeout(options.deadlineMs);
  const caller = options.signal;
  const signal = caller ? AbortSignal.any([caller, deadline]) : deadline;
  try {
    signal.throwIfAborted();
    return { kind: 'fetched', ...(await follow(start, { ...options, signal })) };
  } catch (error) {
    if (caller?.aborted) return searchFailed('cancelled');
    if (deadline.aborted) return searchFailed('timed_out');
    return failureOf(error);
  }
}

async function follow(start: URL, options: FetchOptions & { signal: AbortSignal }): Promise<HttpAnswer> {
  let url = start;
  for (let redirectCount = 0; redirectCount <= mostRedirects; redirectCount += 1) {
    if (!isPlainWebUrl(url)) throw new FetchRefused('forbidden_address');
    const isTrusted = url.origin === options.trustedOrigin;
    const answer = await requestOnce(url, { ...options, isAllowed: (address) => isAllowed(address, isTrusted) });
    if (answer.location === null) return answer;
    if (!URL.canParse(answer.location, url.href)) throw new FetchRefused('foreign_answer');
    url = new URL(answer.location, url.href);
  }
  throw new FetchRefused('too_many_redirects');
}

function isAllowed(address: string, isTrusted: boolean): boolean {
  const kind = addressKind(address);
  return kind === 'public' || (kind === 'own' && isTrusted);
}

const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
]);

/** Node's and OpenSSL's words for a certificate or a handshake that is none; there are dozens. */
const notSecure = /CERT|^ERR_(?:TLS|SSL)|^UNABLE_TO|^EPROTO$/;

function failureOf(error: unknown): SearchFailure {
  if (error instanceof FetchRefused) return searchFailed(error.code);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = /^[A-Z_]{3,60}$/.test(code) ? `(${code})` : undefined;
  if (notSecure.test(code)) return searchFailed('no_secure_connection', detail);
  return searchFailed(neverConnected.has(code) ? 'unreachable' : 'broken_off', detail);
}
