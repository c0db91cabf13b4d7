/** Online tail p-values: what makes scores of different kinds speak the same language (EC-5). */

/** Values kept; older ones are forgotten. An hour of points. */
const KEPT = 720;
/** Share of the values that counts as the tail. Assumed. */
const TAIL_RATIO = 0.1;
/** How far beyond what was seen the tail is trusted: n values speak of rarities down to 1 / (30 n), no further. Assumed. */
const REACH = 30;
/** Fewer values than this say nothing about a tail. Assumed. */
const LEAST_COUNT = 40;

export class TailCalibrator {
  readonly #ring: number[] = [];
  readonly #sorted: number[] = [];

  push(value: number): void {
    if (this.#ring.length === KEPT) {
      const oldest = this.#ring.shift()!;
      this.#sorted.splice(lowerBound(this.#sorted, oldest), 1);
    }
    this.#ring.push(value);
    this.#sorted.splice(lowerBound(this.#sorted, value), 0, value);
  }

  /**
   * Probability that an ordinary value is this large or larger: counted in the body, and beyond the 90th percentile
   * extrapolated by an exponential tail with the mean excess seen (Pickands; the shape is taken as 0).
   *
   * @returns In (0, 1]; 1 while too few values are known.
   */
  probability(value: number): number {
    const count = this.#sorted.length;
    if (count < LEAST_COUNT) return 1;
    const tailStart = Math.floor(count * (1 - TAIL_RATIO));
    const threshold = this.#sorted[tailStart]!;
    if (value <= threshold) return Math.max(TAIL_RATIO, (count - lowerBound(this.#sorted, value)) / count);
    let excess = 0;
    for (let index = tailStart; index < count; index += 1) excess += this.#sorted[index]! - threshold;
    const meanExcess = Math.max(excess / (count - tailStart), 1e-6 + 0.02 * Math.abs(threshold));
    return Math.max(TAIL_RATIO * Math.exp(-(value - threshold) / meanExcess), 1 / (REACH * count));
  }
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
