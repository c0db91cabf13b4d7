import { describe, expect, test } from 'vitest';
import { RateBaseline } from '../../../../server/conductor/detect/rate-baseline.ts';

describe('a rate that is learnt', () => {
  test('comes from what is expected and goes to what is seen', () => {
    const baseline = new RateBaseline(0.01, 3_000);
    expect(baseline.perSecond).toBe(0.01);
    for (let tick = 0; tick < 3_000; tick += 1) baseline.push(6, 300);
    expect(baseline.perSecond).toBeCloseTo(0.02, 4);
    expect(baseline.seconds).toBe(2_980);
  });

  test('leaves out the newest seconds, and forgets them when they turn out to be a fall', () => {
    const baseline = new RateBaseline(0, 0);
    for (let tick = 0; tick < 100; tick += 1) baseline.push(3, 300);
    for (let tick = 0; tick < 15; tick += 1) baseline.push(0, 300);
    expect(baseline.perSecond).toBeCloseTo(0.01, 10);
    baseline.dropWaiting();
    for (let tick = 0; tick < 30; tick += 1) baseline.push(3, 300);
    expect(baseline.perSecond).toBeCloseTo(0.01, 10);
  });

  test('starts anew with what was expected', () => {
    const baseline = new RateBaseline(0.01, 3_000);
    for (let tick = 0; tick < 500; tick += 1) baseline.push(9, 300);
    baseline.restart();
    expect([baseline.perSecond, baseline.seconds]).toEqual([0.01, 0]);
  });
});
