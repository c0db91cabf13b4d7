/** The outreach clock: runs with the wall clock, or faster; never behind it, and never back (F-26). Pure. */
import type { OutreachClock } from '../../contract/outreach.ts';
import { isoOf } from './task-state.ts';

/** A process that stood still makes up for this much wall time at most: the rest was nobody's hour (F-21). */
const mostCatchUpMs = 10_000;

export class OutreachTime {
  readonly #wallNow: () => number;
  #nowMs: number;
  #seenMs: number;
  #speed: number;

  /**
   * Goes on from what it last showed, or from the wall clock if that is ahead by now: time during which no server ran
   * counts as it was, at no speed.
   */
  constructor(wallNow: () => number, saved: { readonly nowMs: number; readonly speed: number }) {
    this.#wallNow = wallNow;
    this.#seenMs = wallNow();
    this.#nowMs = Math.max(saved.nowMs, this.#seenMs);
    this.#speed = saved.speed;
  }

  get speed(): number {
    return this.#speed;
  }

  /** What it shows, in ms since 1970. */
  now(): number {
    const wallMs = this.#wallNow();
    const elapsedMs = Math.min(mostCatchUpMs, Math.max(0, wallMs - this.#seenMs));
    this.#seenMs = wallMs;
    this.#nowMs = Math.max(wallMs, this.#nowMs + elapsedMs * this.#speed);
    return Math.floor(this.#nowMs);
  }

  /** Another speed from now on. @param speed Seconds of its time in one second, 1 to 3,600. */
  setSpeed(speed: number): void {
    this.now();
    this.#speed = speed;
  }

  shown(): OutreachClock {
    const nowMs = this.now();
    return { now: isoOf(nowMs), speed: this.#speed, aheadSeconds: Math.max(0, nowMs - this.#seenMs) / 1_000 };
  }
}
