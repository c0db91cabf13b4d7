import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../server/contract/observation.ts';
import { formatNorms } from '../../../server/conductor/perceive/norms.ts';
import { RollingWindow, WINDOW_SECONDS } from '../../../server/conductor/perceive/rolling.ts';
import { createScorer, engagementScore, fulfilment } from '../../../server/conductor/perceive/scorer.ts';
import { categoryOf } from '../../../server/contract/vocabulary.ts';

const quietTick: Observation = {
  tick: 1,
  presentCount: 100,
  activeCount: 70,
  joinCount: 0,
  leaveCount: 0,
  chatCount: 0,
  reactionCount: 0,
  poll: null,
};

describe('the rolling minute (EC-1)', () => {
  const counts = fc.record({
    chatCount: fc.nat(1_000),
    reactionCount: fc.nat(1_000),
    leaveCount: fc.nat(50),
    presentCount: fc.nat(1_000_000),
    activeCount: fc.nat(1_000_000),
  });

  test('equals what is summed up afresh over the last 60 ticks', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 150 }), (ticks) => {
        const window = new RollingWindow();
        for (const tick of ticks) window.push({ ...quietTick, ...tick });
        const last = ticks.slice(-WINDOW_SECONDS);
        const sum = (field: keyof (typeof ticks)[0]) => last.reduce((total, tick) => total + tick[field], 0);
        expect(window.sums()).toEqual({
          seconds: last.length,
          chatCount: sum('chatCount'),
          reactionCount: sum('reactionCount'),
          leaveCount: sum('leaveCount'),
          presentCount: sum('presentCount'),
          activeCount: sum('activeCount'),
        });
      }),
    );
  });

  test('goes its own way after a copy', () => {
    const window = new RollingWindow();
    window.push({ ...quietTick, chatCount: 3 });
    const copy = new RollingWindow(window);
    copy.push({ ...quietTick, chatCount: 4 });
    expect(window.sums().chatCount).toBe(3);
    expect(copy.sums().chatCount).toBe(7);
  });
});

describe('the engagement score (EC-2)', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });

  test('lies in [0, 1] whatever the parts are', () => {
    fc.assert(
      fc.property(
        fc.record({ chat: part, polls: fc.option(part), active: part, reactions: part, leaves: part }),
        (parts) => {
          const score = engagementScore(parts);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('weighs the parts as specified, over the positive weights in use', () => {
    expect(engagementScore({ chat: 1, polls: 0, active: 0, reactions: 0, leaves: 0 })).toBeCloseTo(0.3 / 0.9, 12);
    expect(engagementScore({ chat: 1, polls: null, active: 0, reactions: 0, leaves: 0 })).toBeCloseTo(0.3 / 0.65, 12);
    expect(engagementScore({ chat: 0.8, polls: 0.8, active: 0.8, reactions: 0.8, leaves: 0 })).toBeCloseTo(0.8, 12);
    expect(engagementScore({ chat: 1, polls: 0.8, active: 1, reactions: 1, leaves: 1 })).toBeCloseTo(0.75 / 0.9, 12);
  });

  test('is never lifted by a poll that can be observed, however many take part, and is lowered where fewer do', () => {
    fc.assert(
      fc.property(
        fc.record({ chat: part, active: fc.option(part), reactions: fc.option(part), leaves: part }),
        part,
        (others, polls) => {
          const without = engagementScore({ ...others, polls: null });
          const score = engagementScore({ ...others, polls });
          expect(score).toBeLessThanOrEqual(without + 1e-12);
          if (polls < without) expect(score).toBeLessThan(without);
        },
      ),
    );
  });

  test('is not moved by opening a poll that nobody has answered yet', () => {
    const scoreWith = (poll: Observation['poll']) => {
      const scorer = createScorer(formatNorms.webinar);
      let point = null;
      for (let tick = 1; tick <= 60; tick += 1)
        point = scorer.take({ ...quietTick, tick, chatCount: 1, poll: tick > 40 ? poll : null });
      return point!;
    };
    expect(scoreWith({ openedTick: 41, voteCount: 0 })).toEqual(scoreWith(null));
    expect(scoreWith({ openedTick: 41, voteCount: 0 }).signals.pollParticipationRatio).toBeNull();
    expect(scoreWith({ openedTick: 51, voteCount: 60 }), 'the first ten seconds').toEqual(scoreWith(null));
    expect(scoreWith({ openedTick: 41, voteCount: 60 }).score).toBeCloseTo(scoreWith(null).score, 12);
    expect(scoreWith({ openedTick: 41, voteCount: 1 }).score).toBeLessThan(scoreWith(null).score);
  });

  test('is taken every five seconds of session time', () => {
    const scorer = createScorer(formatNorms.webinar);
    const ticks = Array.from(
      { length: 23 },
      (_, index) => scorer.take({ ...quietTick, tick: index + 1 })?.tick ?? null,
    );
    expect(ticks.filter((tick) => tick !== null)).toEqual([5, 10, 15, 20]);
  });

  test('is finite with nobody there (F-27)', () => {
    const point = createScorer(formatNorms.stream).take({ ...quietTick, tick: 5, presentCount: 0, activeCount: 0 })!;
    expect(point.score).toBe(0);
    expect(Object.values(point.parts).every((value) => value === null || Number.isFinite(value))).toBe(true);
  });
});

describe('fulfilment', () => {
  test('is two thirds where a signal is just what one expects, rises with it and never passes 1', () => {
    expect(fulfilment(12, 12)).toBeCloseTo(2 / 3, 12);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (a, b, expected) => {
          expect(fulfilment(Math.min(a, b), expected)).toBeLessThanOrEqual(fulfilment(Math.max(a, b), expected));
          expect(fulfilment(a, expected)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('categories (EC-3)', () => {
  test.each([
    [1, 'high'],
    [0.7, 'high'],
    [0.5, 'steady'],
    [0.35, 'low'],
    [0.3, 'low'],
    [0.299, 'critical'],
    [0, 'critical'],
  ])('%d is %s', (score, category) => {
    expect(categoryOf(score)).toBe(category);
  });
});
