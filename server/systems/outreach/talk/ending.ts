/** How a call can end, and what that comes to where nobody has to weigh it (OR-4). */
import type { Contact } from '../../../contract/contact.ts';
import type { CallEnd } from '../call.ts';
import type { OutcomeHint } from './tools.ts';

/** A talk between two people that came to an end by itself: what came of it has to be weighed. */
export interface Talked {
  readonly kind: 'talked';
  readonly by: 'bot' | 'contact' | 'limit';
  readonly hint: OutcomeHint;
}

/** Every other end: it speaks for itself. */
export type PlainEnding =
  | { readonly kind: 'busy' }
  | { readonly kind: 'rings_out' }
  | { readonly kind: 'voicemail' }
  | { readonly kind: 'menu_lost' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'failed'; readonly sentence: string; readonly isRetryWorthwhile: boolean }
  | { readonly kind: 'waiting'; readonly question: string; readonly isHungUp: boolean }
  /** `atSecond` of the call is when they want to be called again, in simulated time. */
  | { readonly kind: 'rescheduled'; readonly atSecond: number };

export type Ending = Talked | PlainEnding;

/** What came of a call, but for how long it took. */
export type Verdict = Omit<CallEnd, 'durationSeconds'>;

/** The call can end at any word of it; whoever notices throws this, and it ends there. */
export class CallOver extends Error {
  override readonly name = 'CallOver';
  readonly ending: Ending;

  constructor(ending: Ending) {
    super(`The call is over: ${ending.kind}.`);
    this.ending = ending;
  }
}

/** The table of ends that speak for themselves. */
export function verdictOf(ending: PlainEnding, { name }: Contact, durationSeconds: number): Verdict {
  switch (ending.kind) {
    case 'busy':
      return again('FAILED_BUSY', 'The line was busy.');
    case 'rings_out':
      return again('FAILED_NO_ANSWER', 'It rang, and nobody picked up.');
    case 'menu_lost':
      return again('FAILED_NO_ANSWER', `The menu did not lead to ${name}.`);
    case 'voicemail':
      return again('VOICEMAIL', 'Only the voicemail answered; it has a message now.');
    case 'dropped':
      return again('DROPPED', 'The line went dead in the middle of the talk.');
    case 'failed':
      return { ...again('FAILED_ERROR', ending.sentence), isRetryWorthwhile: ending.isRetryWorthwhile };
    case 'waiting':
      return again(
        'WAITING_FOR_USER',
        `${ending.isHungUp ? `${name} hung up while an answer was awaited` : 'No answer came in time'} to this: ${ending.question}`,
      );
    case 'rescheduled': {
      const seconds = Math.max(1, Math.round(ending.atSecond - durationSeconds));
      return {
        ...again('RESCHEDULED', `${name} asked to be called again ${inWords(seconds)}.`),
        callAgainInSeconds: seconds,
      };
    }
  }
}

const again = (outcome: Verdict['outcome'], sentence: string): Verdict => ({
  outcome,
  sentence,
  result: null,
  isRetryWorthwhile: true,
  callAgainInSeconds: null,
});

/** Roughly, for a person: in 45 minutes, in 3 hours, in 2 days. */
export function inWords(seconds: number): string {
  const [size, unit] = seconds < 5_400 ? [60, 'minute'] : seconds < 129_600 ? [3_600, 'hour'] : [86_400, 'day'];
  const count = Math.max(1, Math.round(seconds / size));
  return `in ${count} ${unit}${count === 1 ? '' : 's'}`;
}
