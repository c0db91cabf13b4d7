import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentFromTemplate, hasUnseen } from '../../../server/conductor/act/content.ts';
import { interventionLifeCycle, Interventions } from '../../../server/conductor/act/interventions.ts';
import { arms, durationSeconds, type Arm } from '../../../server/conductor/decide/arms.ts';
import { featuresOf, featureNames, type Context } from '../../../server/conductor/decide/context.ts';
import { exclusionOf } from '../../../server/conductor/decide/cooldown.ts';
import { choose } from '../../../server/conductor/decide/policy.ts';
import { Belief } from '../../../server/conductor/learn/belief.ts';
import { expectedUplift } from '../../../server/conductor/learn/expected-uplift.ts';
import { InterventionState } from '../../../server/contract/vocabulary.ts';
import { defaultCooldownSeconds } from '../../../server/contract/scenario.ts';
import { random, randomNormal, streams } from '../../../server/kernel/random.ts';

const context: Context = {
  anomalyType: 'SUDDEN_DROP',
  severity: 'WARNING',
  progressRatio: 0.5,
  presentCount: 200,
  isTechnical: false,
  pastCount: 0,
};
const observation = {
  tick: 1_000,
  presentCount: 200,
  activeCount: 100,
  joinCount: 0,
  leaveCount: 0,
  chatCount: 0,
  reactionCount: 0,
  poll: null,
};
const poll: Arm = { kind: 'POLL', variant: 'opinion' };
const topic = { subject: 'maps', keywords: ['sources', 'charts'], isTechnical: false };
const normals = (tick: number) => (index: number) => randomNormal(1, streams.policy, index, tick);

function delivered(arm: Arm, tick: number): Interventions {
  const interventions = new Interventions();
  const entry = interventions.add({ arm, tick, confidence: 0.5, anomaly: null, content: null, reasoning: null });
  entry.startedTick = tick;
  return interventions;
}

describe('cooldowns (EC-11)', () => {
  test.each(Object.entries(defaultCooldownSeconds))('%s rests for %i s', (kind, seconds) => {
    const arm = arms.find((candidate) => candidate.kind === kind)!;
    const at = (tick: number) =>
      exclusionOf(arm, delivered(arm, 1_000), defaultCooldownSeconds, { ...observation, tick });
    const rest = Math.max(seconds, durationSeconds[arm.kind]);
    expect(at(1_000 + rest - 1)).toContain('cooling down');
    expect(at(1_000 + rest)).toBeNull();
  });

  test('a notification needs somebody who is disengaged (EC-10)', () => {
    const nudge: Arm = { kind: 'NOTIFICATION', variant: 'nudge' };
    expect(
      exclusionOf(nudge, new Interventions(), defaultCooldownSeconds, { ...observation, activeCount: 198 }),
    ).toContain('too few');
    expect(exclusionOf(nudge, new Interventions(), defaultCooldownSeconds, observation)).toBeNull();
  });
});

describe('content (EC-12)', () => {
  test('never shows a session the same poll twice, and runs out in the end', () => {
    const seen = new Set<string>();
    const texts: string[] = [];
    for (let round = 0; round < 100; round += 1) {
      const content = contentFromTemplate(poll, topic, seen, [
        random(1, streams.policy, 0, round),
        random(1, streams.policy, 1, round),
      ]);
      if (!content) break;
      expect(seen.has(content.templateId!)).toBe(false);
      expect(content.text).not.toMatch(/[{}]/);
      seen.add(content.templateId!);
      texts.push(content.text);
    }
    expect(texts.length).toBeGreaterThanOrEqual(5);
    expect(new Set(texts).size).toBe(texts.length);
    expect(hasUnseen(poll, seen)).toBe(false);
  });
});

