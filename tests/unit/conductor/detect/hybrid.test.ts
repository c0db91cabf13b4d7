import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HybridDetector } from '../../../../server/conductor/detect/hybrid.ts';
import { WARNING_SCORE } from '../../../../server/conductor/detect/rarity.ts';
import { random, streams } from '../../../../server/kernel/random.ts';

function hybrid(): HybridDetector {
  let draws = 0;
  return new HybridDetector(2, () => random(1, streams.trees, draws++, 0));
}

const ordinary = (tick: number): number => 0.7 + 0.05 * (random(2, streams.rhythm, 0, tick) - 0.5);

test('the hybrid stays in [0, 1] whatever comes (EC-5)', () => {
  const value = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 60, maxLength: 120 }), (points) => {
      const detector = hybrid();
      for (const point of points) {
        const score = detector.push(point, point[0]);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 30 },
  );
});

test('the hybrid knows nothing before its window of 30 points, then scores a crash far above ordinary points (EC-5)', () => {
  const detector = hybrid();
  const scores = Array.from({ length: 400 }, (_, tick) =>
    detector.push([ordinary(tick), ordinary(tick)], ordinary(tick)),
  );
  const crash = detector.push([0.1, 0.1], 0.1);
  expect(scores.slice(0, 30).every((score) => score === 0)).toBe(true);
  expect(scores.filter((score) => score >= WARNING_SCORE)).toEqual([]);
  expect(crash).toBeGreaterThan(0.55);
});

test('the hybrid hears falls alone: a rise, however steep, scores nothing', () => {
  const detector = hybrid();
  for (let tick = 0; tick < 200; tick += 1) detector.push([ordinary(tick), ordinary(tick)], ordinary(tick));
  expect(detector.push([1, 1], 1)).toBe(0);
});
