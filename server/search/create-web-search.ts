import { createLibrarySearch } from './library/library-search.ts';
import type { WebSearch } from './port.ts';
import { createSearxngSearch, type SearxngSettings } from './searxng/searxng.ts';

export type WebSearchSettings =
  | { readonly kind: 'library'; /** Where the articles are, as Markdown. */ readonly folder: string }
  | ({ readonly kind: 'searxng' } & SearxngSettings);

/**
 * The web search that the settings choose.
 *
 * @throws {ClaqueError} bad-file if the library cannot be read; bad-request if the base URL is not one.
 */
export function createWebSearch(settings: WebSearchSettings): WebSearch {
  switch (settings.kind) {
    case 'library':
      return createLibrarySearch(settings.folder);
    case 'searxng':
      return createSearxngSearch(settings);
  }
}
