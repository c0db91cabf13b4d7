/** The health score: bounds, weights, and that every part moves the right way (CO-2). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HealthPartName } from '../../../../server/contract/coach.ts';
import { healthOf } from '../../../../server/systems/coach/health/health.ts';
import type { DataName, Known } from '../../../../server/systems/coach/knowledge/known.ts';
import { intervention, knownOf, noon, session, steady, well, windowsOf, without } from '../../../support/coach.ts';

const health = (known: Known) => healthOf(known, 'default', noon);
const pointsOf = (known: Known, name: HealthPartName) => health(known).parts.find((part) => part.name === name)!.points;
const budgetOf = (tokens: number, today: number) =>
  pointsOf(
    knownOf({
      usage: { ...well.usage, tokens: steady(tokens), usd: steady(0), windows: windowsOf(steady(0.1, today)) },
    }),
    'budget',
  )!;

test('the score is the sum of points by weight, with the arithmetic of each part (CO-2)', () => {
  const { score, parts, sentence } = health(knownOf());
  expect(parts.map(({ weightRatio }) => weightRatio)).toEqual([0.35, 0.25, 0.25, 0.15]);
  expect(parts.map(({ countedRatio }) => countedRatio)).toEqual(parts.map(({ weightRatio }) => weightRatio));
  const sum = parts.reduce((total, { points, weightRatio }) => total + points! * weightRatio, 0);
  expect(score).toBeCloseTo(sum, 9);
  expect(sentence).toMatch(/^\d+(\.\d)? of 100: budget [\d.]+ × 35% \+ operations/);
  for (const part of parts) {
    expect(part.inputs.length).toBeGreaterThan(1);
    expect(part.formula.length).toBeGreaterThan(40);
    expect(part.arithmetic).toMatch(/=|÷/);
    expect(part.missing).toBeNull();
  }
});

test('a part without data is null, says so, and its weight goes to the others in proportion (CO-2)', () => {
  const { parts, score, sentence } = health(without(knownOf(), 'sessions'));
  const counted = Object.fromEntries(parts.map(({ name, countedRatio }) => [name, countedRatio]));
  expect(counted).toEqual({
    budget: expect.closeTo(0.35 / 0.6, 9) as number,
    operations: expect.closeTo(0.25 / 0.6, 9) as number,
    engagement: 0,
    return: 0,
  });
  expect(parts[2]).toMatchObject({ points: null, missing: 'No sessions.' });
  expect(score).not.toBeNull();
  expect(sentence).toContain('Without data, and so shared out among the others: engagement, return.');
});

test('with no data at all there is no score, and no guess', () => {
  const nothing = (Object.keys(knownOf()) as DataName[]).reduce((known, name) => without(known, name), knownOf());
  expect(health(nothing)).toMatchObject({
    score: null,
    sentence: expect.stringContaining('Nothing can be said') as string,
  });
});

test('points stay within 0 to 100, whatever happened', () => {
  const amount = fc.integer({ min: 0, max: 5_000_000 });
  const count = fc.integer({ min: 0, max: 1_000 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      amount,
      amount,
      count,
      count,
      share,
      share,
      fc.integer({ min: 0, max: 5_000_000 }),
      (a, b, c, d, e, f, cap) => {
        const known = knownOf({
          usage: {
            ...well.usage,
            capTokens: cap,
            tokens: steady(a, b),
            usd: steady(b / 1e5),
            windows: windowsOf(steady(e)),
          },
          heartbeats: { ...well.heartbeats, total: steady(c + d), failed: steady(d) },
          sessions: {
            sessions: [session(9, { engagedMinutes: c }), session(1, { engagedMinutes: 1_000 * f, wonMinutes: c - d })],
            interventions: [intervention(1)],
          },
          calls: { ...well.calls, ended: steady(c + d), reached: steady(c) },
          questions: { ...well.questions, meanHours: steady(d) },
        });
        const { score, parts } = health(known);
        for (const { points } of parts) if (points !== null) expect(points >= 0 && points <= 100).toBe(true);
        expect(score! >= 0 && score! <= 100).toBe(true);
        expect(parts.reduce((sum, { countedRatio }) => sum + countedRatio, 0)).toBeCloseTo(1, 9);
      },
    ),
  );
});

test('budget: more used is never better, by the day and of today’s cap', () => {
  const tokens = fc.integer({ min: 0, max: 3_000_000 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(tokens, tokens, share, share, (one, other, today, later) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      expect(budgetOf(more, today)).toBeLessThanOrEqual(budgetOf(less, today) + 1e-9);
      const [low, high] = [Math.min(today, later), Math.max(today, later)];
      expect(budgetOf(one, high)).toBeLessThanOrEqual(budgetOf(one, low) + 1e-9);
    }),
  );
  expect(budgetOf(100_000, 0.05)).toBe(100);
  expect(budgetOf(1_500_000, 0.99)).toBeLessThan(5);
});

test('budget: the days left are what is left of the cap over the use of 24 hours, worked by hand', () => {
  const usage = { ...well.usage, tokens: steady(800_000), usd: steady(0), windows: windowsOf(steady(0.8, 0.6)) };
  const part = health(knownOf({ usage })).parts[0]!;
  // 400,000 left at 800,000 a day: half a day, and half a day is left: it just lasts, 50 points. Burn 80%: 40 points.
  expect(part.inputs[0]).toMatchObject({ value: 0.5, unit: 'days' });
  expect(part.points).toBeCloseTo(0.6 * 50 + 0.4 * 40, 9);
});

test('operations: more failures, calls that reach nobody and longer questions are never better', () => {
  const count = fc.integer({ min: 0, max: 200 });
  const of = (failed: number, reached: number, hours: number) =>
    pointsOf(
      knownOf({
        heartbeats: { ...well.heartbeats, total: steady(200), failed: steady(failed) },
        calls: { ...well.calls, ended: steady(200), reached: steady(reached) },
        questions: { ...well.questions, meanHours: steady(hours) },
      }),
      'operations',
    )!;
  fc.assert(
    fc.property(count, count, count, count, (a, b, c, d) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      expect(of(more, c, d)).toBeLessThanOrEqual(of(less, c, d) + 1e-9);
      expect(of(c, less, d)).toBeLessThanOrEqual(of(c, more, d) + 1e-9);
      expect(of(c, d, more)).toBeLessThanOrEqual(of(c, d, less) + 1e-9);
    }),
  );
  expect(of(0, 200, 0.5)).toBe(100);
});

test('operations: what has no data is left out, and the rest counts as if it were all', () => {
  const known = without(without(knownOf(), 'calls'), 'questions');
  const failing = { ...known, heartbeats: { value: { ...well.heartbeats, failed: steady(2, 26.4) } } };
  // 89% succeeded: half way between 80% and 98%.
  expect(pointsOf(failing, 'operations')).toBeCloseTo(50, 9);
});

test('engagement: more engaged minutes than the week before are never worse', () => {
  const minutes = fc.integer({ min: 0, max: 1_000 });
  const of = (now: number, before: number) =>
    pointsOf(
      knownOf({
        sessions: {
          ...well.sessions,
          sessions: [session(9, { engagedMinutes: before }), session(1, { engagedMinutes: now })],
        },
      }),
      'engagement',
    )!;
  fc.assert(
    fc.property(minutes, minutes, minutes, (a, b, before) => {
      expect(of(Math.min(a, b), before)).toBeLessThanOrEqual(of(Math.max(a, b), before) + 1e-9);
    }),
  );
  // 550 after 500 is a tenth more, full; 550 of 1,000 minutes is 55%, 25 of the 40 points between 30% and 70%.
  expect(of(550, 500)).toBeCloseTo(0.5 * 100 + 0.5 * 62.5, 9);
});

test('return: more won for the same money is never worse, the same for more money never better', () => {
  const of = (won: number, usd: number) =>
    pointsOf(
      knownOf({
        usage: { ...well.usage, usd: steady(usd / 14) },
        sessions: { sessions: [session(1, { wonMinutes: won })], interventions: [intervention(1)] },
      }),
      'return',
    )!;
  const amount = fc.integer({ min: -500, max: 5_000 });
  const money = fc.integer({ min: 0, max: 500 });
  fc.assert(
    fc.property(amount, amount, money, money, (a, b, c, d) => {
      expect(of(Math.min(a, b), c)).toBeLessThanOrEqual(of(Math.max(a, b), c) + 1e-9);
      expect(of(a, Math.max(c, d))).toBeLessThanOrEqual(of(a, Math.min(c, d)) + 1e-9);
    }),
  );
  expect([of(1_000, 10), of(100, 10), of(10, 10), of(-5, 10)].map(Math.round)).toEqual([100, 50, 0, 0]);
});

test('return: without an intervention that anybody met there is nothing to say', () => {
  const known = knownOf({
    sessions: { sessions: [session(1)], interventions: [intervention(1, { isStarted: false })] },
  });
  expect(pointsOf(known, 'return')).toBeNull();
});
