/** NAB's figures of a set: with the threshold chosen on the very labels it is scored on, and held out. */
import type { Profile } from './profiles.ts';
import type { ScoredSeries } from './scorer.ts';
import { bestThreshold, normalised, rawScore, windowCountOf } from './scorer.ts';

/** In-sample, as NAB reports it: the same labels choose the threshold and judge it. */
export function inSample(set: readonly ScoredSeries[], profile: Profile): { score: number; threshold: number } {
  const { threshold, raw } = bestThreshold(set, profile);
  return { score: normalised(raw, windowCountOf(set), profile), threshold };
}

/** All series at one threshold that nobody chose by the labels. */
export function atThreshold(set: readonly ScoredSeries[], threshold: number, profile: Profile): number {
  return normalised(rawScore(set, threshold, profile), windowCountOf(set), profile);
}

/**
 * Held out: the threshold of each half is the best one of the other half. The halves are every second series in the
 * order given; raw scores of both are added, then normalised over all windows.
 */
export function twoFold(set: readonly ScoredSeries[], profile: Profile): number {
  const halves = [0, 1].map((parity) => set.filter((_, index) => index % 2 === parity));
  const raw = halves.reduce((sum, half, index) => {
    const { threshold } = bestThreshold(halves[1 - index]!, profile);
    return sum + rawScore(half, threshold, profile);
  }, 0);
  return normalised(raw, windowCountOf(set), profile);
}
