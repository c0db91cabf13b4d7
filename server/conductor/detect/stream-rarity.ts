/** How rare a number is among those of its own kind that came before it: what lets members of different kinds be added. */
import { SortedWindow } from './stream-window.ts';

/** Share of the numbers that counts as the tail; 0.8 to 0.95 find the same. Assumed. */
const TAIL_RATIO = 0.1;
/** How far beyond what was seen the tail is trusted: n numbers speak of rarities down to 1 / (30 n). Assumed, as for sessions. */
const REACH = 30;
/** Fewer numbers than this say nothing of a tail. Assumed. */
const LEAST_COUNT = 20;

export class Rarity {
  readonly #seen: SortedWindow;

  /** @param capacity Numbers that are remembered. >= 1. */
  constructor(capacity: number) {
    this.#seen = new SortedWindow(capacity);
  }

  /**
   * Powers of ten of how rarely a number as large as this came: counted in the body; beyond the 90th percentile an
   * exponential tail with the mean excess seen (Pickands; the shape is taken as 0). The number itself is then remembered.
   *
   * @param value Finite.
   * @returns >= 0; 0 while too few numbers are known.
   */
  push(value: number): number {
    const decades = this.#decades(value);
    this.#seen.push(value);
    return decades;
  }

  #decades(value: number): number {
    const { count } = this.#seen;
    if (count < LEAST_COUNT) return 0;
    const tailStart = Math.floor(count * (1 - TAIL_RATIO));
    const threshold = this.#seen.smallest(tailStart);
    if (value <= threshold) return Math.log10(count / Math.max(1, count - this.#seen.countBelow(value)));
    const meanExcess = this.#seen.excessSum(tailStart, threshold) / (count - tailStart);
    // Where nothing has ever exceeded the threshold there is no tail: all that is known is that this is the first.
    if (meanExcess === 0) return Math.log10(count + 1);
    const decades = Math.log10(count / (count - tailStart)) + (value - threshold) / meanExcess / Math.LN10;
    return Math.min(decades, Math.log10(REACH * count));
  }
}
