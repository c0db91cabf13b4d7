/** Assumed: a first retry soon enough not to be noticed, the longest short enough not to be given up on. */
const firstDelayMs = 400;
const longestDelayMs = 15_000;

/**
 * How long to wait before connecting again: doubles with each failure, with jitter so that many panels do not return
 * in step.
 *
 * @param failureCount Failures in a row, from 1.
 * @param u A uniform draw in [0, 1).
 * @returns Milliseconds, between half of the full delay and all of it.
 */
export function backOffMs(failureCount: number, u: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** (failureCount - 1));
  return full * (0.5 + u / 2);
}
