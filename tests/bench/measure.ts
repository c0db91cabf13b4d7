/** Timing with what the machine allows: the median of several rounds, after a warm-up. */

export function medianMs(rounds: number, work: () => void): number {
  work();
  const timesMs = Array.from({ length: rounds }, () => {
    const startMs = performance.now();
    work();
    return performance.now() - startMs;
  });
  return timesMs.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
}
