/** Providers may quote in an error what they were sent; what is said of a failure goes into logs and onto pages. */
import type { LanguageModel, ModelRequest } from './port.ts';

/** So many characters in a row that stand in the prompt are a quote. Shorter ones are words that anybody uses. Assumed. */
const shortestQuote = 20;
const inItsPlace = '[prompt]';

/** Takes out of the sentence of a failure what it quotes of the prompt (EX-12). */
export function withoutQuotes(model: LanguageModel): LanguageModel {
  return {
    provider: model.provider,
    name: model.name,
    complete: async (request) => {
      const result = await model.complete(request);
      return result.kind === 'failed' ? { ...result, sentence: unquoted(result.sentence, request) } : result;
    },
  };
}

function unquoted(sentence: string, { stable, messages }: ModelRequest): string {
  const texts = [...stable, ...messages.map(({ text }) => text)].map(onOneLine);
  let said = '';
  for (let at = 0; at < sentence.length;) {
    const length = quoteAt(sentence, at, texts);
    said += length === 0 ? sentence[at] : inItsPlace;
    at += Math.max(length, 1);
  }
  return said;
}

/** How long the quote is that begins here; 0 if none does. */
function quoteAt(sentence: string, at: number, texts: readonly string[]): number {
  const isQuoted = (length: number) =>
    at + length <= sentence.length && texts.some((text) => text.includes(sentence.slice(at, at + length)));
  let length = isQuoted(shortestQuote) ? shortestQuote : 0;
  while (length > 0 && isQuoted(length + 1)) length += 1;
  return length;
}

/** As the words of a provider are shown: see printable in finish-answer.ts. */
const onOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
