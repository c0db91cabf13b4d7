import { describe, expect, test } from 'vitest';
import { HalfSpaceTrees } from '../../../../server/conductor/detect/half-space-trees.ts';
import { MersenneTwister } from '../../../support/mersenne-twister.ts';

describe('half-space trees (EC-5)', () => {
  test('score River’s documented example as River does', () => {
    const generator = new MersenneTwister(42);
    const trees = new HalfSpaceTrees({ treeCount: 5, height: 3, window: 3, featureCount: 1 }, () => generator.random());
    const series = [0.5, 0.45, 0.43, 0.44, 0.445, 0.45, 0];
    for (const value of series.slice(0, 3)) trees.learn([value]);
    const scores = series.map((value) => {
      const score = trees.score([value]);
      trees.learn([value]);
      return Math.round(score * 1_000) / 1_000;
    });
    expect(scores).toEqual([0.107, 0.071, 0.107, 0.107, 0.107, 0.071, 0.853]);
  });
});
