/** Where in a call one speaks. */
import type { Mood } from './dial.ts';

export type Phase = 'menu' | 'voicemail' | 'talk' | 'holding';

export type ContactPhase = 'pickup' | 'talk' | 'holding' | 'goodbye';

/** A turn of a contact that is to come. */
export interface ContactTurn {
  readonly phase: ContactPhase;
  readonly mood: Mood;
  /** Their patience is used up. */
  readonly isImpatient: boolean;
}
