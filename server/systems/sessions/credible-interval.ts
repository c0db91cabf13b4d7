/** The central 95% credible interval of a share, from a uniform prior and counts of trials. */

/**
 * Beta(1 + successes, 1 + failures): its mean and central 95% interval.
 *
 * @param trialCount >= 0; may be fractional, since trials can be weighted.
 * @param successCount In [0, trialCount].
 */
export function shareInterval95(trialCount: number, successCount: number): { mean: number; low: number; high: number } {
  const a = 1 + successCount;
  const b = 1 + Math.max(0, trialCount - successCount);
  return { mean: a / (a + b), low: betaQuantile(0.025, a, b), high: betaQuantile(0.975, a, b) };
}

/** By bisection: monotone, and 50 halvings are exact to double precision in [0, 1]. */
function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 50; round += 1) {
    const middle = (low + high) / 2;
    if (betaCumulative(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The regularised incomplete beta function, by its continued fraction.
 *
 * @see Press et al., Numerical Recipes (2007), section 6.4.
 */
export function betaCumulative(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  // The fraction converges fast on one side of the mean only; the other follows by symmetry.
  if (x < (a + 1) / (a + b + 2)) return (front * fraction(x, a, b)) / a;
  return 1 - (front * fraction(1 - x, b, a)) / b;
}

/** Lentz's method; 300 terms suffice for counts up to about 10,000. */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const apart = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 300; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / apart(1 + even * d);
    c = apart(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apart(1 + odd * d);
    c = apart(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return result;
}

/** Lanczos' approximation, g = 5, six terms: relative error under 2e-10 for positive arguments. */
function logGamma(x: number): number {
  const terms = [
    76.180_091_729_471_46, -86.505_320_329_416_8, 24.014_098_240_830_91, -1.231_739_572_450_155,
    1.208_650_973_866_179e-3, -5.395_239_384_953e-6,
  ];
  const series = terms.reduce((sum, term, index) => sum + term / (x + 1 + index), 1.000_000_000_190_015);
  const shifted = x + 5.5;
  return (x + 0.5) * Math.log(shifted) - shifted + Math.log((2.506_628_274_631 * series) / x);
}
