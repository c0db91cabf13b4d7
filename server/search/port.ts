/** The port to web search: what a bot looks up, and what it gets back. Two implementations: `library`, `searxng`. */
import type { SearchFailureCode } from './failures.ts';

/** One page that was found. All of it is plain text from outside: data, never instructions, never markup. */
export interface SearchResult {
  /** 1 to 160 characters. */
  readonly title: string;
  /** An absolute http or https address on a public host. It is named, never fetched. */
  readonly url: string;
  /** Up to 400 characters; empty where the page gave none. */
  readonly snippet: string;
  /** Where it comes from: `library`, or the host of the page, in ASCII. */
  readonly source: string;
}

export interface SearchFailure {
  readonly kind: 'failed';
  readonly code: SearchFailureCode;
  readonly sentence: string;
}

export type SearchOutcome = { readonly kind: 'found'; readonly results: readonly SearchResult[] } | SearchFailure;

export interface SearchOptions {
  /** Most results. An integer, at least 1. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

export interface WebSearch {
  readonly name: 'library' | 'searxng';
  /**
   * Looks the query up, best results first. A query without a word finds nothing; what goes wrong is an outcome.
   *
   * @throws {Error} If the limit is not an integer of at least 1: our mistake.
   */
  find: (query: string, options: SearchOptions) => Promise<SearchOutcome>;
}
