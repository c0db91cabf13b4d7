/** A session's own baseline of a share that remembers itself: an AR(1) process, fitted as it goes. */

/** How fast the baseline forgets, in seconds. Shorter follows a fade, longer never learns a new level. Assumed. */
const MEMORY_SECONDS = 400;
/** The newest seconds stay out, so that a drop is not learnt while it is being noticed. Assumed. */
export const LAG_SECONDS = 20;
/** What one believes of the memory of the share before having seen any: lag-1 correlation, and its weight in seconds. Assumed. */
const PRIOR_CORRELATION = 0.85;
const PRIOR_SECONDS = 120;
/** How many seconds the scatter of sampling alone weighs against the scatter seen: a memory of 8 s leaves few independent looks. Assumed. */
const SAMPLING_SECONDS = 240;
/** Seconds from which the fit is used. Fewer: alarms by chance; more: blind for longer. Assumed. */
export const FIT_SECONDS = 90;

export interface Fit {
  readonly mean: number;
  readonly correlation: number;
  /** Standard deviation of what is new in each second. */
  readonly innovationDeviation: number;
  readonly deviation: number;
  /** What sampling alone would make of the present audience. */
  readonly samplingDeviation: number;
  /** Seconds that the fit stands on. */
  readonly seconds: number;
  /** Attendees it is a share of. */
  readonly presentCount: number;
}

export class ShareBaseline {
  #weight = 0;
  #mean = 0;
  #square = 0;
  #product = 0;
  #seconds = 0;
  #waiting: { share: number; before: number; presentCount: number }[] = [];

  /** Takes one second in; it counts once it is LAG_SECONDS old. */
  push(share: number, before: number, presentCount: number): void {
    this.#waiting.push({ share, before, presentCount });
    if (this.#waiting.length > LAG_SECONDS) {
      const due = this.#waiting.shift()!;
      this.#learn(due.share, due.before);
    }
  }

  /** Forgets the seconds that have not been learnt yet: they belong to what was just noticed. */
  dropWaiting(): void {
    this.#waiting = [];
  }

  /** Starts anew, for a session that has settled on another level. */
  restart(): void {
    this.#weight = this.#mean = this.#square = this.#product = this.#seconds = 0;
    this.#waiting = [];
  }

  #learn(share: number, before: number): void {
    this.#seconds += 1;
    const kept = 1 - 1 / MEMORY_SECONDS;
    this.#weight = this.#weight * kept + 1;
    const step = 1 / this.#weight;
    const offset = share - this.#mean;
    this.#mean += offset * step;
    this.#square += (offset * (share - this.#mean) - this.#square) * step;
    this.#product += (offset * (before - this.#mean) - this.#product) * step;
  }

  /**
   * @param presentCount Attendees present now; sampling alone makes a share of them scatter.
   * @returns Null until FIT_SECONDS have been learnt.
   */
  fit(presentCount: number): Fit | null {
    if (this.#seconds < FIT_SECONDS || presentCount === 0) return null;
    const sampling = (this.#mean * (1 - this.#mean)) / presentCount;
    const seen = Math.min(this.#seconds, MEMORY_SECONDS);
    const mixed = (this.#square * seen + sampling * SAMPLING_SECONDS) / (seen + SAMPLING_SECONDS);
    const spread = Math.max(this.#square, mixed, 1e-6);
    const raw = this.#square > 1e-9 ? this.#product / this.#square : PRIOR_CORRELATION;
    const correlation = Math.min(
      0.98,
      Math.max(0, (raw * seen + PRIOR_CORRELATION * PRIOR_SECONDS) / (seen + PRIOR_SECONDS)),
    );
    return {
      mean: this.#mean,
      seconds: seen,
      presentCount,
      correlation,
      deviation: Math.sqrt(spread),
      samplingDeviation: Math.sqrt(sampling),
      innovationDeviation: Math.sqrt(spread * (1 - correlation ** 2)),
    };
  }
}
