/** One-sided cumulative sums: sequential tests that remember how long the evidence has been piling up. */

/** @see Page, "Continuous inspection schemes", Biometrika 41 (1954). */
export class Cusum {
  value = 0;
  /** Tick after which the evidence began: where the sum was last at zero. */
  startTick = 0;

  /** Adds a second's evidence; negative evidence wears the sum down to zero and no further. */
  add(evidence: number, tick: number): void {
    this.value = Math.max(0, this.value + evidence);
    if (this.value === 0) this.startTick = tick;
  }

  reset(tick: number): void {
    this.value = 0;
    this.startTick = tick;
  }
}

/**
 * Mean number of seconds between false alarms of a Gaussian CUSUM with allowance k at threshold h.
 *
 * @see Siegmund, Sequential Analysis (1985), (2.57): h is corrected by 1.166 for the overshoot.
 */
export function gaussianRunLength(k: number, h: number): number {
  const corrected = 2 * k * (h + 1.166);
  return (Math.exp(corrected) - corrected - 1) / (2 * k * k);
}

/** The threshold at which that CUSUM has a mean run length of so many seconds; exact to 0.01 from 100 s on. */
export function gaussianThreshold(k: number, runLengthSeconds: number): number {
  const first = Math.log(2 * k * k * runLengthSeconds + 1);
  return Math.log(2 * k * k * runLengthSeconds + 1 + first) / (2 * k) - 1.166;
}

/** The same for a sum of log likelihood ratios, whose false alarms are rarer than once in exp(h) (Lorden, 1971). */
export function likelihoodRunLength(h: number): number {
  return Math.exp(h);
}

/**
 * Mean number of seconds between false alarms of a CUSUM of log likelihood ratios for Poisson counts that fall.
 *
 * Wald's approximation with the threshold corrected for the overshoot, as Siegmund does for the Gaussian; the correction was
 * fitted to simulated run lengths (within a factor of 2 for 0.1 to 5 counts a second).
 *
 * @param rate Counts a second before the fall. > 0.
 * @param dropRatio The part of it that is lost, in (0, 1).
 * @param h The threshold. >= 0.
 */
export function poissonRunLength(rate: number, dropRatio: number, h: number): number {
  const corrected = h + overshoot(rate, dropRatio);
  return (Math.exp(corrected) - corrected - 1) / (rate * (-Math.log(1 - dropRatio) - dropRatio));
}

function overshoot(rate: number, dropRatio: number): number {
  return (1 - 0.4 * dropRatio ** 2) * -Math.log(1 - dropRatio) * Math.sqrt(rate);
}

/**
 * Seconds in which that CUSUM sees such a fall nine times of ten.
 *
 * @param runLengthSeconds Its mean time between false alarms.
 * @returns Infinity for a rate of 0.
 */
export function poissonSecondsToSee(rate: number, dropRatio: number, runLengthSeconds: number): number {
  if (rate <= 0) return Infinity;
  const perCount = -Math.log(1 - dropRatio);
  const h = Math.log(1 + runLengthSeconds * rate * (perCount - dropRatio)) - overshoot(rate, dropRatio);
  const growth = rate * (dropRatio - (1 - dropRatio) * perCount);
  const deviation = perCount * Math.sqrt(rate * (1 - dropRatio));
  const least = Math.max(h, growth);
  return Math.ceil(least / growth + (1.28 * deviation * Math.sqrt(least / growth)) / growth);
}
