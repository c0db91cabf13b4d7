/** Intervals of shares, against values known in closed form. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaCumulative, shareInterval95 } from '../../server/systems/sessions/credible-interval.ts';

test('without a trial the interval is that of the uniform prior', () => {
  const { mean, low, high } = shareInterval95(0, 0);
  expect([mean, low, high]).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.025, 9), expect.closeTo(0.975, 9)]);
});

test('after n successes in n trials the quantiles are roots of the probability', () => {
  const { low, high } = shareInterval95(9, 9); // Beta(10, 1) has the distribution function x^10.
  expect(low).toBeCloseTo(0.025 ** 0.1, 8);
  expect(high).toBeCloseTo(0.975 ** 0.1, 8);
});

test('the interval holds 95% and the mean, whatever the counts', () => {
  const counts = fc.tuple(fc.integer({ min: 0, max: 2_000 }), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(counts, ([trials, ratio]) => {
      const successes = trials * ratio;
      const { mean, low, high } = shareInterval95(trials, successes);
      const [a, b] = [1 + successes, 1 + trials - successes];
      expect(low).toBeLessThanOrEqual(mean);
      expect(high).toBeGreaterThanOrEqual(mean);
      expect(betaCumulative(high, a, b) - betaCumulative(low, a, b)).toBeCloseTo(0.95, 6);
    }),
  );
});
