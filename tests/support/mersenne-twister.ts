/**
 * CPython's generator, for checking against reference values that were made with it.
 *
 * @see Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998); seeding by array as in CPython's random.seed(int).
 */
export class MersenneTwister {
  readonly #state = new Uint32Array(624);
  #index = 624;

  constructor(seed: number) {
    this.#seed(19_650_218);
    const state = this.#state;
    let i = 1;
    for (let k = 0; k < 624; k += 1) {
      state[i] = (state[i]! ^ Math.imul(state[i - 1]! ^ (state[i - 1]! >>> 30), 1_664_525)) + seed;
      i += 1;
      if (i >= 624) {
        state[0] = state[623]!;
        i = 1;
      }
    }
    for (let k = 0; k < 623; k += 1) {
      state[i] = (state[i]! ^ Math.imul(state[i - 1]! ^ (state[i - 1]! >>> 30), 1_566_083_941)) - i;
      i += 1;
      if (i >= 624) {
        state[0] = state[623]!;
        i = 1;
      }
    }
    state[0] = 0x8000_0000;
  }

  /** A double in [0, 1) with 53 bits, as random.random() makes it. */
  random(): number {
    const high = this.#next() >>> 5;
    const low = this.#next() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  #seed(seed: number): void {
    this.#state[0] = seed;
    for (let i = 1; i < 624; i += 1)
      this.#state[i] = Math.imul(1_812_433_253, this.#state[i - 1]! ^ (this.#state[i - 1]! >>> 30)) + i;
  }

  #next(): number {
    if (this.#index >= 624) this.#twist();
    let y = this.#state[this.#index]!;
    this.#index += 1;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c_5680;
    y ^= (y << 15) & 0xefc6_0000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < 624; i += 1) {
      const y = (state[i]! & 0x8000_0000) | (state[(i + 1) % 624]! & 0x7fff_ffff);
      state[i] = state[(i + 397) % 624]! ^ (y >>> 1) ^ ((y & 1) === 0 ? 0 : 0x9908_b0df);
    }
    this.#index = 0;
  }
}
