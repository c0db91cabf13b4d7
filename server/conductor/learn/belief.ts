/**
 * What the policy believes: one Bayesian logistic regression pooled over all kinds, variants and contexts, as a Gaussian
 * around its mode (Laplace), updated one outcome at a time.
 *
 * @see Chapelle and Li, "An empirical evaluation of Thompson sampling", NIPS 2011, algorithm 3.
 */
import type { ArmRecord, Posterior } from '../../contract/policy.ts';
import { cholesky, dot, solveLower, solveUpper } from '../../kernel/linear-algebra.ts';
import { arms, isSameArm, type Arm } from '../decide/arms.ts';
import { featureDeviations, featureMeans, featureNames } from '../decide/context.ts';

/** Part of what is known that fades back to the prior with each outcome, for audiences change (design: about 0.01). */
const FORGETTING = 0.01;
/** Weight of what approving or dismissing teaches, against an outcome that was measured. Assumed. */
export const VERDICT_WEIGHT = 0.3;
/** Mean score of the minute after, above the same minute without: from here on an intervention has succeeded. Assumed. */
export const SUCCESS_UPLIFT = 0.03;

/** Normal quantile of a central 95% interval. */
const Z_95 = 1.959_964;

const size = featureNames.length;
const priorPrecision = Float64Array.from(featureDeviations, (deviation) => 1 / deviation ** 2);

export class Belief {
  #mean: Float64Array;
  #precision: Float64Array;
  #factor: Float64Array | null = null;
  readonly #arms: ArmRecord[];

  /** @param start What was learnt before; null for the built-in prior. */
  constructor(start: Posterior | null) {
    const isUsable = start !== null && start.features.join() === featureNames.join();
    this.#mean = isUsable ? Float64Array.from(start.mean) : Float64Array.from(featureMeans);
    this.#precision = isUsable ? Float64Array.from(start.precision) : diagonal(priorPrecision);
    this.#arms = arms.map(
      (arm) =>
        start?.arms.find((record) => isSameArm(record, arm)) ?? {
          ...arm,
          trialCount: 0,
          successCount: 0,
          upliftSum: 0,
          upliftSquareSum: 0,
        },
    );
  }

  /** Chance to succeed: the posterior mean, with the logistic averaged over the Gaussian (MacKay, 1992). */
  successRatio(features: Float64Array): number {
    return logistic(dot(features, this.#mean) / Math.sqrt(1 + (Math.PI / 8) * this.variance(features)));
  }

  /** The chance to succeed with its central 95% credible interval. */
  chance(features: Float64Array): { successRatio: number; successLow: number; successHigh: number } {
    const centre = dot(features, this.#mean);
    const half = Z_95 * Math.sqrt(this.variance(features));
    return {
      successRatio: this.successRatio(features),
      successLow: logistic(centre - half),
      successHigh: logistic(centre + half),
    };
  }

  /** Variance of the log odds. */
  variance(features: Float64Array): number {
    const half = solveLower(this.#cholesky(), features);
    return dot(half, half);
  }

  /** Weights drawn from the posterior, from standard normal draws; `scale` narrows the exploration. */
  draw(normals: Float64Array, scale: number): Float64Array {
    const offset = solveUpper(this.#cholesky(), normals);
    return this.#mean.map((value, index) => value + scale * offset[index]!);
  }

  /** One outcome, 1 for success and 0 for failure, moves the posterior at once (EC-18). */
  update(features: Float64Array, success: 0 | 1, weight = 1): void {
    this.#forget();
    const direction = solveUpper(this.#cholesky(), solveLower(this.#cholesky(), features));
    const spread = dot(features, direction);
    const start = dot(features, this.#mean);
    // The mode lies along one direction: a single number to find, by Newton's method.
    let step = 0;
    for (let round = 0; round < 20; round += 1) {
      const chance = logistic(start + step * spread);
      const gap = step - weight * (success - chance);
      const slope = 1 + weight * chance * (1 - chance) * spread;
      step -= gap / slope;
    }
    this.#mean = this.#mean.map((value, index) => value + step * direction[index]!);
    const chance = logistic(dot(features, this.#mean));
    const curvature = weight * chance * (1 - chance);
    for (let row = 0; row < size; row += 1) {
      if (features[row] === 0) continue;
      for (let column = 0; column < size; column += 1)
        this.#precision[row * size + column]! += curvature * features[row]! * features[column]!;
    }
    this.#factor = null;
  }

  /** Keeps the record of an arm that was measured. */
  record(arm: Arm, uplift: number): ArmRecord {
    const record = this.recordOf(arm);
    record.trialCount += 1;
    record.successCount += uplift >= SUCCESS_UPLIFT ? 1 : 0;
    record.upliftSum += uplift;
    record.upliftSquareSum += uplift * uplift;
    return record;
  }

  recordOf(arm: Arm): ArmRecord {
    return this.#arms.find((record) => isSameArm(record, arm))!;
  }

  get records(): readonly ArmRecord[] {
    return this.#arms;
  }

  toPosterior(): Posterior {
    return {
      features: [...featureNames],
      mean: [...this.#mean],
      precision: [...this.#precision],
      arms: this.#arms.map((record) => ({ ...record })),
    };
  }

  /** Precision and mean fade towards the prior. */
  #forget(): void {
    const before = this.#precision;
    const faded = new Float64Array(size * size);
    const pulled = new Float64Array(size);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const kept = (1 - FORGETTING) * before[row * size + column]!;
        faded[row * size + column] = kept + (row === column ? FORGETTING * priorPrecision[row]! : 0);
        pulled[row]! += kept * this.#mean[column]!;
      }
      pulled[row]! += FORGETTING * priorPrecision[row]! * featureMeans[row]!;
    }
    this.#precision = faded;
    this.#factor = null;
    this.#mean = solveUpper(this.#cholesky(), solveLower(this.#cholesky(), pulled));
  }

  #cholesky(): Float64Array {
    return (this.#factor ??= cholesky(this.#precision, size));
  }
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function diagonal(values: Float64Array): Float64Array {
  const matrix = new Float64Array(values.length ** 2);
  values.forEach((value, index) => {
    matrix[index * values.length + index] = value;
  });
  return matrix;
}
