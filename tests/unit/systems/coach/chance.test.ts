/** Probabilities from how a metric moved so far: never certain, and right about what they are said of. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chanceAbove } from '../../../../server/systems/coach/chance.ts';

const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 28 });

test('counts the spans that would lead to the threshold, by Laplace’s rule', () => {
  // Moves of a day: +1 six times, -3 twice; from 3 on, -3 leads below 2.
  const series = [0, 1, 2, 3, 0, 1, 2, 3, 0, 3];
  const { aboveRatio, reason } = chanceAbove(series, 2, 1);
  const moves = series.slice(1).map((value, index) => value - series[index]!);
  const above = moves.filter((move) => 3 + move >= 2).length;
  expect(aboveRatio).toBeCloseTo((above + 1) / (moves.length + 2), 9);
  expect(reason).toContain(`${above} of them`);
});

test('says that it assumes where there is too little history, and knows nothing of an unknown end', () => {
  expect(chanceAbove([5], 4, 1)).toMatchObject({
    aboveRatio: 0.6,
    reason: expect.stringContaining('assumed') as string,
  });
  expect(chanceAbove([5], 6, 1).aboveRatio).toBe(0.4);
  expect(chanceAbove([5, null], 4, 1).aboveRatio).toBe(0.5);
});

test('is never certain, and never less likely for a lower threshold', () => {
  fc.assert(
    fc.property(
      values,
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.integer({ min: 1, max: 7 }),
      (series, threshold, days) => {
        const { aboveRatio } = chanceAbove(series, threshold, days);
        expect(aboveRatio).toBeGreaterThan(0);
        expect(aboveRatio).toBeLessThan(1);
        expect(chanceAbove(series, threshold - 1, days).aboveRatio).toBeGreaterThanOrEqual(aboveRatio);
      },
    ),
  );
});
