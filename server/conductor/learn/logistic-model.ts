/**
 * Bayesian logistic regression as a Gaussian around its mode (Laplace), updated one outcome at a time, with forgetting.
 *
 * @see Chapelle and Li, "An empirical evaluation of Thompson sampling", NIPS 2011, algorithm 3; here with the full
 *   precision matrix in place of its diagonal.
 */
import { cholesky, dot, solveLower, solveUpper } from '../../kernel/linear-algebra.ts';

/** What is believed of each weight before anything was seen: independent normals. */
export interface Prior {
  readonly means: readonly number[];
  /** Standard deviations, > 0. */
  readonly deviations: readonly number[];
}

/** A Gaussian over the weights. */
export interface Gaussian {
  readonly mean: readonly number[];
  /** Inverse covariance, row by row. */
  readonly precision: readonly number[];
}

/** The mode is found to double precision long before; a bound keeps a broken input from going on for ever. */
const MOST_ROUNDS = 50;
const CONVERGED = 1e-12;

export class LogisticModel {
  readonly #priorMean: Float64Array;
  readonly #priorPrecision: Float64Array;
  readonly #forgetting: number;
  #mean: Float64Array;
  #precision: Float64Array;
  #factor: Float64Array | null = null;

  /**
   * @param forgetting Part of what is known that fades back to the prior with each outcome, in [0, 1).
   * @param start What was learnt before; null for the prior.
   */
  constructor(prior: Prior, forgetting: number, start: Gaussian | null = null) {
    this.#priorMean = Float64Array.from(prior.means);
    this.#priorPrecision = Float64Array.from(prior.deviations, (deviation) => 1 / deviation ** 2);
    this.#forgetting = forgetting;
    this.#mean = start ? Float64Array.from(start.mean) : this.#priorMean.slice();
    this.#precision = start ? Float64Array.from(start.precision) : diagonal(this.#priorPrecision);
  }

  /** Log odds of the outcome: their mean. */
  logOdds(features: Float64Array): number {
    return dot(features, this.#mean);
  }

  /** Variance of the log odds. */
  variance(features: Float64Array): number {
    const half = solveLower(this.#cholesky(), features);
    return dot(half, half);
  }

  /** Expected outcome: the logistic averaged over the Gaussian (MacKay, 1992). */
  expected(features: Float64Array): number {
    return logistic(this.logOdds(features) / Math.sqrt(1 + (Math.PI / 8) * this.variance(features)));
  }

  /** Weights drawn from the posterior, from standard normal draws; `scale` narrows the exploration. */
  draw(normals: Float64Array, scale: number): Float64Array {
    const offset = solveUpper(this.#cholesky(), normals);
    return this.#mean.map((value, index) => value + scale * offset[index]!);
  }

  /**
   * One outcome moves the posterior at once.
   *
   * @param outcome In [0, 1]; a fraction counts as that share of a success and the rest of a failure.
   * @param weight > 0: how many trials the outcome is worth.
   */
  update(features: Float64Array, outcome: number, weight = 1): void {
    if (this.#forgetting > 0) this.#forget();
    const direction = solveUpper(this.#cholesky(), solveLower(this.#cholesky(), features));
    const spread = dot(features, direction);
    const step = modeStep(this.logOdds(features), spread, outcome, weight);
    this.#mean = this.#mean.map((value, index) => value + step * direction[index]!);
    const chance = logistic(this.logOdds(features));
    this.#addOuter(features, weight * chance * (1 - chance));
  }

  toGaussian(): { mean: number[]; precision: number[] } {
    return { mean: [...this.#mean], precision: [...this.#precision] };
  }

  #addOuter(features: Float64Array, curvature: number): void {
    const size = features.length;
    for (let row = 0; row < size; row += 1) {
      if (features[row] === 0) continue;
      for (let column = 0; column < size; column += 1)
        this.#precision[row * size + column]! += curvature * features[row]! * features[column]!;
    }
    this.#factor = null;
  }

  /** Precision and mean fade towards the prior. */
  #forget(): void {
    const size = this.#mean.length;
    const before = this.#precision;
    const faded = new Float64Array(size * size);
    const pulled = new Float64Array(size);
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        const kept = (1 - this.#forgetting) * before[row * size + column]!;
        faded[row * size + column] = kept + (row === column ? this.#forgetting * this.#priorPrecision[row]! : 0);
        pulled[row]! += kept * this.#mean[column]!;
      }
      pulled[row]! += this.#forgetting * this.#priorPrecision[row]! * this.#priorMean[row]!;
    }
    this.#precision = faded;
    this.#factor = null;
    this.#mean = solveUpper(this.#cholesky(), solveLower(this.#cholesky(), pulled));
  }

  #cholesky(): Float64Array {
    return (this.#factor ??= cholesky(this.#precision, this.#mean.length));
  }
}

export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/**
 * How far along its direction the mode moves: the root of step = weight (outcome - logistic(start + step spread)), by
 * Newton's method, kept between the bounds between which it must lie.
 */
function modeStep(start: number, spread: number, outcome: number, weight: number): number {
  let low = weight * (outcome - 1);
  let high = weight * outcome;
  let step = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const chance = logistic(start + step * spread);
    const gap = step - weight * (outcome - chance);
    if (Math.abs(gap) < CONVERGED) break;
    if (gap > 0) high = step;
    else low = step;
    const next = step - gap / (1 + weight * chance * (1 - chance) * spread);
    step = next > low && next < high ? next : (low + high) / 2;
  }
  return step;
}

function diagonal(values: Float64Array): Float64Array {
  const matrix = new Float64Array(values.length ** 2);
  values.forEach((value, index) => {
    matrix[index * values.length + index] = value;
  });
  return matrix;
}
