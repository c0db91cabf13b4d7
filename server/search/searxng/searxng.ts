import { ClaqueError, assert } from '../../kernel/errors.ts';
import { searchFailed } from '../search-failed.ts';
import { guardedFetch, type Fetched } from '../guarded-fetch.ts';
import { systemResolve, type Resolve } from '../guarded-request.ts';
import type { SearchOutcome, WebSearch } from '../port.ts';
import { isPlainWebUrl } from '../public-url.ts';
import { tidyQuery } from '../tidy-query.ts';
import { readAnswer } from './searxng-answer.ts';

/** Longest time of a search, redirects and body included, in ms. Assumed: an instance waits 3 s for its engines. */
const defaultDeadlineMs = 8_000;
/** Most bytes of an answer. Assumed: ten times a page of results. */
const mostBytes = 1024 * 1024;

export interface SearxngSettings {
  /** Where the instance is; a path is kept. Its origin may lie on loopback or a private network. */
  readonly baseUrl: string;
  readonly deadlineMs?: number | undefined;
  readonly resolve?: Resolve | undefined;
}

/**
 * Searches through a SearXNG instance, whose JSON format must be switched on.
 *
 * @throws {ClaqueError} bad-request if the base URL is no plain http or https address: the operator's mistake.
 */
export function createSearxngSearch(settings: SearxngSettings): WebSearch {
  const base = readBaseUrl(settings.baseUrl);
  const { deadlineMs = defaultDeadlineMs, resolve = systemResolve } = settings;
  return {
    name: 'searxng',
    async find(query, { limit, signal }) {
      assert(Number.isInteger(limit) && limit >= 1, 'a search asks for at least one result');
      const words = tidyQuery(query);
      if (signal?.aborted) return searchFailed('cancelled');
      if (words === '') return { kind: 'found', results: [] };
      const fetched = await guardedFetch(searchUrl(base, words), {
        trustedOrigin: base.origin,
        accept: 'application/json',
        resolve,
        mostBytes,
        deadlineMs,
        signal,
      });
      return outcomeOf(fetched, limit);
    },
  };
}

/** Says nothing of the address itself: there may be a password in it. */
function readBaseUrl(written: string): URL {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url && isPlainWebUrl(url) && url.search === '' && url.hash === '') return url;
  throw new ClaqueError(
    'bad-request',
    'The address of SearXNG must begin with http:// or https:// and have no user, password, query or fragment.',
  );
}

function searchUrl(base: URL, words: string): URL {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/search`;
  url.search = String(new URLSearchParams({ q: words, format: 'json', safesearch: '1', language: 'en' }));
  return url;
}

function outcomeOf(fetched: Fetched, limit: number): SearchOutcome {
  if (fetched.kind === 'failed') return fetched;
  const { status, contentType, body } = fetched;
  const isOk = status >= 200 && status < 300;
  // An instance without the JSON format answers 403; what stands before it, or a portal, answers in HTML.
  if (status === 403 || (isOk && /^text\/html\b/i.test(contentType))) return searchFailed('json_disabled');
  if (status === 429) return searchFailed('rate_limited');
  if (!isOk) return searchFailed('service_error', `(HTTP ${status})`);
  const results = readAnswer(body, limit);
  return results ? { kind: 'found', results } : searchFailed('foreign_answer');
}
