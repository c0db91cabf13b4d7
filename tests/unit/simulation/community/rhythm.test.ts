import { describe, expect, test } from 'vitest';
import { paceGapSeconds } from '../../../../server/contract/bot.ts';
import { firstGapMs, gapMs, presenceAt } from '../../../../server/simulation/community/rhythm.ts';
import { hourMs, startMs } from './sketch.ts';

const drawers = Array.from({ length: 200 }, (_, index) => ({ seed: 7, agent: index * 7_919 }));

describe('the rhythm of heartbeats', () => {
  // At the quick paces 500 gaps are over within hours, near midnight, when most bots are not at their best hour.
  test.each([
    ['slow', 0.05],
    ['normal', 0.05],
    ['fast', 0.15],
    ['turbo', 0.15],
  ] as const)('keeps the mean gap of pace %s, up to a ratio of %f, over 100,000 gaps (BC-3)', (pace, mostRatio) => {
    let elapsedMs = 0;
    for (const who of drawers) {
      let nowMs = startMs + firstGapMs(who, pace);
      const beganMs = nowMs;
      for (let number = 1; number <= 500; number += 1) nowMs += gapMs(who, number, pace, nowMs);
      elapsedMs += nowMs - beganMs;
    }
    const meanRatio = elapsedMs / 100_000 / (paceGapSeconds[pace] * 1_000);
    expect(Math.abs(meanRatio - 1)).toBeLessThan(mostRatio);
  });

  test('never gives a gap below a tenth or beyond twelve times the mean, nor one that is not a number (BC-3)', () => {
    const gaps = drawers.flatMap((who) =>
      Array.from({ length: 200 }, (_, number) => gapMs(who, number, 'normal', startMs)),
    );
    const meanMs = paceGapSeconds.normal * 1_000;
    expect(Math.min(...gaps)).toBe(meanMs * 0.1);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(meanMs * 12);
    expect(gaps.every(Number.isFinite)).toBe(true);
  });

  test('gives the same gap for the same bot, number and moment, and another for any other (BC-2)', () => {
    const gapOf = (seed: number, agent: number, number: number) => gapMs({ seed, agent }, number, 'normal', startMs);
    expect(gapOf(1, 2, 3)).toBe(gapOf(1, 2, 3));
    expect(new Set([gapOf(1, 2, 3), gapOf(2, 2, 3), gapOf(1, 3, 3), gapOf(1, 2, 4)]).size).toBe(4);
  });

  test('spreads first heartbeats over one mean gap, so that bots do not start in step (BC-3)', () => {
    const shares = drawers.map((who) => firstGapMs(who, 'normal') / (paceGapSeconds.normal * 1_000));
    for (let fifth = 0; fifth < 5; fifth += 1) {
      const count = shares.filter((share) => Math.floor(share * 5) === fifth).length;
      expect(count).toBeGreaterThan(20);
      expect(count).toBeLessThan(65);
    }
  });
});

describe('presence', () => {
  test('is 1 on average over a day for every bot, and lies between 0.6 and 1.4 (BC-2)', () => {
    for (const who of drawers) {
      const hours = Array.from({ length: 24 }, (_, hour) => presenceAt(who, startMs + hour * hourMs));
      expect(hours.reduce((sum, value) => sum + value, 0) / 24).toBeCloseTo(1, 10);
      expect(Math.min(...hours)).toBeGreaterThanOrEqual(0.6);
      expect(Math.max(...hours)).toBeLessThanOrEqual(1.4);
    }
  });

  test('repeats from day to day, and bots have hours of their own (BC-2)', () => {
    const [one, other] = drawers;
    expect(presenceAt(one!, startMs)).toBeCloseTo(presenceAt(one!, startMs + 24 * hourMs), 10);
    expect(presenceAt(one!, startMs)).not.toBeCloseTo(presenceAt(other!, startMs), 3);
  });

  test('makes the community as a whole busiest about 18 hours UTC (BC-18)', () => {
    const means = Array.from({ length: 24 }, (_, hour) =>
      drawers.reduce((sum, who) => sum + presenceAt(who, startMs + hour * hourMs), 0),
    );
    const busiest = means.indexOf(Math.max(...means));
    expect(busiest).toBeGreaterThanOrEqual(16);
    expect(busiest).toBeLessThanOrEqual(20);
  });
});
