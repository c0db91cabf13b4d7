/** What came of a talk, read from its last decisive words (OR-4). */
import type { CallFacts } from './call-facts.ts';
import { callFactsOf } from './call-facts.ts';
import type { Heard } from './heard.ts';
import { heardIn, minutesIn } from './heard.ts';
import type { Part } from './part.ts';
import { tidy, tidyName } from './tidy.ts';

type Decision = Extract<Heard, 'yes' | 'no' | 'later'>;

export const callAnalysis: Part = ({ request }) => {
  const value = analysisOf(callFactsOf(request));
  return { text: value.sentence, value };
};

function analysisOf({ contact, turns, hint }: CallFacts) {
  const name = tidyName(contact.name) ?? 'The person';
  // How somebody says hello decides nothing.
  const spoken = turns.flatMap(({ speaker, text }) => (speaker === 'contact' ? [text] : [])).slice(1);
  const hinted = decisionOf(hint);
  // What the bot heard itself weighs more than a polite “do ring again” after it.
  const decisive =
    spoken.findLast((text) => hinted !== null && decisionIn(text) === hinted) ??
    spoken.findLast((text) => decisionIn(text) !== null) ??
    '';
  const open = { result: null, isRetryWorthwhile: true, callAgainInMinutes: null };
  switch (decisionIn(decisive) ?? hinted) {
    case 'yes':
      return { ...decided(`${name} agreed`, decisive), outcome: 'DONE' };
    case 'no':
      return { ...decided(`${name} refused`, decisive), outcome: 'REFUSED' };
    case 'later':
      return {
        ...open,
        outcome: 'RESCHEDULED',
        sentence: `${name} would rather be called at another time.`,
        callAgainInMinutes: minutesIn(decisive),
      };
    case null:
      return { ...open, outcome: 'DROPPED', sentence: `${name} went before saying yes or no.` };
  }
}

/** The sentence that decided it, and as the result all that was said with it. */
function decided(what: string, words: string) {
  const [key = ''] = words.split(/(?<=[.!?…])\s+/u).filter((sentence) => decisionIn(sentence) !== null);
  return {
    sentence: `${what}${quoted(key)}.`,
    result: `${what}${quoted(words)}.`,
    isRetryWorthwhile: false,
    callAgainInMinutes: null,
  };
}

function quoted(text: string): string {
  const words = tidy(text, 300).replace(/[.;:,]+$/u, '');
  return words === '' ? '' : `: “${words}”`;
}

function decisionIn(text: string): Decision | null {
  const heard = heardIn(text);
  return heard === 'question' || heard === 'other' ? null : heard;
}

const decisions: Readonly<Record<string, Decision>> = { done: 'yes', refused: 'no', later: 'later' };
const decisionOf = (hint: string): Decision | null => (Object.hasOwn(decisions, hint) ? decisions[hint]! : null);
