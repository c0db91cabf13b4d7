import { assert } from '../../kernel/errors.ts';
import { searchFailed } from '../search-failed.ts';
import type { WebSearch } from '../port.ts';
import { openLibrary } from './library.ts';

/**
 * The built-in library behind the port.
 *
 * @throws {ClaqueError} bad-file if the folder is missing, empty or holds a file that is not an article.
 */
export function createLibrarySearch(folder: string): WebSearch {
  const library = openLibrary(folder);
  return {
    name: 'library',
    async find(query, { limit, signal }) {
      assert(Number.isInteger(limit) && limit >= 1, 'a search asks for at least one result');
      if (signal?.aborted) return searchFailed('cancelled');
      return { kind: 'found', results: library.search(query, limit) };
    },
  };
}
