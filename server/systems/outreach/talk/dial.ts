/** What happens when a number is dialled, drawn in advance: pure, and the same for the same call (OR-2). */
import type { Contact } from '../../../contract/contact.ts';
import type { Chance } from './chance.ts';

export interface Dialled {
  readonly pickup: 'busy' | 'rings_out' | 'voicemail' | 'picks_up';
  /** Until a person or the voicemail answers, or nobody does. */
  readonly ringSeconds: number;
  /** The line goes dead after so many turns of talk; null: it holds. */
  readonly dropsAfterTurns: number | null;
}

/** What the contact is inclined to, whatever is said. */
export interface Mood {
  /** Whether they say yes once their doubts are answered. */
  readonly isWilling: boolean;
  /** They would rather be called again, in so many minutes; null: now is fine. */
  readonly laterInMinutes: number | null;
}

/** Seconds of ringing. Assumed: voicemail answers after some four rings of six seconds, and people hang up after five. */
const ringing = { fewest: 3, most: 18, voicemail: 22, ringsOut: 30, busy: 2 } as const;
/** A line that drops does so after this many turns of talk. Assumed. */
const dropping = { fewest: 2, most: 9 } as const;
/** How often somebody asks to be called at another time, in the task's first call; rarer with each further one. Assumed. */
const laterRatios = { warm: 0.05, busy: 0.25, sceptical: 0.08, chatty: 0.05, curt: 0.12 } as const;
const laterMinutes = [15, 30, 45, 60, 90, 120, 180] as const;

/** @param chance Draws of this call. */
export function dial({ answer, hasVoicemail }: Contact, chance: Chance): Dialled {
  const { answerPercent, busyPercent, dropPercent } = answer;
  const dropsAfterTurns = chance('drop') * 100 < dropPercent ? between(chance('drops after'), dropping) : null;
  const at = chance('pick up') * 100;
  if (at < busyPercent) return { pickup: 'busy', ringSeconds: ringing.busy, dropsAfterTurns };
  if (at < busyPercent + answerPercent)
    return { pickup: 'picks_up', ringSeconds: between(chance('ring'), ringing), dropsAfterTurns };
  if (hasVoicemail) return { pickup: 'voicemail', ringSeconds: ringing.voicemail, dropsAfterTurns };
  return { pickup: 'rings_out', ringSeconds: ringing.ringsOut, dropsAfterTurns };
}

/** @param number The task's first call, its second, and so on. */
export function moodOf({ temperament, agreePercent }: Contact, number: number, chance: Chance): Mood {
  const isLater = chance('later') < laterRatios[temperament] / number;
  return {
    isWilling: chance('willing') * 100 < agreePercent,
    laterInMinutes: isLater ? laterMinutes[Math.floor(chance('how much later') * laterMinutes.length)]! : null,
  };
}

/** A whole number, both ends inclusive. */
const between = (u: number, { fewest, most }: { fewest: number; most: number }): number =>
  fewest + Math.floor(u * (most - fewest + 1));
