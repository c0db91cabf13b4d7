/**
 * Share of a total that its largest contributors hold: a point of the Lorenz curve, read from above.
 *
 * Where the ratio does not give a whole number of contributors, the next one counts in part, so that the curve has no
 * steps and 1% means the same among 150 as among 10,000.
 *
 * @param counts Contributions, >= 0, in any order; their sum > 0. Whoever contributed nothing stands there with 0.
 * @param ratio The largest so many of them, in [0, 1].
 * @returns In [ratio, 1].
 */
export function topShare(counts: readonly number[], ratio: number): number {
  const sorted = counts.toSorted((one, other) => other - one);
  const total = sorted.reduce((sum, count) => sum + count, 0);
  const place = sorted.length * ratio;
  const whole = Math.floor(place);
  const held = sorted.slice(0, whole).reduce((sum, count) => sum + count, 0);
  return Math.min(1, (held + (place - whole) * (sorted[whole] ?? 0)) / total);
}
