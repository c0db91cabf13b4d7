/** When a cap will be reached, and what planned calls will cost: pure functions, each with how sure it is. */
import { clamp, normalCumulative } from '../../kernel/statistics.ts';

/** How much one kind of thing (tokens, or nano-dollars) calls have taken: enough for a mean and a spread. */
export interface Sample {
  readonly count: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** Half the width of an 80% interval in standard deviations. */
const z80 = 1.281_552;

/** Fewer calls say nothing of a rate. */
const minCallCount = 3;

export interface CapForecast {
  /** When the cap will be reached at the present rate, in milliseconds since 1970; null if not before the day ends. */
  readonly reachedAtMs: number | null;
  /** The ends of its 80% interval; null where they lie after the end of the day. */
  readonly earliestMs: number | null;
  readonly latestMs: number | null;
  /** The chance that it is reached before the day ends, 0 to 1. */
  readonly chanceRatio: number;
}

/**
 * Forecasts when a cap will be reached.
 *
 * Calls are a compound Poisson process. The first call of the sample starts the watch and is not counted. With n calls
 * that took sum and sumOfSquares in T: rate = sum / T, its standard error = sqrt(sumOfSquares) / T, and the need until
 * the day ends is about normal with the variance of the process and that of the rate together.
 *
 * @param sample The calls after the first. @param watchedMs T, the time from the first call to now.
 * @param left What is left below the cap, in the sample's unit.
 * @returns null while there are too few calls to tell.
 */
export function forecastCap(
  sample: Sample,
  watchedMs: number,
  left: number,
  day: { nowMs: number; endsMs: number },
): CapForecast | null {
  const { nowMs, endsMs } = day;
  if (left <= 0) return { reachedAtMs: nowMs, earliestMs: nowMs, latestMs: nowMs, chanceRatio: 1 };
  if (sample.count < minCallCount || watchedMs <= 0) return null;
  const rate = sample.sum / watchedMs;
  const error = Math.sqrt(sample.sumOfSquares) / watchedMs;
  const restMs = Math.max(0, endsMs - nowMs);
  const reached = (perMs: number): number | null => {
    const atMs = perMs > 0 ? nowMs + left / perMs : Number.POSITIVE_INFINITY;
    return atMs <= endsMs ? Math.round(atMs) : null;
  };
  const processVariance = (restMs * sample.sumOfSquares) / watchedMs;
  const spread = Math.sqrt(processVariance + (restMs * error) ** 2);
  return {
    reachedAtMs: reached(rate),
    earliestMs: reached(rate + z80 * error),
    latestMs: reached(rate - z80 * error),
    chanceRatio: spread === 0 ? 0 : clamp(1 - normalCumulative((left - rate * restMs) / spread), 0, 1),
  };
}

export interface Likely {
  readonly likely: number;
  /** The ends of the 80% interval, >= 0. */
  readonly low: number;
  readonly high: number;
}

/**
 * What planned calls will take, from what such calls took before: a prediction interval for a sum of n from m seen.
 *
 * @param callCount How many are planned, >= 0.
 * @returns null while too few have been seen.
 */
export function forecastSum(sample: Sample, callCount: number): Likely | null {
  const seen = sample.count;
  if (seen < minCallCount) return null;
  const mean = sample.sum / seen;
  const variance = Math.max(0, (sample.sumOfSquares - seen * mean ** 2) / (seen - 1));
  const spread = Math.sqrt(variance * (callCount + callCount ** 2 / seen));
  const likely = mean * callCount;
  return {
    likely: Math.round(likely),
    low: Math.max(0, Math.floor(likely - z80 * spread)),
    high: Math.ceil(likely + z80 * spread),
  };
}
