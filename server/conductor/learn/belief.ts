/** What the policy believes: one logistic model pooled over all kinds, variants and contexts, and a record of each arm. */
import type { ArmRecord, Lesson, Posterior } from '../../contract/policy.ts';
import { normalCumulative } from '../../kernel/statistics.ts';
import { arms, isSameArm, type Arm } from '../decide/arms.ts';
import { featureDeviations, featureMeans, featureNames } from '../decide/context.ts';
import { logistic, LogisticModel } from './logistic-model.ts';
import { FULL_UPLIFT, OUTCOME_WEIGHT, SUCCESS_UPLIFT } from './outcome.ts';

/** Part of what is known that fades back to the prior with each outcome, for audiences change (design: about 0.01). */
const FORGETTING = 0.01;
/** Normal quantiles of a central 80% and 95% interval. */
const Z_80 = 1.281_551_6;
const Z_95 = 1.959_964;
/** Keeps a chance from dividing by nothing where the model is sure of all or nothing. */
const LEAST_SCATTER = 1e-6;

/** What the next outcome may be, in score. */
export interface ExpectedUplift {
  readonly uplift: number;
  /** Ends of the 80% interval. */
  readonly low: number;
  readonly high: number;
}

export class Belief {
  readonly #model: LogisticModel;
  readonly #arms: ArmRecord[];

  /** @param start What was learnt before; null for the built-in prior. One with other features keeps its records only. */
  constructor(start: Posterior | null) {
    const isUsable = start !== null && start.features.join() === featureNames.join();
    const prior = { means: featureMeans, deviations: featureDeviations };
    this.#model = new LogisticModel(prior, FORGETTING, isUsable ? start : null);
    this.#arms = arms.map((arm) => ({ ...(start?.arms.find((record) => isSameArm(record, arm)) ?? untried(arm)) }));
  }

  /** The next uplift as a normal: uncertain in what is believed, and scattered about that (delta method). */
  expectedUplift(features: Float64Array): ExpectedUplift {
    const { uplift, deviation } = this.#nextUplift(features);
    return { uplift, low: uplift - Z_80 * deviation, high: uplift + Z_80 * deviation };
  }

  /** The chance that the next outcome is a success, with its central 95% credible interval. */
  chance(features: Float64Array): { successRatio: number; successLow: number; successHigh: number } {
    const { uplift, deviation } = this.#nextUplift(features);
    const centre = this.#model.logOdds(features);
    const half = Z_95 * Math.sqrt(this.#model.variance(features));
    const [successLow, successHigh] = [this.chanceAt(centre - half), this.chanceAt(centre + half)];
    const ratio = normalCumulative((uplift - SUCCESS_UPLIFT) / deviation);
    return { successRatio: Math.min(successHigh, Math.max(successLow, ratio)), successLow, successHigh };
  }

  /** The chance of success if these log odds were the truth; grows with them, so that who draws most has most. */
  chanceAt(logOdds: number): number {
    const share = logistic(logOdds);
    return normalCumulative((FULL_UPLIFT * share - SUCCESS_UPLIFT) / (FULL_UPLIFT * Math.sqrt(scatterOf(share))));
  }

  /** Weights drawn from the posterior, from standard normal draws; `scale` narrows the exploration. */
  draw(normals: Float64Array, scale: number): Float64Array {
    return this.#model.draw(normals, scale);
  }

  /** A lesson moves the posterior at once (EC-18), and counts in its arm's record if something was measured. */
  learn({ kind, variant, features, outcome, weight, uplift }: Lesson): void {
    if (features.length === featureNames.length) this.#model.update(Float64Array.from(features), outcome, weight);
    if (uplift === null) return;
    const record = this.recordOf({ kind, variant });
    record.trialCount += 1;
    record.successCount += uplift >= SUCCESS_UPLIFT ? 1 : 0;
    record.upliftSum += uplift;
    record.upliftSquareSum += uplift * uplift;
  }

  recordOf(arm: Arm): ArmRecord {
    return this.#arms.find((record) => isSameArm(record, arm))!;
  }

  toPosterior(): Posterior {
    return {
      features: [...featureNames],
      ...this.#model.toGaussian(),
      arms: this.#arms.map((record) => ({ ...record })),
    };
  }

  #nextUplift(features: Float64Array): { uplift: number; deviation: number } {
    const share = this.#model.expected(features);
    const uncertainty = (share * (1 - share)) ** 2 * this.#model.variance(features);
    return { uplift: FULL_UPLIFT * share, deviation: FULL_UPLIFT * Math.sqrt(scatterOf(share) + uncertainty) };
  }
}

/**
 * Learns lessons on top of what is known: two sessions that end side by side both count, whichever is first.
 *
 * @param start What is known by now; null for the built-in prior.
 */
export function learnOnTop(start: Posterior | null, lessons: readonly Lesson[]): Posterior {
  const belief = new Belief(start);
  for (const lesson of lessons) belief.learn(lesson);
  return belief.toPosterior();
}

/** Variance of an outcome about its expected share: that of a trial, divided by the trials it is worth. */
function scatterOf(share: number): number {
  return (share * (1 - share)) / OUTCOME_WEIGHT + LEAST_SCATTER;
}

function untried(arm: Arm): ArmRecord {
  return { ...arm, trialCount: 0, successCount: 0, upliftSum: 0, upliftSquareSum: 0 };
}
