import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arms, type Arm } from '../../../../server/conductor/decide/arms.ts';
import { featureNames, featuresOf, type Context } from '../../../../server/conductor/decide/context.ts';
import { Belief, learnOnTop } from '../../../../server/conductor/learn/belief.ts';
import { FULL_UPLIFT, outcomeOf } from '../../../../server/conductor/learn/outcome.ts';
import { Posterior, type Lesson } from '../../../../server/contract/policy.ts';
import { AnomalyType, Severity } from '../../../../server/contract/vocabulary.ts';
import { lessonOf } from '../../../support/lesson.ts';

const context: Context = {
  anomalyType: 'SUDDEN_DROP',
  severity: 'WARNING',
  progressRatio: 0.5,
  presentCount: 200,
  isTechnical: false,
  pastCount: 0,
};
const poll: Arm = { kind: 'POLL', variant: 'opinion' };

const contexts = fc.record({
  anomalyType: fc.constantFrom(...AnomalyType.options),
  severity: fc.constantFrom(...Severity.options),
  progressRatio: fc.double({ min: 0, max: 1, noNaN: true }),
  presentCount: fc.nat(100_000),
  isTechnical: fc.boolean(),
  pastCount: fc.nat(20),
});
const uplifts = fc.double({ min: -0.2, max: 0.6, noNaN: true });
const lessons: fc.Arbitrary<Lesson> = fc
  .tuple(fc.constantFrom(...arms), contexts, uplifts)
  .map(([arm, now, uplift]) => lessonOf(arm, now, outcomeOf(uplift), 8, uplift));

describe('the belief (EC-18)', () => {
  test('moves at once, towards what happened, and grows surer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...arms), contexts, fc.boolean(), (arm, now, isSuccess) => {
        const belief = new Belief(null);
        const features = featuresOf(arm, now);
        const before = { ...belief.expectedUplift(features), ...belief.chance(features) };
        belief.learn(lessonOf(arm, now, isSuccess ? 1 : 0));
        const after = { ...belief.expectedUplift(features), ...belief.chance(features) };
        expect(Math.sign(after.uplift - before.uplift)).toBe(isSuccess ? 1 : -1);
        expect(Math.sign(after.successRatio - before.successRatio)).toBe(isSuccess ? 1 : -1);
      }),
    );
  });

  test('says a chance within its interval, and an uplift within its own, whatever was learnt', () => {
    fc.assert(
      fc.property(fc.array(lessons, { maxLength: 60 }), fc.constantFrom(...arms), contexts, (learnt, arm, now) => {
        const belief = new Belief(learnOnTop(null, learnt));
        const features = featuresOf(arm, now);
        const { successRatio, successLow, successHigh } = belief.chance(features);
        expect(successLow).toBeGreaterThanOrEqual(0);
        expect(successRatio).toBeGreaterThanOrEqual(successLow);
        expect(successHigh).toBeGreaterThanOrEqual(successRatio);
        expect(successHigh).toBeLessThanOrEqual(1);
        const { uplift, low, high } = belief.expectedUplift(features);
        expect(low).toBeLessThan(uplift);
        expect(high).toBeGreaterThan(uplift);
        expect(uplift).toBeGreaterThanOrEqual(0);
        expect(uplift).toBeLessThanOrEqual(FULL_UPLIFT);
      }),
      { numRuns: 40 },
    );
  });

  test('who draws the higher log odds has the higher chance', () => {
    const belief = new Belief(null);
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: 0.01, max: 4, noNaN: true }),
        (from, by) => {
          expect(belief.chanceAt(from + by)).toBeGreaterThanOrEqual(belief.chanceAt(from));
        },
      ),
    );
  });

  test('expects what it has seen, within an interval that narrows, and lends it to the other variants of the kind', () => {
    const prior = new Belief(null);
    const belief = new Belief(null);
    for (let round = 0; round < 30; round += 1) belief.learn(lessonOf(poll, context, outcomeOf(0.2)));
    const at = (arm: Arm) => belief.expectedUplift(featuresOf(arm, context));
    const before = prior.expectedUplift(featuresOf(poll, context));
    const learnt = at(poll);
    expect(before.uplift).toBeGreaterThan(0.03);
    expect(before.uplift).toBeLessThan(0.12);
    expect(learnt.uplift).toBeGreaterThan(0.18);
    expect(learnt.uplift).toBeLessThan(0.21);
    expect(learnt.high - learnt.low).toBeLessThan(before.high - before.low);
    expect(at({ kind: 'POLL', variant: 'crisis' }).uplift).toBeGreaterThan(before.uplift + 0.05);
    expect(at({ kind: 'GAMIFICATION', variant: 'quiz' }).uplift).toBeLessThan(
      at({ kind: 'POLL', variant: 'crisis' }).uplift,
    );
  });

  test('the interval of the next uplift holds about eight in ten of what comes', () => {
    // Outcomes scattered as the model assumes: fractions of eight trials.
    const belief = new Belief(null);
    const features = featuresOf(poll, context);
    let held = 0;
    for (let round = 0; round < 400; round += 1) {
      let wins = 0;
      for (let trial = 0; trial < 8; trial += 1) wins += (round * 37 + trial * 53) % 100 < 40 ? 1 : 0;
      const uplift = (wins / 8) * FULL_UPLIFT;
      const { low, high } = belief.expectedUplift(features);
      if (round >= 100 && uplift >= low && uplift <= high) held += 1;
      belief.learn(lessonOf(poll, context, outcomeOf(uplift)));
    }
    expect(held / 300).toBeGreaterThan(0.7);
  });

  test('an opinion teaches less than an outcome and counts in no record; what a person did unasked counts there only', () => {
    const features = featuresOf(poll, context);
    const [told, seen, unasked] = [new Belief(null), new Belief(null), new Belief(null)];
    const before = unasked.toPosterior();
    told.learn(lessonOf(poll, context, 1, 0.3));
    seen.learn(lessonOf(poll, context, 1, 8, 0.3));
    unasked.learn({ ...poll, features: [], outcome: 1, weight: 8, uplift: 0.3 });
    expect(told.expectedUplift(features).uplift).toBeLessThan(seen.expectedUplift(features).uplift);
    expect(told.recordOf(poll).trialCount).toBe(0);
    expect(seen.recordOf(poll)).toMatchObject({ trialCount: 1, successCount: 1, upliftSum: 0.3 });
    expect(unasked.recordOf(poll).trialCount).toBe(1);
    expect(unasked.toPosterior().mean).toEqual(before.mean);
  });
});

