import MiniSearch, { type SearchResult as Match } from 'minisearch';
import type { SearchResult } from '../port.ts';
import { tidyQuery } from '../tidy-query.ts';
import { mostTitleCharacters, tidyText } from '../tidy-text.ts';
import type { Article } from './article.ts';
import { readArticles } from './read-articles.ts';
import { sentencesOf } from './sentences.ts';
import { sentence, snippetOf, type Sentence } from './snippet.ts';
import { wordsOf } from './words.ts';

/** How much more a word counts in the title and among the topics than in the text. Assumed. */
const boost = { title: 3, topics: 2 };
/** Shortest words that also find longer ones, and misspelt ones, in letters: below, too many words lie near. Assumed. */
const shortestPrefix = 3;
const shortestFuzzy = 5;
/** How much it counts in a snippet that a word only resembles one of the query. Assumed. */
const likenessWeight = 0.5;

export interface Library {
  readonly articleCount: number;
  /** Articles for a query, best first, at once and without waiting: a batch performs thousands of searches. */
  search: (query: string, limit: number) => SearchResult[];
}

/**
 * Reads a folder of articles and indexes it.
 *
 * @throws {ClaqueError} bad-file if the folder is missing, empty or holds a file that is not an article.
 */
export function openLibrary(folder: string): Library {
  return libraryOf(readArticles(folder));
}

/**
 * Full-text search by BM25+ over title, topics and text. The same articles and query give the same results in the same
 * order on every machine; what scores equally is ordered by URL.
 */
export function libraryOf(articles: readonly Article[]): Library {
  const index = indexOf(articles);
  const sentences = articles.map(({ body }) => sentencesOf(body).map(sentence));
  return {
    articleCount: articles.length,
    search(query, limit) {
      const matches = index
        .search(tidyQuery(query))
        .map((match) => ({ match, article: articles[match.id as number]! }));
      return matches
        .toSorted((a, b) => b.match.score - a.match.score || (a.article.url < b.article.url ? -1 : 1))
        .slice(0, limit)
        .map(({ match, article }) => resultOf(article, sentences[match.id as number]!, match));
    },
  };
}

function indexOf(articles: readonly Article[]): MiniSearch {
  const index = new MiniSearch({
    fields: ['title', 'topics', 'text'],
    tokenize: wordsOf,
    processTerm: (word) => word,
    searchOptions: {
      boost,
      prefix: (word) => word.length >= shortestPrefix,
      fuzzy: (word) => (word.length >= shortestFuzzy ? 1 : false),
    },
  });
  index.addAll(articles.map(({ title, topics, body }, id) => ({ id, title, topics: topics.join(' '), text: body })));
  return index;
}

function resultOf({ title, url }: Article, sentences: readonly Sentence[], match: Match): SearchResult {
  const asked = new Set(match.queryTerms);
  const weights = new Map(match.terms.map((word) => [word, asked.has(word) ? 1 : likenessWeight]));
  return {
    title: tidyText(title, mostTitleCharacters),
    url: new URL(url).href,
    snippet: snippetOf(sentences, weights),
    source: 'library',
  };
}
