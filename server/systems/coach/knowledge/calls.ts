/** How the calls of outreach tasks went (OR). */
import type { DataReader } from './datum.ts';

export interface CallData {
  /** Calls that ended, by 24 hours, oldest first; what was called off is left out. */
  readonly ended: readonly number[];
  /** Of these, those that reached somebody. */
  readonly reached: readonly number[];
  /** Outcomes of the last seven days, most often first. */
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[];
}

export const noCalls: DataReader<CallData> = () => Promise.resolve({ missing: 'Calls are not made here.' });
