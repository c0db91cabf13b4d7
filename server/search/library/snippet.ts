import { mostSnippetCharacters, tidyText } from '../tidy-text.ts';
import { wordsOf } from './words.ts';

/** Assumed: what is read at a glance. */
const mostSentences = 3;

export interface Sentence {
  readonly text: string;
  readonly words: ReadonlySet<string>;
}

export const sentence = (text: string): Sentence => ({ text, words: new Set(wordsOf(text)) });

/**
 * The one to three neighbouring sentences that fit a query best: those that hold the most weight of its words, then
 * the fewest, then the first.
 *
 * @param sentences Of one article, at least one.
 * @param weights How much it counts that a word occurs, by word.
 * @returns Up to 400 characters; a single sentence that is longer is cut.
 */
export function snippetOf(sentences: readonly Sentence[], weights: ReadonlyMap<string, number>): string {
  let best = { weight: -1, count: 0, text: '' };
  for (let start = 0; start < sentences.length; start += 1)
    for (const candidate of windowsFrom(sentences, start, weights))
      if (candidate.weight > best.weight || (candidate.weight === best.weight && candidate.count < best.count))
        best = candidate;
  return tidyText(best.text, mostSnippetCharacters);
}

/** One, two and three sentences from a place on, as long as they are short enough; the first always. */
function* windowsFrom(sentences: readonly Sentence[], start: number, weights: ReadonlyMap<string, number>) {
  const found = new Set<string>();
  let text = '';
  for (let count = 1; count <= mostSentences; count += 1) {
    const next = sentences[start + count - 1];
    if (!next || (count > 1 && text.length + next.text.length >= mostSnippetCharacters)) return;
    text = count === 1 ? next.text : `${text} ${next.text}`;
    for (const word of weights.keys()) if (next.words.has(word)) found.add(word);
    yield { weight: sum(found, weights), count, text };
  }
}

function sum(words: ReadonlySet<string>, weights: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const word of words) total += weights.get(word)!;
  return total;
}
