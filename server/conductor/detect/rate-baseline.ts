/** A session's own rate of some act, per attendee and second, learnt as it goes. */

import { LAG_SECONDS } from './baseline.ts';

/** How fast it forgets, in seconds. Real meetings drift by a few per cent over minutes: 300 to 1,200 do equally well. */
const MEMORY_SECONDS = 600;

export class RateBaseline {
  readonly #perSecond: number;
  readonly #priorSeconds: number;
  #acts = 0;
  #exposure = 0;
  #seconds = 0;
  #weight = 0;
  #waiting: { count: number; presentCount: number }[] = [];

  /**
   * @param perSecond What one expects of an attendee before having seen any.
   * @param priorSeconds How many attendee-seconds that expectation weighs.
   */
  constructor(perSecond: number, priorSeconds: number) {
    this.#perSecond = perSecond;
    this.#priorSeconds = priorSeconds;
    this.restart();
  }

  push(count: number, presentCount: number): void {
    this.#waiting.push({ count, presentCount });
    if (this.#waiting.length <= LAG_SECONDS) return;
    const due = this.#waiting.shift()!;
    const kept = 1 - 1 / MEMORY_SECONDS;
    this.#acts = this.#acts * kept + due.count;
    this.#exposure = this.#exposure * kept + due.presentCount;
    this.#weight = this.#weight * kept + 1;
    this.#seconds += 1;
  }

  /** Forgets the seconds that have not been learnt yet: they belong to what was just noticed. */
  dropWaiting(): void {
    this.#waiting = [];
  }

  /** Starts anew, for a session that has settled on another level. */
  restart(): void {
    this.#acts = this.#perSecond * this.#priorSeconds;
    this.#exposure = this.#priorSeconds;
    this.#seconds = this.#weight = 0;
    this.#waiting = [];
  }

  /** Acts per attendee and second. */
  get perSecond(): number {
    return this.#exposure > 0 ? this.#acts / this.#exposure : 0;
  }

  /** Attendees that were present while it was learnt, on average; the prior must be 0. */
  get meanPresentCount(): number {
    return this.#weight > 0 ? this.#exposure / this.#weight : 0;
  }

  /** Seconds that have been learnt. */
  get seconds(): number {
    return this.#seconds;
  }
}
