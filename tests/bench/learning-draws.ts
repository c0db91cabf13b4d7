/** Draws for reference problems with many rounds: our own generator, a block at a time, with the distributions they need. */
import { fillWords, streams } from '../../server/kernel/random.ts';

const BLOCK = 1_024;
const UNIT = 2 ** -32;

export class Draws {
  readonly #seed: number;
  readonly #first = new Int32Array(BLOCK);
  readonly #second = new Int32Array(BLOCK);
  #block = 0;
  #position = BLOCK;
  #spare: number | null = null;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** Uniform in (0, 1). */
  uniform(): number {
    return this.#pair()[0];
  }

  /** Uniform among 0 to `below` - 1. */
  integer(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  /** Standard normal, by Box and Muller; both of a pair are used. */
  normal(): number {
    if (this.#spare !== null) {
      const value = this.#spare;
      this.#spare = null;
      return value;
    }
    const [u, v] = this.#pair();
    const radius = Math.sqrt(-2 * Math.log(u));
    this.#spare = radius * Math.sin(2 * Math.PI * v);
    return radius * Math.cos(2 * Math.PI * v);
  }

  /** @param shape >= 1. Marsaglia and Tsang (2000). */
  gamma(shape: number): number {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** @param a, b >= 1. */
  beta(a: number, b: number): number {
    const x = this.gamma(a);
    return x / (x + this.gamma(b));
  }

  #pair(): [number, number] {
    if (this.#position === BLOCK) {
      fillWords(this.#seed, streams.scenario, (this.#block += 1), 0, BLOCK, this.#first, this.#second);
      this.#position = 0;
    }
    const index = this.#position++;
    return [((this.#first[index]! >>> 0) + 0.5) * UNIT, ((this.#second[index]! >>> 0) + 0.5) * UNIT];
  }
}
