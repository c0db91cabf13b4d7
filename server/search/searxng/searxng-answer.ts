import { z } from 'zod';
import type { SearchResult } from '../port.ts';
import { hostOf, isPublicUrl } from '../public-url.ts';
import { mostSnippetCharacters, mostTitleCharacters, tidyText } from '../tidy-text.ts';

/** Longest URL that is kept. Assumed: what browsers and memory bear. */
const mostUrlCharacters = 2_000;

/** Results are read one by one, so that a broken one does not cost the others. */
const Answer = z.object({ results: z.array(z.unknown()) });
const Result = z.object({ url: z.string(), title: z.string().nullish(), content: z.string().nullish() });

/**
 * Reads what SearXNG answered (https://docs.searxng.org/dev/search_api.html): plain text, public pages only, none twice.
 *
 * @returns Null if it is no JSON, or JSON of another form.
 */
export function readAnswer(body: string, limit: number): SearchResult[] | null {
  const answer = Answer.safeParse(jsonOf(body));
  if (!answer.success) return null;
  const results = new Map<string, SearchResult>();
  for (const each of answer.data.results) {
    if (results.size === limit) break;
    const result = readResult(each);
    if (result && !results.has(result.url)) results.set(result.url, result);
  }
  return [...results.values()];
}

function readResult(value: unknown): SearchResult | null {
  const { data: written } = Result.safeParse(value);
  if (!written || !URL.canParse(written.url)) return null;
  const url = new URL(written.url);
  if (!isPublicUrl(url) || url.href.length > mostUrlCharacters) return null;
  const source = hostOf(url);
  return {
    title: tidyText(written.title ?? '', mostTitleCharacters) || tidyText(source, mostTitleCharacters),
    url: url.href,
    snippet: tidyText(written.content ?? '', mostSnippetCharacters),
    source,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
