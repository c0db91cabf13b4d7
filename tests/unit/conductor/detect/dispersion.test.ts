import { describe, expect, test } from 'vitest';
import { Dispersion } from '../../../../server/conductor/detect/dispersion.ts';
import { poissonCount } from './poisson.ts';

function dispersionOf(countAt: (tick: number) => number): number {
  const dispersion = new Dispersion();
  for (let tick = 1; tick <= 7_200; tick += 1) dispersion.push(countAt(tick));
  return dispersion.value;
}

describe('the dispersion of counts', () => {
  test('is about 1 for Poisson counts and never less', () => {
    expect(dispersionOf((tick) => poissonCount(3, 5, tick))).toBeLessThan(1.3);
    expect(dispersionOf(() => 3)).toBe(1);
  });

  test('is 3 for messages that come in threes', () => {
    const value = dispersionOf((tick) => 3 * poissonCount(1, 5, tick));
    expect(value).toBeGreaterThan(2.3);
    expect(value).toBeLessThan(3.7);
  });

  test('leaves out a level that drifts over the hour, for the baseline follows that', () => {
    expect(dispersionOf((tick) => poissonCount(3 + 2 * Math.sin(tick / 1_200), 5, tick))).toBeLessThan(1.4);
  });
});
