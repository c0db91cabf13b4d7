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

/** The same for a sum of log likelihood ratios, whose false alarms are rarer than once in exp(h) (Lorden, 1971). */
export function likelihoodRunLength(h: number): number {
  return Math.exp(h);
}
