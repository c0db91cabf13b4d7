/** Cuts what was written to what was allowed, at the end of a sentence. */
import { likelyTokens } from '../estimate.ts';
import type { ModelRequest } from '../port.ts';
import type { Line } from './part.ts';
import type { Remembered } from './remember.ts';

/**
 * The longest beginning that fits into the tokens allowed and into `mostCharacters`; at least one sentence.
 *
 * Memories go before sentences do: a post that stops in the middle is worse than one that is forgotten.
 */
export function fitted(
  request: ModelRequest,
  sentences: readonly string[],
  remembered: readonly Remembered[],
  mostCharacters: number,
  more: Readonly<Record<string, string>> = {},
): Line {
  let [kept, remember] = [sentences, remembered];
  for (;;) {
    const text = kept.join(' ');
    const value = { ...more, text, remember };
    const isLong = text.length > mostCharacters || likelyTokens(JSON.stringify(value)) > request.maxTokens;
    if (!isLong || (kept.length <= 1 && remember.length === 0)) return { text, value };
    if (remember.length > 0 && text.length <= mostCharacters) remember = remember.slice(0, -1);
    else kept = kept.slice(0, -1);
  }
}
