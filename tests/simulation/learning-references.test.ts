/** Published regrets, with fewer seeds than `npm run bench:learning` and wider tolerances: two standard errors besides. */
import { describe, expect, test } from 'vitest';
import { mean } from '../../server/kernel/statistics.ts';
import { articlesByLogistic, delayedRewards, driftingArms, fixedArms } from '../bench/learning-bandits.ts';

const over = (count: number, regretOf: (seed: number) => number) =>
  mean(Array.from({ length: count }, (_, index) => regretOf(index + 1)));

describe('Thompson sampling (EC-13)', () => {
  test('on three arms and on two has the regret that is known of it', () => {
    expect(Math.abs(over(1_000, (seed) => fixedArms([0.9, 0.8, 0.7], 1_000, seed)) - 10.95)).toBeLessThan(0.6);
    expect(Math.abs(over(1_000, (seed) => fixedArms([0.45, 0.25], 1_000, seed)) - 7.88)).toBeLessThan(0.6);
  });

  test('that forgets does better under drift than one that believes in none', () => {
    const forgetting = over(300, (seed) => driftingArms(0.01, 1_000, seed));
    expect(Math.abs(forgetting - 37.9)).toBeLessThan(0.08 * 37.9);
    expect(over(300, (seed) => driftingArms(0, 1_000, seed))).toBeGreaterThan(forgetting);
  });

  test('loses by delay what its randomising does not save', () => {
    const at = (delay: number) => delayedRewards(delay, 100_000, 1);
    expect(at(1_000)).toBeGreaterThan(3 * at(1));
  });

  test('on our logistic model learns whom which article suits as fast as is published', () => {
    const regret = over(120, (seed) => articlesByLogistic([1_000], seed)[0]!);
    expect(Math.abs(regret - 37.2)).toBeLessThan(0.1 * 37.2);
  });
});
