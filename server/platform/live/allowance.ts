/** A token bucket: so many at once, so many a second. */
import type { Clock } from '../../kernel/clock.ts';

export class Allowance {
  readonly #burstCount: number;
  readonly #perSecond: number;
  readonly #clock: Clock;
  #left: number;
  #atMs: number;

  constructor(options: { burstCount: number; perSecond: number; clock: Clock }) {
    this.#burstCount = options.burstCount;
    this.#perSecond = options.perSecond;
    this.#clock = options.clock;
    this.#left = options.burstCount;
    this.#atMs = options.clock.now();
  }

  /** Takes one; false if none is left. */
  take(): boolean {
    const now = this.#clock.now();
    const elapsedSeconds = Math.max(0, now - this.#atMs) / 1_000;
    this.#atMs = now;
    this.#left = Math.min(this.#burstCount, this.#left + elapsedSeconds * this.#perSecond);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
