/**
 * The scorer of the Numenta Anomaly Benchmark, written from its description: early hits earn, missed windows and false
 * alarms cost, and a threshold is chosen for a whole set of series at once.
 */
import type { Profile } from './profiles.ts';
import type { LabelledWindow } from './row-weights.ts';
import { probationRows, rowWeights } from './row-weights.ts';

/** What a detector said of a series, beside what is known of it. */
export interface ScoredSeries {
  readonly windows: readonly LabelledWindow[];
  /** One for each row; a row is detected where its score reaches the threshold. Finite. */
  readonly scores: ArrayLike<number>;
}

export interface Tally {
  readonly raw: number;
  readonly hitCount: number;
  readonly falseRowCount: number;
}

export interface Best {
  /** Infinity where detecting nothing is best. */
  readonly threshold: number;
  readonly raw: number;
}

/** Scores one series at a threshold, by the definition: one credit a window, the best of its hits; each row outside costs. */
export function tally({ windows, scores }: ScoredSeries, threshold: number, profile: Profile): Tally {
  const credits = new Float64Array(windows.length);
  let costs = 0;
  let falseRowCount = 0;
  const weights = rowWeights(scores.length, windows);
  for (let row = probationRows(scores.length); row < scores.length; row += 1) {
    if (scores[row]! < threshold) continue;
    const { window, weight } = weights[row]!;
    if (window === null) {
      costs += weight * profile.falseAlarmWeight;
      falseRowCount += 1;
    } else credits[window] = Math.max(credits[window]!, weight * profile.hitWeight);
  }
  const earned = credits.reduce((sum, credit) => sum + (credit > 0 ? credit : -profile.missWeight), 0);
  return { raw: earned + costs, hitCount: credits.filter((credit) => credit > 0).length, falseRowCount };
}

/** Sum of the raw scores of all series at one threshold. */
export function rawScore(set: readonly ScoredSeries[], threshold: number, profile: Profile): number {
  return set.reduce((sum, series) => sum + tally(series, threshold, profile).raw, 0);
}

/**
 * The one threshold for all series with the largest sum of raw scores under a profile.
 *
 * Candidates are Infinity, which detects nothing, and each distinct score outside the probation; the highest of equals.
 *
 * @throws {RangeError} If a score is not finite: the detector's mistake.
 */
export function bestThreshold(set: readonly ScoredSeries[], profile: Profile): Best {
  const rows = scorableRows(set);
  const credits = new Float64Array(windowCountOf(set)).fill(-profile.missWeight);
  let raw = credits.reduce((sum, credit) => sum + credit, 0);
  let best: Best = { threshold: Infinity, raw };
  for (const [index, { score, window, weight }] of rows.entries()) {
    if (window === null) raw += weight * profile.falseAlarmWeight;
    else {
      const credit = Math.max(credits[window]!, weight * profile.hitWeight);
      raw += credit - credits[window]!;
      credits[window] = credit;
    }
    const isLastOfEquals = rows[index + 1]?.score !== score;
    if (isLastOfEquals && raw > best.raw) best = { threshold: score, raw };
  }
  return best;
}

/** Rows outside the probation, highest score first; windows numbered through all series. */
function scorableRows(set: readonly ScoredSeries[]): { score: number; window: number | null; weight: number }[] {
  let windowsBefore = 0;
  const rows = set.flatMap(({ windows, scores }) => {
    const first = windowsBefore;
    windowsBefore += windows.length;
    const weights = rowWeights(scores.length, windows).map(({ window, weight }, row) => {
      const score = scores[row]!;
      if (!Number.isFinite(score)) throw new RangeError(`The score of row ${row} is ${score}; it must be finite.`);
      return { score, window: window === null ? null : window + first, weight };
    });
    return weights.slice(probationRows(scores.length));
  });
  return rows.toSorted((one, other) => other.score - one.score);
}

/**
 * A raw score on NAB's scale: 0 is what a detector earns that detects nothing, 100 one that detects the first row of
 * each window and no other.
 *
 * @param windowCount Windows of all series together. > 0; NaN without any.
 */
export function normalised(raw: number, windowCount: number, profile: Profile): number {
  const nothing = -profile.missWeight * windowCount;
  return (100 * (raw - nothing)) / (profile.hitWeight * windowCount - nothing);
}

export function windowCountOf(set: readonly ScoredSeries[]): number {
  return set.reduce((sum, { windows }) => sum + windows.length, 0);
}
