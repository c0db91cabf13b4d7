/** One suite for the WebSearch port, run against both implementations (BC-6). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWebSearch } from '../../../server/search/create-web-search.ts';
import type { WebSearch } from '../../../server/search/port.ts';
import { articleFolder } from '../../support/search-servers/article-folder.ts';
import { startSearxngServer } from '../../support/search-servers/searxng-server.ts';

interface Started {
  readonly search: WebSearch;
  readonly stop: () => void | Promise<void>;
}

const library = async (): Promise<Started> => {
  const folder = articleFolder();
  return { search: createWebSearch({ kind: 'library', folder: folder.path }), stop: folder.remove };
};
const searxng = async (): Promise<Started> => {
  const server = await startSearxngServer();
  return { search: createWebSearch({ kind: 'searxng', baseUrl: server.url }), stop: server.close };
};

describe.each([
  { name: 'library', start: library },
  { name: 'searxng', start: searxng },
])('$name', ({ name, start }) => {
  let started: Started;
  let search: WebSearch;
  beforeEach(async () => {
    started = await start();
    search = started.search;
  });
  afterEach(() => started.stop());

  test('says which implementation it is (BC-6)', () => {
    expect(search.name).toBe(name);
  });

  test('finds pages with a title, an address, words that fit and their source (BC-6)', async () => {
    const outcome = await search.find('polls', { limit: 5 });
    expect(outcome.kind).toBe('found');
    if (outcome.kind !== 'found') return;
    expect(outcome.results.length).toBeGreaterThanOrEqual(2);
    for (const { title, url, snippet, source } of outcome.results) {
      expect(title).toMatch(/poll|chat/i);
      expect(snippet).toMatch(/poll/i);
      expect(new URL(url).protocol).toBe('https:');
      expect(source).toBe(name === 'library' ? 'library' : new URL(url).hostname);
    }
  });

  test('gives no more results than were asked for (BC-6)', async () => {
    const outcome = await search.find('polls', { limit: 1 });
    expect(outcome).toMatchObject({ kind: 'found', results: [{ title: expect.stringMatching(/poll/i) }] });
    if (outcome.kind === 'found') expect(outcome.results).toHaveLength(1);
  });

  test.each(['', '  \n', '?!…', '\u200B\u202E', '<b></b>'])(
    'finds nothing for a query without a word: %j',
    async (query) => {
      expect(await search.find(query, { limit: 3 })).toEqual({ kind: 'found', results: [] });
    },
  );

  test('answers a query of a megabyte (F-40)', async () => {
    const outcome = await search.find(`polls ${'<b>garden'.repeat(120_000)}`, { limit: 3 });
    expect(outcome.kind).toBe('found');
  });

  test('fails with cancelled when it is called off beforehand', async () => {
    expect(await search.find('polls', { limit: 3, signal: AbortSignal.abort() })).toMatchObject({
      kind: 'failed',
      code: 'cancelled',
    });
  });

  test('answers the same query in the same way, many times at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => search.find('polls', { limit: 3 })));
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect(outcomes[0]).toMatchObject({ kind: 'found' });
  });

  test('takes a limit below one for a mistake of ours', async () => {
    await expect(search.find('polls', { limit: 0 })).rejects.toThrow('Broken invariant');
  });
});
