import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogisticModel } from '../../../../server/conductor/learn/logistic-model.ts';

interface Trial {
  readonly features: number[];
  readonly outcome: number;
  readonly weight: number;
}

const SIZE = 3;
const prior = { means: [0.2, -0.4, 0], deviations: [1, 0.5, 2] };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const trials: fc.Arbitrary<Trial[]> = fc.array(
  fc.record({
    features: fc.array(number(-2, 2), { minLength: SIZE, maxLength: SIZE }),
    outcome: number(0, 1),
    weight: number(0.1, 10),
  }),
  { maxLength: 6 },
);

/** Negative log posterior given a Gaussian before and one trial. */
function lossOf(
  weights: readonly number[],
  mean: readonly number[],
  precision: readonly number[],
  trial: Trial,
): number {
  let loss = 0;
  for (let row = 0; row < SIZE; row += 1)
    for (let column = 0; column < SIZE; column += 1)
      loss += (precision[row * SIZE + column]! * (weights[row]! - mean[row]!) * (weights[column]! - mean[column]!)) / 2;
  const logOdds = weights.reduce((sum, value, index) => sum + value * trial.features[index]!, 0);
  // -log of the chance is log(1 + e^-x) for a success and log(1 + e^x) for a failure.
  const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  return loss + trial.weight * (trial.outcome * softplus(-logOdds) + (1 - trial.outcome) * softplus(logOdds));
}

/** Finds the mode knowing nothing but the loss: steps along the axes, halved when none helps. */
function bruteForceMode(loss: (weights: readonly number[]) => number, start: readonly number[]): number[] {
  const best = [...start];
  let least = loss(best);
  for (let step = 1; step > 1e-9; step /= 2) {
    for (let isBetter = true; isBetter;) {
      isBetter = false;
      for (let axis = 0; axis < SIZE; axis += 1)
        for (const sign of [-1, 1]) {
          const tried = best.with(axis, best[axis]! + sign * step);
          const found = loss(tried);
          if (found >= least) continue;
          best[axis] = tried[axis]!;
          least = found;
          isBetter = true;
        }
    }
  }
  return best;
}

describe('the Laplace fit', () => {
  test('is what brute force finds: the mode of each update, and its curvature', () => {
    fc.assert(
      fc.property(trials, (given) => {
        const model = new LogisticModel(prior, 0);
        for (const trial of given) {
          const { mean, precision } = model.toGaussian();
          model.update(Float64Array.from(trial.features), trial.outcome, trial.weight);
          const after = model.toGaussian();
          const mode = bruteForceMode((weights) => lossOf(weights, mean, precision, trial), mean);
          after.mean.forEach((value, index) => expect(value).toBeCloseTo(mode[index]!, 4));
          const logOdds = mode.reduce((sum, value, index) => sum + value * trial.features[index]!, 0);
          const curvature = trial.weight / (2 + 2 * Math.cosh(logOdds));
          after.precision.forEach((value, index) => {
            const [row, column] = [Math.floor(index / SIZE), index % SIZE];
            expect(value).toBeCloseTo(
              precision[index]! + curvature * trial.features[row]! * trial.features[column]!,
              3,
            );
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('does not depend on what came to be known elsewhere: the same outcomes, the same Gaussian', () => {
    fc.assert(
      fc.property(trials, (given) => {
        const [first, second] = [new LogisticModel(prior, 0.01), new LogisticModel(prior, 0.01)];
        for (const model of [first, second])
          for (const { features, outcome, weight } of given) model.update(Float64Array.from(features), outcome, weight);
        expect(first.toGaussian()).toEqual(second.toGaussian());
      }),
    );
  });

  test('stays finite under outcomes of any weight', () => {
    fc.assert(
      fc.property(fc.constantFrom(0, 1), number(1, 1e6), number(-100, 100), (outcome, weight, value) => {
        const model = new LogisticModel(prior, 0.01);
        const features = Float64Array.of(1, value, -value);
        for (let round = 0; round < 5; round += 1) model.update(features, outcome, weight);
        expect(model.toGaussian().mean.every(Number.isFinite)).toBe(true);
        expect(model.expected(features)).toBeGreaterThanOrEqual(0);
        expect(model.expected(features)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('forgetting', () => {
  test('leads back to the prior while nothing is said about a weight', () => {
    const model = new LogisticModel(prior, 0.05);
    const [first, second] = [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)];
    for (let round = 0; round < 50; round += 1) model.update(first, 1);
    const learnt = model.toGaussian();
    for (let round = 0; round < 300; round += 1) model.update(second, 1);
    const faded = model.toGaussian();
    expect(learnt.mean[0]).toBeGreaterThan(1);
    expect(faded.mean[0]).toBeCloseTo(prior.means[0]!, 2);
    expect(faded.precision[0]).toBeCloseTo(1, 2);
  });

  test('changes nothing from the prior, where there is nothing to forget', () => {
    const [keeps, forgets] = [new LogisticModel(prior, 0), new LogisticModel(prior, 0.3)];
    for (const model of [keeps, forgets]) model.update(Float64Array.of(1, 1, 0), 1);
    forgets.toGaussian().mean.forEach((value, index) => expect(value).toBeCloseTo(keeps.toGaussian().mean[index]!, 12));
  });
});

describe('a draw', () => {
  test('has the mean and the covariance of the Gaussian, times the scale', () => {
    const model = new LogisticModel(prior, 0);
    model.update(Float64Array.of(1, 2, -1), 1, 3);
    const features = Float64Array.of(0.5, -1, 2);
    // The draw is linear in the normals: its variance is the sum of squares of what each alone contributes.
    const at = (normals: Float64Array) =>
      model.draw(normals, 0.5).reduce((sum, value, index) => sum + value * features[index]!, 0);
    const centre = at(new Float64Array(SIZE));
    const variance = [0, 1, 2].reduce((sum, axis) => sum + (at(new Float64Array(SIZE).with(axis, 1)) - centre) ** 2, 0);
    expect(centre).toBeCloseTo(model.logOdds(features), 12);
    expect(variance).toBeCloseTo(0.25 * model.variance(features), 12);
  });
});
