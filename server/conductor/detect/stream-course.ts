/** The course of a stream: how far its newest stretch is from every earlier one. */

/** Numbers in a stretch. 6 and 8 find the same; 4 is a level more than a course, 32 is blind to what is short. */
export const STRETCH_LENGTH = 8;

export class StreamCourse {
  readonly #capacity: number;
  /** Each number is written twice, a capacity apart: so the newest ones always lie in one piece. */
  readonly #ring: Float64Array;
  #pushed = 0;

  /** @param capacity Numbers kept; beyond it the oldest is forgotten. >= 1. */
  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#ring = new Float64Array(2 * capacity);
  }

  /**
   * Euclidean distance of the newest stretch, the number given included, to the nearest earlier one that does not overlap
   * it.
   *
   * @param value Finite.
   * @returns Infinity while there is no earlier stretch.
   */
  push(value: number): number {
    const ring = this.#ring;
    const slot = this.#pushed % this.#capacity;
    ring[slot] = ring[slot + this.#capacity] = value;
    this.#pushed += 1;
    const end = slot + this.#capacity;
    const oldest = end + 1 - Math.min(this.#pushed, this.#capacity);
    let least = Infinity;
    for (let last = end - STRETCH_LENGTH; last - STRETCH_LENGTH + 1 >= oldest; last -= 1) {
      let squares = 0;
      // Most stretches are given up after a number or two: this is what keeps the search cheap.
      for (let age = 0; age < STRETCH_LENGTH && squares < least; age += 1) {
        const difference = ring[end - age]! - ring[last - age]!;
        squares += difference * difference;
      }
      if (squares < least) least = squares;
    }
    return Math.sqrt(least);
  }
}
