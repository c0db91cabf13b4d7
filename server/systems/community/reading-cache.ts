/** An answer that is dear to compute, kept for a while. */
import type { Clock } from '../../kernel/clock.ts';

interface Kept<T> {
  readonly value: Promise<T>;
  readonly untilMs: number;
}

/** Keeps answers by a key; whoever asks while one is being computed waits for the same. A failure is not kept. */
export class ReadingCache<T> {
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #kept = new Map<number, Kept<T>>();

  constructor(clock: Clock, keepMs: number) {
    this.#clock = clock;
    this.#keepMs = keepMs;
  }

  get(key: number, compute: () => Promise<T>): Promise<T> {
    const nowMs = this.#clock.now();
    const known = this.#kept.get(key);
    if (known && nowMs < known.untilMs) return known.value;
    const value = compute();
    const fresh = { value, untilMs: nowMs + this.#keepMs };
    this.#kept.set(key, fresh);
    value.catch(() => {
      if (this.#kept.get(key) === fresh) this.#kept.delete(key);
    });
    return value;
  }
}
