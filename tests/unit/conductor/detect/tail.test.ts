import { describe, expect, test } from 'vitest';
import { TailCalibrator } from '../../../../server/conductor/detect/tail.ts';
import { random, streams } from '../../../../server/kernel/random.ts';

describe('tail p-values', () => {
  test('are right for an exponential stream, in the body and in the tail', () => {
    const tail = new TailCalibrator();
    for (let index = 0; index < 720; index += 1) tail.push(-Math.log(1 - random(5, streams.policy, index, 0)));
    for (const probability of [0.5, 0.1, 0.01, 0.001]) {
      const estimate = tail.probability(-Math.log(probability));
      expect(estimate / probability).toBeGreaterThan(0.6);
      expect(estimate / probability).toBeLessThan(1.7);
    }
  });

  test('speak of no rarity beyond thirty times what was seen', () => {
    const tail = new TailCalibrator();
    for (let index = 0; index < 100; index += 1) tail.push(index / 100);
    expect(tail.probability(1_000)).toBe(1 / 3_000);
  });

  test('say nothing before forty values', () => {
    const tail = new TailCalibrator();
    for (let index = 0; index < 39; index += 1) tail.push(index);
    expect(tail.probability(1_000)).toBe(1);
  });
});
