import type { Clock } from '../../server/kernel/clock.ts';
import type { Wait } from '../../server/language/wait.ts';

interface Waiter {
  readonly atMs: number;
  readonly end: () => void;
}

/** Time that passes only when a test says so; short waits may pass at once, and are remembered. */
export class ManualTime implements Clock {
  #nowMs = Date.UTC(2026, 10, 21);
  #waiters: Waiter[] = [];
  readonly #jumpUpToMs: number;
  /** The waits that were jumped over, in ms. */
  readonly jumpedMs: number[] = [];

  constructor({ jumpUpToMs = 0 }: { jumpUpToMs?: number } = {}) {
    this.#jumpUpToMs = jumpUpToMs;
  }

  now(): number {
    return this.#nowMs;
  }

  readonly wait: Wait = (durationMs, signal) => {
    if (signal?.aborted) return Promise.resolve();
    if (durationMs <= this.#jumpUpToMs) {
      this.jumpedMs.push(durationMs);
      this.advance(durationMs);
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#waiters.push({ atMs: this.#nowMs + durationMs, end: resolve });
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  };

  /** Moves the clock and ends every wait that is due. */
  advance(durationMs: number): void {
    this.#nowMs += durationMs;
    const due = this.#waiters.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#waiters = this.#waiters.filter(({ atMs }) => atMs > this.#nowMs);
    for (const { end } of due) end();
  }
}
