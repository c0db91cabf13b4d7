/** The face that language models call: nothing is asked of a model before its worst case is reserved (BC-9). */

import type { Reservation } from '../../language/budget.ts';
import type { ModelUsage } from '../../language/port.ts';

export type { Reservation } from '../../language/budget.ts';
/** What a call used, as the provider counts it. Input is what was neither read from the cache nor written to it. */
export type TokenUsage = ModelUsage;

/** A call before it is made. */
export interface PlannedCall {
  readonly ventureId: string;
  readonly botId: string;
  /** What it is for, such as reply or search. */
  readonly purpose: string;
  readonly provider: string;
  readonly model: string;
  /** Tokens of the whole prompt at most, cached parts included. Too low a figure is what a cap cannot mend. */
  readonly inputTokens: number;
  /** Tokens of the answer at most: the limit that the provider is given. */
  readonly maxOutputTokens: number;
}

export interface Budget {
  /** Sets aside the most that a call can cost, on disk before this answers, or says why not. */
  reserve(call: PlannedCall): Promise<Reservation>;
  /** Books what the call really used in place of its reservation. A second time changes nothing. */
  settle(reservationId: string, usage: TokenUsage): Promise<void>;
  /** Gives a reservation back: the call was not made. */
  release(reservationId: string): Promise<void>;
}
