/** What came of a decision, against what was expected of it. Pure. */
import type { Reasoning } from '../../../../server/contract/activity.ts';

type Expected = Pick<Reasoning, 'expectedUplift' | 'expectedUpliftLow' | 'expectedUpliftHigh'>;

export type Standing = 'inside' | 'better' | 'worse';

/** Where a measured uplift lies: inside the 80% interval of what was expected, its ends included, or beyond it. */
export function standingOf(uplift: number, { expectedUpliftLow, expectedUpliftHigh }: Expected): Standing {
  if (uplift > expectedUpliftHigh) return 'better';
  return uplift < expectedUpliftLow ? 'worse' : 'inside';
}

export const standingWords: Record<Standing, { label: string; sentence: string; icon: string }> = {
  inside: { label: 'as expected', sentence: 'Inside the 80% interval that was expected.', icon: 'i-lucide-equal' },
  better: {
    label: 'better than expected',
    sentence: 'Above the 80% interval that was expected.',
    icon: 'i-lucide-arrow-up',
  },
  worse: {
    label: 'worse than expected',
    sentence: 'Below the 80% interval that was expected.',
    icon: 'i-lucide-arrow-down',
  },
};

export interface UpliftScale {
  /** Ends of the scale, in score. */
  from: number;
  to: number;
  /** A difference of scores as a position on the scale, 0 to 1. */
  at(difference: number): number;
}

/** A scale on which zero, the interval and what was measured all have room; never narrower than ten points. */
export function upliftScale(expected: Expected, measured: number | null): UpliftScale {
  const values = [0, expected.expectedUpliftLow, expected.expectedUpliftHigh, ...(measured === null ? [] : [measured])];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = Math.max(0.1 - (high - low), 0.16 * (high - low)) / 2;
  const from = low - margin;
  const to = high + margin;
  return { from, to, at: (difference) => (difference - from) / (to - from) };
}
