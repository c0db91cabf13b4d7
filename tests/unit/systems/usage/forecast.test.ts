import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCumulative } from '../../../../server/kernel/statistics.ts';
import type { Sample } from '../../../../server/systems/usage/forecast.ts';
import { forecastCap, forecastSum } from '../../../../server/systems/usage/forecast.ts';

const hourMs = 3_600_000;
const day = { nowMs: 12 * hourMs, endsMs: 24 * hourMs };

function sampleOf(values: readonly number[]): Sample {
  return {
    count: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    sumOfSquares: values.reduce((sum, value) => sum + value * value, 0),
  };
}

describe('when a cap will be reached', () => {
  test('is what is left over the present rate, with an interval around it', () => {
    const forecast = forecastCap(sampleOf(Array.from({ length: 100 }, () => 10)), 2 * hourMs, 2_000, day)!;
    expect(forecast.reachedAtMs).toBe(16 * hourMs);
    expect(forecast.earliestMs!).toBeLessThan(16 * hourMs);
    expect(forecast.latestMs!).toBeGreaterThan(16 * hourMs);
    expect(forecast.chanceRatio).toBeGreaterThan(0.99);
  });

  test('is nearly even odds if the day ends when the cap is expected', () => {
    const forecast = forecastCap(sampleOf(Array.from({ length: 100 }, () => 10)), 2 * hourMs, 6_000, day)!;
    expect(forecast.chanceRatio).toBeCloseTo(0.5, 5);
    expect(forecast.latestMs).toBeNull();
  });

  test('is now if nothing is left, never at no rate, and unknown from two calls', () => {
    expect(forecastCap(sampleOf([]), 0, 0, day)).toMatchObject({ reachedAtMs: day.nowMs, chanceRatio: 1 });
    expect(forecastCap(sampleOf([0, 0, 0]), hourMs, 10, day)).toMatchObject({ reachedAtMs: null, chanceRatio: 0 });
    expect(forecastCap(sampleOf([5, 5]), hourMs, 10, day)).toBeNull();
  });

  test('comes later and less surely the more is left', () => {
    const values = fc.array(fc.nat(1_000), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 50_000 }), fc.nat(50_000), (taken, left, more) => {
        const near = forecastCap(sampleOf(taken), hourMs, left, day)!;
        const far = forecastCap(sampleOf(taken), hourMs, left + more, day)!;
        expect(far.chanceRatio).toBeLessThanOrEqual(near.chanceRatio + 1e-9);
        expect(far.reachedAtMs ?? Infinity).toBeGreaterThanOrEqual(near.reachedAtMs ?? Infinity);
        const { earliestMs, reachedAtMs, latestMs } = near;
        expect(earliestMs ?? Infinity).toBeLessThanOrEqual(reachedAtMs ?? Infinity);
        expect(reachedAtMs ?? Infinity).toBeLessThanOrEqual(latestMs ?? Infinity);
      }),
    );
  });
});

describe('what planned calls will cost', () => {
  test('is the mean of such calls times their number, surer the more were seen', () => {
    const few = forecastSum(sampleOf([10, 20, 30]), 50)!;
    const many = forecastSum(sampleOf(Array.from({ length: 300 }, (_, index) => 10 + 10 * (index % 3))), 50)!;
    expect([few.likely, many.likely]).toEqual([1_000, 1_000]);
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
  });

  test('is nothing for no calls, exact where all cost the same, and unknown from two', () => {
    expect(forecastSum(sampleOf([10, 20, 30]), 0)).toEqual({ likely: 0, low: 0, high: 0 });
    expect(forecastSum(sampleOf([7, 7, 7]), 10)).toEqual({ likely: 70, low: 70, high: 70 });
    expect(forecastSum(sampleOf([7, 7]), 10)).toBeNull();
  });
});

test('the normal distribution agrees with its tables', () => {
  for (const [z, chance] of [
    [0, 0.5],
    [1, 0.841_344_7],
    [-1.281_551_6, 0.1],
    [1.959_964, 0.975],
    [-6, 0],
  ] as const)
    expect(normalCumulative(z)).toBeCloseTo(chance, 6);
});
