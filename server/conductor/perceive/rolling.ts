/** The rolling minute: sums over the last 60 ticks, each tick entered once and left once. */
import type { Observation } from '../../contract/observation.ts';

/** Length of the window of every rate and share (EC-1). */
export const WINDOW_SECONDS = 60;

const FIELDS = 5;

export interface WindowSums {
  readonly seconds: number;
  readonly chatCount: number;
  readonly reactionCount: number;
  readonly leaveCount: number;
  readonly presentCount: number;
  readonly activeCount: number;
}

export class RollingWindow {
  readonly #ring: Float64Array;
  readonly #sums: Float64Array;
  #seconds = 0;
  #position = 0;

  constructor(source?: RollingWindow) {
    this.#ring = source ? source.#ring.slice() : new Float64Array(WINDOW_SECONDS * FIELDS);
    this.#sums = source ? source.#sums.slice() : new Float64Array(FIELDS);
    if (source) {
      this.#seconds = source.#seconds;
      this.#position = source.#position;
    }
  }

  push(observation: Observation): void {
    const { chatCount, reactionCount, leaveCount, presentCount, activeCount } = observation;
    const values = [chatCount, reactionCount, leaveCount, presentCount, activeCount];
    for (let field = 0; field < FIELDS; field += 1) {
      const slot = this.#position * FIELDS + field;
      this.#sums[field]! += values[field]! - this.#ring[slot]!;
      this.#ring[slot] = values[field]!;
    }
    this.#position = (this.#position + 1) % WINDOW_SECONDS;
    this.#seconds = Math.min(WINDOW_SECONDS, this.#seconds + 1);
  }

  /** Sums over the window; all are whole numbers, so that adding and taking away leaves no rounding behind. */
  sums(): WindowSums {
    const [chatCount, reactionCount, leaveCount, presentCount, activeCount] = this.#sums as unknown as number[];
    return {
      seconds: this.#seconds,
      chatCount: chatCount!,
      reactionCount: reactionCount!,
      leaveCount: leaveCount!,
      presentCount: presentCount!,
      activeCount: activeCount!,
    };
  }
}
