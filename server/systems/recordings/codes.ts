/** A growing list of whole numbers up to 2^53, 8 bytes each: millions of events without an object for each. */
export class Codes {
  #array = new Float64Array(1_024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(code: number): void {
    if (this.#length === this.#array.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#array);
      this.#array = larger;
    }
    this.#array[this.#length] = code;
    this.#length += 1;
  }

  /** All of them, smallest first. */
  sorted(): Float64Array {
    return this.#array.slice(0, this.#length).sort();
  }
}
