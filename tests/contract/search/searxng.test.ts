/** What is asked of SearXNG, and what is made of its results (BC-6, F-41, F-42). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SearchResult } from '../../../server/search/port.ts';
import { createSearxngSearch } from '../../../server/search/searxng/searxng.ts';
import { page, startSearxngServer, type SearxngServer } from '../../support/search-servers/searxng-server.ts';

let server: SearxngServer;
beforeEach(async () => {
  server = await startSearxngServer();
});
afterEach(() => server.close());

async function resultsOf(results: readonly unknown[], limit = 20): Promise<readonly SearchResult[]> {
  server.plans.push({ kind: 'answer', results });
  const outcome = await createSearxngSearch({ baseUrl: server.url }).find('polls', { limit });
  expect(outcome.kind).toBe('found');
  return outcome.kind === 'found' ? outcome.results : [];
}

describe('the question', () => {
  test.each([
    ['', '/search'],
    ['/', '/search'],
    ['/searx', '/searx/search'],
    ['/searx/', '/searx/search'],
  ])('goes to the search below the base “%s” (BC-6)', async (path, asked) => {
    await createSearxngSearch({ baseUrl: server.url + path }).find('polls', { limit: 1 });
    expect(server.requests.map(({ url }) => url.pathname)).toEqual([asked]);
  });

  test('is one parameter whatever it holds, beside those that ask for safe English JSON (BC-6, F-40)', async () => {
    await createSearxngSearch({ baseUrl: server.url }).find('a&format=html#x?\r\nHost: y \u200Bä', { limit: 1 });
    const [request] = server.requests;
    expect(Object.fromEntries(request!.url.searchParams)).toEqual({
      q: 'a&format=html#x? Host: y ä',
      format: 'json',
      safesearch: '1',
      language: 'en',
    });
  });

  test('is cut at two hundred characters (F-40)', async () => {
    await createSearxngSearch({ baseUrl: server.url }).find('word '.repeat(200_000), { limit: 1 });
    expect(server.requests[0]?.url.searchParams.get('q')?.length).toBeLessThanOrEqual(200);
  });

  test('is not asked where there is no word in it', async () => {
    await createSearxngSearch({ baseUrl: server.url }).find('…', { limit: 1 });
    expect(server.requests).toEqual([]);
  });
});

describe('the results', () => {
  test('are named by the host they come from, in ASCII where the name is not (BC-6)', async () => {
    const results = await resultsOf([page({ url: 'https://Bücher.example/straße?q=ü' })]);
    expect(results).toMatchObject([
      { source: 'xn--bcher-kva.example', url: 'https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC' },
    ]);
  });

  test.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    ' JAVASCRIPT:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://pages.example/',
    'mailto:a@pages.example',
    '/relative',
    '',
    'http://',
    'https://user:secret@pages.example/',
    `https://pages.example/${'x'.repeat(3_000)}`,
  ])('leave out what is no plain page of the web: %s (F-41, F-42)', async (url) => {
    expect(await resultsOf([page({ url }), page()])).toMatchObject([{ source: 'pages.example' }]);
  });

  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://192.168.1.1/',
    'http://localhost/',
    'http://localhost./',
    'http://api.localhost/',
    'http://printer.local/',
    'http://router/',
    'http://metadata.google.internal/',
    'http://nas.home.arpa/',
  ])('leave out the private host of %s (F-41)', async (url) => {
    expect(await resultsOf([page({ url }), page()])).toMatchObject([{ source: 'pages.example' }]);
  });

  test('are text: markup, scripts and invisible characters are gone (F-42)', async () => {
    const [result] = await resultsOf([
      page({
        title: '<b>Polls</b>\u202E &amp; <img src=x onerror=alert(1)>chat\u200B',
        content:
          'Ask<script>alert(1)</script> one\u0000 thing\u001B[31m.\n&lt;script&gt;alert(2)&lt;/script&gt; Then wait',
      }),
    ]);
    expect(result).toEqual({
      title: 'Polls & chat',
      url: 'https://pages.example/polls',
      snippet: 'Ask one thing[31m. Then wait',
      source: 'pages.example',
    });
  });

  test('are bounded in length, each and together (F-40)', async () => {
    const results = await resultsOf(
      Array.from({ length: 100 }, (_, index) =>
        page({ url: `https://pages.example/${index}`, title: '😀'.repeat(1_000), content: 'word '.repeat(1_000) }),
      ),
      7,
    );
    expect(results).toHaveLength(7);
    for (const { title, snippet } of results) {
      expect(title.length).toBeLessThanOrEqual(160);
      expect(title.isWellFormed()).toBe(true);
      expect(snippet.length).toBeLessThanOrEqual(400);
    }
  });

  test('are kept where a neighbour is broken, and none comes twice (BC-6)', async () => {
    const broken = [null, 7, 'text', {}, { url: 5, title: 'x' }, page({ title: 5 })];
    const results = await resultsOf([...broken, page(), page({ title: 'The same again' })]);
    expect(results.map(({ title }) => title)).toEqual(['Polls in a live session']);
  });

  test('are named by their host where they have no title, and may have no text (BC-6)', async () => {
    expect(await resultsOf([page({ title: '<i></i>', content: null })])).toMatchObject([
      { title: 'pages.example', snippet: '' },
    ]);
  });
});
