/** How feedback and record move the ranking (CO-6): a little with little, back again with time. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FeedbackReason } from '../../../../server/contract/coach.ts';
import type { GivenFeedback } from '../../../../server/systems/coach/rules.ts';
import {
  brierOf,
  feedbackFactor,
  rankingOf,
  recordFactor,
  restsUntilMs,
} from '../../../../server/systems/coach/rules.ts';
import { dayMs, noon } from '../../../support/coach.ts';

const given = (isHelpful: boolean, reason: GivenFeedback['reason'] = null, daysAgo = 0): GivenFeedback => ({
  isHelpful,
  reason,
  atMs: noon - daysAgo * dayMs,
});
const anyFeedback = fc.record({
  isHelpful: fc.boolean(),
  reason: fc.constantFrom(...FeedbackReason.options),
  atMs: fc.integer({ min: noon - 400 * dayMs, max: noon }),
});
const anyGraded = fc.record({ probabilityRatio: fc.double({ min: 0.5, max: 0.99, noNaN: true }), isHit: fc.boolean() });
const factorOf = (...feedback: GivenFeedback[]) => feedbackFactor(feedback, noon).factor;

test('a person’s week: what was called not relevant twice falls behind, what helped rises, and both say why (CO-6)', () => {
  const record = recordFactor([]);
  const ranked = [
    { name: 'cap', ranking: rankingOf(60, feedbackFactor([], noon), record) },
    {
      name: 'topics',
      ranking: rankingOf(
        65,
        feedbackFactor([given(false, 'not_relevant', 1), given(false, 'not_relevant', 8)], noon),
        record,
      ),
    },
    {
      name: 'questions',
      ranking: rankingOf(50, feedbackFactor([given(true, null, 2), given(true, null, 5)], noon), record),
    },
  ].toSorted((one, other) => other.ranking.score - one.ranking.score);
  // By priority alone: topics, cap, questions.
  expect(ranked.map(({ name }) => name)).toEqual(['questions', 'cap', 'topics']);
  const [questions, cap, topics] = ranked.map(({ ranking }) => ranking);
  expect(topics!.feedbackWhy).toMatch(/^2 × not relevant: with age 0 for and 3\.\d+ against it/);
  expect(topics!.score).toBeCloseTo(65 * topics!.feedbackFactor, 9);
  expect(cap).toMatchObject({ score: 60, feedbackFactor: 1, recordFactor: 1 });
  expect(questions!.why).toContain('Priority 50 × 1.3');
});

test('nobody has spoken: factor 1; one voice moves it by less than half; it stays within 0 to 2', () => {
  expect(factorOf()).toBe(1);
  expect(factorOf(given(true))).toBeCloseTo(1.2, 9);
  expect(factorOf(given(false, 'not_relevant'))).toBeCloseTo(2 / 3, 9);
  fc.assert(
    fc.property(fc.array(anyFeedback, { maxLength: 60 }), (feedback) => {
      const { factor } = feedbackFactor(feedback, noon);
      expect(factor).toBeGreaterThan(0);
      expect(factor).toBeLessThan(2);
    }),
  );
});

test('one more “helpful” never lowers it, one more dismissal never raises it, whatever was said before', () => {
  fc.assert(
    fc.property(
      fc.array(anyFeedback, { maxLength: 20 }),
      fc.constantFrom(...FeedbackReason.options),
      (said, reason) => {
        const before = feedbackFactor(said, noon).factor;
        expect(feedbackFactor([...said, given(true)], noon).factor).toBeGreaterThanOrEqual(before);
        expect(feedbackFactor([...said, given(false, reason)], noon).factor).toBeLessThanOrEqual(before);
      },
    ),
  );
});

test('“not relevant” weighs most, “already done” nothing; a dismissal fades by half in 30 days', () => {
  const after = (reason: FeedbackReason, daysAgo = 0) => factorOf(given(false, reason, daysAgo));
  expect(after('not_relevant')).toBeLessThan(after('not_priority'));
  expect(after('not_priority')).toBeLessThan(after('unclear'));
  expect(after('already_done')).toBe(1);
  const ages = [0, 10, 30, 90, 300].map((age) => after('not_relevant', age));
  expect(ages).toEqual(ages.toSorted((one, other) => one - other));
  expect(after('not_relevant', 30)).toBeCloseTo(after('not_priority'), 9);
  expect(ages.at(-1)).toBeGreaterThan(0.99);
});

test('what is dismissed rests for 3 to 14 days by its reason, what helps does not', () => {
  const days = FeedbackReason.options.map((reason) => [reason, (restsUntilMs(given(false, reason))! - noon) / dayMs]);
  expect(Object.fromEntries(days)).toEqual({
    not_relevant: 14,
    wrong_data: 7,
    already_done: 3,
    not_priority: 7,
    unclear: 3,
    other: 7,
  });
  expect(restsUntilMs(given(true))).toBeNull();
});

test('the Brier score is the mean squared error, with an interval from two predictions on', () => {
  const graded = [
    { probabilityRatio: 0.9, isHit: true },
    { probabilityRatio: 0.6, isHit: false },
  ];
  expect(brierOf([])).toEqual({ brier: null, low: null, high: null });
  expect(brierOf(graded.slice(0, 1))).toEqual({ brier: expect.closeTo(0.01, 9) as number, low: null, high: null });
  const { brier, low, high } = brierOf(graded);
  expect(brier).toBeCloseTo((0.01 + 0.36) / 2, 9);
  expect(low).toBe(0);
  expect(high).toBe(1);
});

test('a category that predicts like a coin has factor 1, a better one more, a worse one less, and little moves it little', () => {
  const coin = Array.from({ length: 40 }, (_, index) => ({ probabilityRatio: 0.5, isHit: index % 2 === 0 }));
  expect(recordFactor([]).factor).toBe(1);
  expect(recordFactor(coin).factor).toBeCloseTo(1, 9);
  const sure = (count: number, isHit: boolean) =>
    Array.from({ length: count }, () => ({ probabilityRatio: 0.95, isHit }));
  expect(recordFactor(sure(40, true)).factor).toBeGreaterThan(1.35);
  expect(recordFactor(sure(40, false)).factor).toBe(0.5);
  expect(recordFactor(sure(1, true)).factor).toBeLessThan(1.05);
  fc.assert(
    fc.property(fc.array(anyGraded, { maxLength: 50 }), (graded) => {
      const { factor } = recordFactor(graded);
      expect(factor).toBeGreaterThanOrEqual(0.5);
      expect(factor).toBeLessThanOrEqual(1.5);
      const better = recordFactor([...graded, { probabilityRatio: 0.99, isHit: true }]).factor;
      const worse = recordFactor([...graded, { probabilityRatio: 0.99, isHit: false }]).factor;
      expect(worse).toBeLessThanOrEqual(better);
    }),
  );
});
