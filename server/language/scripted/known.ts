/** Looks for the answer to a question in what a bot was told. */
import type { CallFacts } from './call-facts.ts';
import { sharedRatio, stemsOf } from './heard.ts';
import { tidy } from './tidy.ts';
import { inSentence } from './topic.ts';

/** From this share of a question’s content words on, a sentence is held to answer it. Assumed. */
const enough = 0.45;
const longest = 240;

/** What the creator answered, else the sentence of the context that fits best; null where neither says it. */
export function knownFor(question: string, { answers, context, contact }: CallFacts): string | null {
  const asked = stemsOf(question)
    .filter((stem) => !stemsOf(contact.name).includes(stem))
    .join(' ');
  const answer = answers.findLast(({ question: earlier }) => sharedRatio(asked, earlier) >= enough);
  if (answer) return said(answer.answer);
  const best = context
    .split(/(?<=[.!?;])\s+|\n+/u)
    .map((sentence) => ({ sentence, score: sharedRatio(asked, sentence) }))
    .sort((one, other) => other.score - one.score)[0];
  return best && best.score >= enough ? said(best.sentence) : null;
}

/** As it reads inside a sentence of ours; null where nothing is left of it. */
export function said(text: string): string | null {
  const plain = tidy(text, longest).replace(/[.;:,]+$/u, '');
  return plain === '' ? null : inSentence(plain);
}
