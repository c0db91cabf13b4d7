/** Probabilities from how a metric moved so far: never certain, and right about what they are said of. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random, randomNormal, streams } from '../../../../server/kernel/random.ts';
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

test('what is said to come in 70 of 100 cases comes in about as many, over metrics that walk and metrics that swing', () => {
  // Ten thousand metrics of 28 days, half a random walk and half around a mean, each asked about a threshold near by.
  const said = new Map<number, { sum: number; came: number; count: number }>();
  let error = 0;
  const count = 10_000;
  for (let agent = 0; agent < count; agent += 1) {
    const steps = Array.from({ length: 31 }, (_, day) => randomNormal(7, streams.population, agent, day));
    let level = 0;
    const path = agent % 2 === 0 ? steps.map((step) => (level += step)) : steps;
    const series = path.slice(0, 28);
    const threshold = series.at(-1)! + 4 * (random(7, streams.scenario, agent, 0) - 0.5);
    const { aboveRatio } = chanceAbove(series, threshold, 3);
    const didCome = path[30]! >= threshold;
    error += (aboveRatio - (didCome ? 1 : 0)) ** 2 / count;
    const bin = said.get(Math.floor(aboveRatio * 5)) ?? { sum: 0, came: 0, count: 0 };
    said.set(Math.floor(aboveRatio * 5), {
      sum: bin.sum + aboveRatio,
      came: bin.came + Number(didCome),
      count: bin.count + 1,
    });
  }
  for (const { sum, came, count: asked } of said.values())
    expect(Math.abs(came / asked - sum / asked)).toBeLessThan(0.12);
  // A tossed coin has 0.25.
  expect(error).toBeLessThan(0.2);
});
