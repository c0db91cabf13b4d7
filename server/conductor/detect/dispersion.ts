/** How much more counts scatter than Poisson counts would: variance over mean, learnt over the seconds that a test uses. */

/** Blocks as long as the bouts that fool a test: shorter ones miss them, longer ones measure drift, which the level follows. Assumed. */
const BLOCK_SECONDS = 30;
/** A block is compared with the one before it every so many seconds. */
const STEP_SECONDS = 10;
const STEPS = BLOCK_SECONDS / STEP_SECONDS;
/** Believed beforehand, like so many comparisons. Real meetings have 1.0, simulated crowds up to 10. Assumed. */
const EXPECTED = 2;
const EXPECTED_COMPARISONS = 6;
/** Comparisons remembered, an hour of them. Assumed. */
const MEMORY_COMPARISONS = 360;

/**
 * From each block to the next, so that a level which is not known yet does not matter: two counts of one mean differ by
 * twice their variance, squared and on average.
 */
export class Dispersion {
  #value = EXPECTED;
  #comparisons = EXPECTED_COMPARISONS;
  #seconds = 0;
  #count = 0;
  /** Counts of the newest steps, two blocks of them. */
  #steps: number[] = [];

  push(count: number): void {
    this.#count += count;
    this.#seconds += 1;
    if (this.#seconds < STEP_SECONDS) return;
    this.#steps.push(this.#count);
    this.#seconds = this.#count = 0;
    if (this.#steps.length < 2 * STEPS) return;
    this.#compare();
    this.#steps.shift();
  }

  #compare(): void {
    const before = sum(this.#steps.slice(0, STEPS));
    const after = sum(this.#steps.slice(STEPS));
    if (before + after === 0) return;
    this.#comparisons = Math.min(this.#comparisons + 1, MEMORY_COMPARISONS);
    this.#value += ((after - before) ** 2 / (after + before) - this.#value) / this.#comparisons;
  }

  /** >= 1. */
  get value(): number {
    return Math.max(1, this.#value);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
