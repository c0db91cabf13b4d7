/** How long to wait before calling again (OR-5). */

const firstMs = 5 * 60_000;
/** Longer would let a day go by for nothing: calling hours already part the attempts. */
const longestMs = 4 * 3_600_000;
/** Tasks that failed together must not all come back together. */
const jitterRatio = 0.2;

/**
 * The wait after an attempt: 5 minutes, doubled with each further one, 4 hours at most, more or less a fifth.
 *
 * Exponential backoff with jitter; first wait, cap and share are assumed.
 *
 * @param attempt Which attempt failed, from 1.
 * @param draw A uniform draw in [0, 1).
 * @returns Milliseconds, from 4 minutes to 4 hours and 48 minutes.
 * @see Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog (2015), for why there is jitter.
 */
export function backoffMs(attempt: number, draw: number): number {
  const middleMs = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return Math.round(middleMs * (1 - jitterRatio + 2 * jitterRatio * draw));
}