describe('lessons', () => {
  test('learnt on top of what others taught meanwhile count in full: two sessions side by side lose nothing', () => {
    fc.assert(
      fc.property(fc.array(lessons, { maxLength: 20 }), fc.array(lessons, { maxLength: 20 }), (first, second) => {
        const merged = learnOnTop(learnOnTop(null, first), second);
        expect(merged).toEqual(learnOnTop(null, [...first, ...second]));
        expect(merged.arms.reduce((sum, { trialCount }) => sum + trialCount, 0)).toBe(first.length + second.length);
      }),
      { numRuns: 30 },
    );
  });

  test('leave what they are learnt on top of as it was', () => {
    const start = learnOnTop(null, [lessonOf(poll, context, 1, 8, 0.2)]);
    const copy = structuredClone(start);
    learnOnTop(start, [lessonOf(poll, context, 0, 8, -0.1)]);
    expect(start).toEqual(copy);
  });
});

describe('the posterior', () => {
  test('travels: what is written down and read again decides alike', () => {
    fc.assert(
      fc.property(fc.array(lessons, { maxLength: 30 }), (learnt) => {
        const posterior = learnOnTop(null, learnt);
        const copy = new Belief(Posterior.parse(JSON.parse(JSON.stringify(posterior))));
        expect(copy.toPosterior()).toEqual(posterior);
        const normals = new Float64Array(featureNames.length).fill(0.3);
        expect(copy.draw(normals, 0.5)).toEqual(new Belief(posterior).draw(normals, 0.5));
      }),
      { numRuns: 20 },
    );
  });

  test('of other features starts from the prior again and keeps the record of each arm', () => {
    const old: Posterior = {
      features: ['POLL', 'CHAT_PROMPT'],
      mean: [3, -3],
      precision: [9, 0, 0, 9],
      arms: [{ ...poll, trialCount: 4, successCount: 3, upliftSum: 0.4, upliftSquareSum: 0.06 }],
    };
    const { mean, arms: records } = new Belief(old).toPosterior();
    expect(mean).toEqual(new Belief(null).toPosterior().mean);
    expect(records).toHaveLength(arms.length);
    expect(new Belief(old).recordOf(poll)).toMatchObject({ trialCount: 4, successCount: 3 });
  });
});
