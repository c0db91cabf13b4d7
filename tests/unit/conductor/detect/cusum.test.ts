import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Cusum,
  gaussianRunLength,
  gaussianThreshold,
  poissonRunLength,
  poissonSecondsToSee,
} from '../../../../server/conductor/detect/cusum.ts';
import { randomNormal, streams } from '../../../../server/kernel/random.ts';
import { poissonCount } from './poisson.ts';

describe('CUSUM', () => {
  test('forgets what is over and remembers since when evidence has piled up', () => {
    const sum = new Cusum();
    for (const [tick, evidence] of [
      [1, 2],
      [2, -5],
      [3, 1],
      [4, 1.5],
    ] as const)
      sum.add(evidence, tick);
    expect(sum.value).toBe(2.5);
    expect(sum.startTick).toBe(2);
  });

  test('of white noise raises false alarms about as rarely as Siegmund’s formula says', () => {
    const [k, h] = [0.5, 4];
    let alarms = 0;
    const sum = new Cusum();
    const count = 400_000;
    for (let tick = 1; tick <= count; tick += 1) {
      sum.add(randomNormal(3, streams.policy, 0, tick) - k, tick);
      if (sum.value <= h) continue;
      alarms += 1;
      sum.reset(tick);
    }
    expect(count / alarms / gaussianRunLength(k, h)).toBeGreaterThan(0.9);
    expect(count / alarms / gaussianRunLength(k, h)).toBeLessThan(1.1);
  });

  test('has the threshold that its run length asks for, whatever the allowance', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 1.5, noNaN: true }),
        fc.double({ min: 1_000, max: 1e6, noNaN: true }),
        (k, runLength) => {
          const ratio = gaussianRunLength(k, gaussianThreshold(k, runLength)) / runLength;
          expect(ratio).toBeGreaterThan(0.95);
          expect(ratio).toBeLessThan(1.05);
        },
      ),
    );
  });
});

/** Seconds between alarms of the Poisson CUSUM at threshold h, with counts of this rate. */
function simulatedRunLength(rate: number, dropRatio: number, h: number): number {
  const sum = new Cusum();
  const seconds = 300_000;
  let alarms = 0;
  for (let tick = 1; tick <= seconds; tick += 1) {
    sum.add(rate * dropRatio + poissonCount(rate, 7, tick) * Math.log(1 - dropRatio), tick);
    if (sum.value < h) continue;
    alarms += 1;
    sum.reset(tick);
  }
  return seconds / alarms;
}

describe('a CUSUM of Poisson counts', () => {
  const cases = [0.1, 0.3, 1, 2, 5].flatMap((rate) => [0.5, 0.7, 0.9].map((dropRatio) => [rate, dropRatio] as const));

  test.each(cases)(
    'with %d a second and a fall by %d is wrong about as rarely as the formula says',
    (rate, dropRatio) => {
      const h = 3.5;
      const ratio = simulatedRunLength(rate, dropRatio, h) / poissonRunLength(rate, dropRatio, h);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2.5);
    },
  );

  test.each([
    [1, 0.9],
    [3, 0.7],
    [5, 0.5],
    [5, 0.7],
    [10, 0.5],
  ])('with %d a second sees a fall by %d in the time that it promises, nine times of ten', (rate, dropRatio) => {
    const runLength = 20_000;
    const promised = poissonSecondsToSee(rate, dropRatio, runLength);
    const falls = 2_000;
    let seen = 0;
    for (let fall = 0; fall < falls; fall += 1) {
      const sum = new Cusum();
      for (let tick = 1; tick <= promised; tick += 1) {
        sum.add(rate * dropRatio + poissonCount(rate * (1 - dropRatio), fall, tick) * Math.log(1 - dropRatio), tick);
        if (sum.value <= 0 || poissonRunLength(rate, dropRatio, sum.value) < runLength) continue;
        seen += 1;
        break;
      }
    }
    expect(seen / falls).toBeGreaterThan(0.84);
    expect(seen / falls).toBeLessThan(0.99);
  });

  test('never sees a fall of a stream that is silent', () => {
    expect(poissonSecondsToSee(0, 0.5, 20_000)).toBe(Infinity);
  });
});
