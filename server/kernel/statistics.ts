/** Summary statistics of samples. */

/** Arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index]!;
  return sum / values.length;
}

/** Unbiased sample variance; 0 of fewer than two values. */
export function variance(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += (values[index]! - centre) ** 2;
  return sum / (values.length - 1);
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}

/**
 * Quantile of Student's t at 0.975, by Cornish and Fisher's expansion around the normal quantile.
 *
 * @param degreesOfFreedom >= 1. Exact for 1 and 2; error under 0.002 from 5 on.
 * @see Abramowitz and Stegun (1964), 26.7.5.
 */
export function tQuantile975(degreesOfFreedom: number): number {
  if (degreesOfFreedom <= 1) return 12.706_204_736;
  if (degreesOfFreedom === 2) return 4.302_652_73;
  if (degreesOfFreedom === 3) return 3.182_446_305;
  if (degreesOfFreedom === 4) return 2.776_445_105;
  const z = 1.959_963_985;
  const n = degreesOfFreedom;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160;
  return z + g1 / n + g2 / n ** 2 + g3 / n ** 3 + g4 / n ** 4;
}

/** Mean and its two-sided 95% interval by Student's t; the interval is the mean itself below two values. */
export function meanInterval95(values: ArrayLike<number>): { mean: number; low: number; high: number } {
  const centre = mean(values);
  const half = values.length < 2 ? 0 : tQuantile975(values.length - 1) * Math.sqrt(variance(values) / values.length);
  return { mean: centre, low: centre - half, high: centre + half };
}

/** The interval alone; null below two values, for one says nothing of how far chance goes. */
export function interval95(values: ArrayLike<number>): [low: number, high: number] | null {
  if (values.length < 2) return null;
  const { low, high } = meanInterval95(values);
  return [low, high];
}

/**
 * Probability that a standard normal variable is at most z. Absolute error under 1.5e-7.
 *
 * @see Abramowitz and Stegun (1964), 7.1.26.
 */
export function normalCumulative(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.327_591_1 * x);
  const polynomial =
    t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
  const tail = (polynomial * Math.exp(-x * x)) / 2;
  return z >= 0 ? 1 - tail : tail;
}
