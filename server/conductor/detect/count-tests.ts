/** Sequential tests on counts: too many leaves, too little chat. */
import type { Observation } from '../../contract/observation.ts';
import { Cusum, likelihoodRunLength } from './cusum.ts';
import { RateBaseline } from './rate-baseline.ts';
import { scoreOfRunLength } from './rarity.ts';

/** Ordinary churn is 1.3% a minute in real meetings; believed for five minutes of two hundred people. */
const EXPECTED_LEAVES = 0.013 / 60;
const EXPECTED_LEAVES_WEIGHT = 60_000;
/** An exodus is at least this much a minute, or this many times the session's own churn. Assumed. */
const EXODUS_PER_SECOND = 0.1 / 60;
const EXODUS_FACTOR = 4;
/** Fewer leaves than this are people, not an exodus: 5 of 300 within 10 s happens once an hour (real meetings). */
const EXODUS_LEAST_COUNT = 6;
const EXODUS_LEAST_RATIO = 0.025;

export interface CountEvidence {
  readonly score: number;
  readonly seconds: number;
  /** Acts since the evidence began. */
  readonly count: number;
}

/** Poisson CUSUM on leaves: an exodus against the session's own churn. */
export class LeaveTest {
  readonly baseline = new RateBaseline(EXPECTED_LEAVES, EXPECTED_LEAVES_WEIGHT);
  readonly #sum = new Cusum();
  #count = 0;

  push(observation: Observation, isLearning: boolean): CountEvidence {
    const { tick, leaveCount, presentCount } = observation;
    const usual = this.baseline.perSecond * (presentCount + leaveCount);
    const exodus = Math.max(EXODUS_FACTOR * usual, EXODUS_PER_SECOND * (presentCount + leaveCount));
    if (usual > 0) this.#sum.add(leaveCount * Math.log(exodus / usual) - (exodus - usual), tick);
    this.#count = this.#sum.value === 0 ? 0 : this.#count + leaveCount;
    if (isLearning) this.baseline.push(leaveCount, presentCount);
    const isMany = this.#count >= Math.max(EXODUS_LEAST_COUNT, EXODUS_LEAST_RATIO * presentCount);
    return {
      score: isMany ? scoreOfRunLength(likelihoodRunLength(this.#sum.value)) : 0,
      seconds: tick - this.#sum.startTick,
      count: this.#count,
    };
  }

  reset(tick: number): void {
    this.#sum.reset(tick);
    this.#count = 0;
  }
}

/** Chat is over-dispersed, variance 2 to 6 times the mean in real sessions: believed like this many blocks. */
const EXPECTED_DISPERSION = 4;
const EXPECTED_BLOCKS = 6;
/** Conversation comes in bouts longer than a moment: dispersion is measured over blocks that hold one. Assumed. */
const BLOCK_SECONDS = 30;
const MEMORY_BLOCKS = 40;
/** The fall of chat that the test is made for. Assumed. */
const CHAT_DROP_RATIO = 0.7;

/**
 * How much more a count scatters than a Poisson count would: variance over mean, from each block to the next, so that a
 * level which is not known yet does not matter. The busier a chat, the larger: bouts move it as a whole.
 */
class Dispersion {
  #value = EXPECTED_DISPERSION;
  #blocks = EXPECTED_BLOCKS;
  #seconds = 0;
  #count = 0;
  #before: number | null = null;

  push(count: number): void {
    this.#seconds += 1;
    this.#count += count;
    if (this.#seconds < BLOCK_SECONDS) return;
    const before = this.#before;
    if (before !== null && before + this.#count > 0) {
      this.#blocks = Math.min(this.#blocks + 1, MEMORY_BLOCKS);
      // Two counts of one mean differ by twice their variance, squared and on average.
      const seen = (this.#count - before) ** 2 / (this.#count + before);
      this.#value += (seen - this.#value) / this.#blocks;
    }
    this.#before = this.#count;
    this.#seconds = this.#count = 0;
  }

  /** >= 1. */
  get value(): number {
    return Math.max(1, this.#value);
  }
}

/** Quasi-Poisson CUSUM on chat messages: silence against the session's own chatter. Slow where chat is scarce or moody. */
export class SilenceTest {
  readonly baseline: RateBaseline;
  readonly #dispersion = new Dispersion();
  readonly #sum = new Cusum();
  #count = 0;

  /** @param expectedPerSecond Messages per attendee and second that the format leads one to expect. */
  constructor(expectedPerSecond: number) {
    this.baseline = new RateBaseline(expectedPerSecond, 12_000);
  }

  push(observation: Observation, isLearning: boolean): CountEvidence {
    const { tick, chatCount, presentCount } = observation;
    const usual = this.baseline.perSecond * presentCount;
    const quiet = usual * (1 - CHAT_DROP_RATIO);
    if (usual > 0 && this.baseline.isLearnt)
      this.#sum.add((usual - quiet - chatCount * Math.log(usual / quiet)) / this.#dispersion.value, tick);
    this.#count = this.#sum.value === 0 ? 0 : this.#count + chatCount;
    if (isLearning) {
      this.#dispersion.push(chatCount);
      this.baseline.push(chatCount, presentCount);
    }
    return {
      score: scoreOfRunLength(likelihoodRunLength(this.#sum.value)),
      seconds: tick - this.#sum.startTick,
      count: this.#count,
    };
  }

  reset(tick: number): void {
    this.#sum.reset(tick);
    this.#count = 0;
  }
}
