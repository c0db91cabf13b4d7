/** NAB's application profiles: what a hit, a missed window and a false alarm are worth. */

export interface Profile {
  readonly name: string;
  /** What a window is worth that is found at its left edge. */
  readonly hitWeight: number;
  /** What a window costs that is not found. */
  readonly missWeight: number;
  /** What a false alarm costs far from every window. */
  readonly falseAlarmWeight: number;
}

/** @see Numenta Anomaly Benchmark 1.1, config/profiles.json; the names are NAB's, in words. */
export const profiles: Readonly<Record<'standard' | 'lowFalsePositives' | 'lowFalseNegatives', Profile>> = {
  standard: { name: 'standard', hitWeight: 1, missWeight: 1, falseAlarmWeight: 0.11 },
  lowFalsePositives: { name: 'low FP', hitWeight: 1, missWeight: 1, falseAlarmWeight: 0.22 },
  lowFalseNegatives: { name: 'low FN', hitWeight: 1, missWeight: 2, falseAlarmWeight: 0.11 },
};
