/** The newest numbers of a stream, in the order they came and by size: memory is bounded however long the stream is. */

export class SortedWindow {
  readonly #arrived: Float64Array;
  readonly #sorted: Float64Array;
  #count = 0;
  #pushed = 0;

  /** @param capacity Numbers kept; beyond it the oldest is forgotten. >= 1. */
  constructor(capacity: number) {
    this.#arrived = new Float64Array(capacity);
    this.#sorted = new Float64Array(capacity);
  }

  get count(): number {
    return this.#count;
  }

  /** @param value Finite. */
  push(value: number): void {
    const slot = this.#pushed % this.#arrived.length;
    if (this.#count === this.#arrived.length) this.#remove(this.#arrived[slot]!);
    this.#arrived[slot] = value;
    this.#pushed += 1;
    const place = this.countBelow(value);
    this.#sorted.copyWithin(place + 1, place, this.#count);
    this.#sorted[place] = value;
    this.#count += 1;
  }

  /** @param place 0 for the smallest, count - 1 for the largest. */
  smallest(place: number): number {
    return this.#sorted[place]!;
  }

  /** NaN of nothing. */
  median(): number {
    const middle = this.#count >> 1;
    if (this.#count === 0) return NaN;
    return this.#count % 2 === 1 ? this.#sorted[middle]! : (this.#sorted[middle - 1]! + this.#sorted[middle]!) / 2;
  }

  /** How far the nearest number kept is from a value; Infinity where none is. */
  gap(value: number): number {
    const place = this.countBelow(value);
    const above = place < this.#count ? this.#sorted[place]! - value : Infinity;
    const below = place > 0 ? value - this.#sorted[place - 1]! : Infinity;
    return Math.min(above, below);
  }

  /** Sum of the numbers from a place in the order of size on, less `from` for each. */
  excessSum(firstPlace: number, from: number): number {
    let sum = 0;
    for (let place = firstPlace; place < this.#count; place += 1) sum += this.#sorted[place]! - from;
    return sum;
  }

  /** How many numbers kept are smaller than a value. */
  countBelow(value: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #remove(value: number): void {
    const place = this.countBelow(value);
    this.#sorted.copyWithin(place, place + 1, this.#count);
    this.#count -= 1;
  }
}
