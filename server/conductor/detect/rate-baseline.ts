/** A session's own rate of some act, per attendee and second, learnt as it goes. */

import { LAG_SECONDS } from './baseline.ts';

/** How fast it forgets, in seconds. Assumed. */
const MEMORY_SECONDS = 600;

export class RateBaseline {
  readonly #priorSeconds: number;
  #acts: number;
  #exposure: number;
  #waiting: { count: number; presentCount: number }[] = [];

  /**
   * @param perSecond What one expects of an attendee before having seen any.
   * @param priorSeconds How many attendee-seconds that expectation weighs.
   */
  constructor(perSecond: number, priorSeconds: number) {
    this.#priorSeconds = priorSeconds;
    this.#acts = perSecond * priorSeconds;
    this.#exposure = priorSeconds;
  }

  push(count: number, presentCount: number): void {
    this.#waiting.push({ count, presentCount });
    if (this.#waiting.length <= LAG_SECONDS) return;
    const due = this.#waiting.shift()!;
    const kept = 1 - 1 / MEMORY_SECONDS;
    this.#acts = this.#acts * kept + due.count;
    this.#exposure = this.#exposure * kept + due.presentCount;
  }

  dropWaiting(): void {
    this.#waiting = [];
  }

  /** Acts per attendee and second. */
  get perSecond(): number {
    return this.#exposure > 0 ? this.#acts / this.#exposure : 0;
  }

  /** Whether more has been seen than was expected beforehand. */
  get isLearnt(): boolean {
    return this.#exposure > 2 * this.#priorSeconds;
  }
}