describe('the choice (EC-13)', () => {
  test('never takes what is excluded, and says why each other arm lost (EC-15)', () => {
    fc.assert(
      fc.property(fc.subarray(arms as Arm[], { minLength: 0 }), fc.nat(10_000), (allowed, tick) => {
        const choice = choose(
          'thompson',
          new Belief(null),
          context,
          (arm) => (allowed.includes(arm) ? null : 'not today'),
          normals(tick),
        );
        expect(choice === null).toBe(allowed.length === 0);
        if (!choice) return;
        expect(allowed).toContainEqual(choice.arm);
        expect(choice.alternatives).toHaveLength(arms.length - 1);
        expect(choice.alternatives.every(({ why }) => why.length > 0)).toBe(true);
        expect(choice.alternatives.filter(({ why }) => why === 'not today')).toHaveLength(arms.length - allowed.length);
      }),
      { numRuns: 60 },
    );
  });

  test('by rules follows the order for the kind of fall', () => {
    const choice = choose('rules', new Belief(null), { ...context, anomalyType: 'MASS_EXIT' }, () => null, normals(1));
    expect(choice!.arm.kind).toBe('NOTIFICATION');
  });

  test('by Thompson sampling finds the arm that works, in the context in which it works', () => {
    // POLLs succeed on sudden drops, chat prompts on declines; everything else fails most of the time.
    const belief = new Belief(null);
    const isGood = (arm: Arm, now: Context) =>
      arm.kind === (now.anomalyType === 'SUDDEN_DROP' ? 'POLL' : 'CHAT_PROMPT');
    let recent = 0;
    for (let round = 0; round < 300; round += 1) {
      const now: Context = { ...context, anomalyType: round % 2 === 0 ? 'SUDDEN_DROP' : 'GRADUAL_DECLINE' };
      const { arm } = choose('thompson', belief, now, () => null, normals(round))!;
      const success = random(2, streams.policy, 0, round) < (isGood(arm, now) ? 0.85 : 0.15) ? 1 : 0;
      belief.update(featuresOf(arm, now), success);
      if (round >= 200 && isGood(arm, now)) recent += 1;
    }
    expect(recent).toBeGreaterThan(75);
  });
});

describe('the belief (EC-18)', () => {
  test('moves at once, towards what happened, and grows surer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...arms), fc.boolean(), (arm, isSuccess) => {
        const belief = new Belief(null);
        const features = featuresOf(arm, context);
        const [before, varianceBefore] = [belief.successRatio(features), belief.variance(features)];
        belief.update(features, isSuccess ? 1 : 0);
        if (isSuccess) expect(belief.successRatio(features)).toBeGreaterThan(before);
        else expect(belief.successRatio(features)).toBeLessThan(before);
        expect(belief.variance(features)).toBeLessThan(varianceBefore);
      }),
    );
  });

  test('finds the mode: the gradient of the log posterior vanishes after an update', () => {
    const belief = new Belief(null);
    const features = featuresOf(poll, context);
    const before = belief.toPosterior();
    belief.update(features, 1);
    const after = belief.toPosterior();
    const chance = 1 / (1 + Math.exp(-features.reduce((sum, value, index) => sum + value * after.mean[index]!, 0)));
    // From the prior there is nothing to forget: precision stays what it was before the outcome.
    featureNames.forEach((_, index) => {
      const pull = before.precision[index * featureNames.length + index]! * (after.mean[index]! - before.mean[index]!);
      expect(pull).toBeCloseTo(features[index]! * (1 - chance), 6);
    });
  });

  test('travels: what is written down and read again decides alike', () => {
    const belief = new Belief(null);
    for (let round = 0; round < 20; round += 1)
      belief.update(featuresOf(arms[round % arms.length]!, context), round % 3 === 0 ? 1 : 0);
    belief.record(poll, 0.1);
    const copy = new Belief(JSON.parse(JSON.stringify(belief.toPosterior())));
    expect(copy.toPosterior()).toEqual(belief.toPosterior());
    expect(copy.draw(new Float64Array(featureNames.length).fill(0.3), 0.5)).toEqual(
      belief.draw(new Float64Array(featureNames.length).fill(0.3), 0.5),
    );
  });

  test('expects what it has seen, within an interval that holds it', () => {
    const belief = new Belief(null);
    const prior = expectedUplift(belief.records, poll);
    for (let round = 0; round < 30; round += 1) belief.record(poll, 0.2);
    const learnt = expectedUplift(belief.records, poll);
    expect(prior.mean).toBeCloseTo(0.05, 12);
    expect(learnt.mean).toBeGreaterThan(0.18);
    expect(learnt.low).toBeLessThan(learnt.mean);
    expect(learnt.high - learnt.low).toBeLessThan(prior.high - prior.low);
    expect(expectedUplift(belief.records, { kind: 'POLL', variant: 'crisis' }).mean).toBeGreaterThan(prior.mean);
    expect(expectedUplift(belief.records, { kind: 'GAMIFICATION', variant: 'quiz' })).toEqual(prior);
  });
});

describe('the life cycle of an intervention', () => {
  test('lets only legal successors happen, from any state', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...InterventionState.options), { maxLength: 12 }), (path) => {
        const interventions = new Interventions();
        const entry = interventions.add({
          arm: poll,
          tick: 1,
          confidence: 0.5,
          anomaly: null,
          content: null,
          reasoning: null,
        });
        for (const to of path) {
          const from = entry.state;
          const isLegal = interventionLifeCycle[from].includes(to);
          if (isLegal) interventions.move(entry, to, 2);
          else expect(() => interventions.move(entry, to, 2)).toThrow(`is ${from} and cannot become ${to}`);
          expect(entry.state).toBe(isLegal ? to : from);
        }
      }),
    );
  });
});
