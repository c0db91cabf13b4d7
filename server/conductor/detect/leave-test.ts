/** A sequential test on leaves: an exodus against the session's own churn. */
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
/** People leave together: like a Poisson count that scatters this much more. Measured on simulated casual audiences. */
const DISPERSION = 1.25;
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
    const exodus = this.exodusPerMinute(presentCount + leaveCount) / 60;
    if (usual > 0) this.#sum.add((leaveCount * Math.log(exodus / usual) - (exodus - usual)) / DISPERSION, tick);
    this.#count = this.#sum.value === 0 ? 0 : this.#count + leaveCount;
    if (isLearning) this.baseline.push(leaveCount, presentCount);
    const isMany = this.#count >= Math.max(EXODUS_LEAST_COUNT, EXODUS_LEAST_RATIO * presentCount);
    return {
      score: isMany ? scoreOfRunLength(likelihoodRunLength(this.#sum.value)) : 0,
      seconds: tick - this.#sum.startTick,
      count: this.#count,
    };
  }

  /** Leaves a minute of so many attendees that make an exodus. */
  exodusPerMinute(presentCount: number): number {
    return Math.max(EXODUS_FACTOR * this.baseline.perSecond, EXODUS_PER_SECOND) * presentCount * 60;
  }

  reset(tick: number): void {
    this.#sum.reset(tick);
    this.#count = 0;
  }
}
