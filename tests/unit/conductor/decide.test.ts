import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentFromTemplate, hasUnseen } from '../../../server/conductor/act/content.ts';
import { interventionLifeCycle, Interventions } from '../../../server/conductor/act/interventions.ts';
import { armName, arms, durationSeconds, type Arm } from '../../../server/conductor/decide/arms.ts';
import type { Context } from '../../../server/conductor/decide/context.ts';
import { exclusionOf } from '../../../server/conductor/decide/cooldown.ts';
import { choose, type Situation } from '../../../server/conductor/decide/policy.ts';
import { Belief } from '../../../server/conductor/learn/belief.ts';
import { InterventionState, PolicyName } from '../../../server/contract/vocabulary.ts';
import { defaultCooldownSeconds } from '../../../server/contract/scenario.ts';
import { random, randomNormal, streams } from '../../../server/kernel/random.ts';
import { lessonOf } from '../../support/lesson.ts';

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

/** A situation in which nothing is excluded and everything is drawn from one seed. */
function situation(changes: Partial<Situation> = {}, tick = 1): Situation {
  return {
    policy: 'thompson',
    belief: new Belief(null),
    context,
    excludedBy: () => null,
    normal: (index) => randomNormal(1, streams.policy, index, tick),
    uniform: (index) => random(1, streams.policy, 2_000 + index, tick),
    ...changes,
  };
}

describe('the choice (EC-13)', () => {
  test.each(PolicyName.options)(
    'by %s never takes what is excluded, and says why each other arm lost (EC-15)',
    (policy) => {
      fc.assert(
        fc.property(fc.subarray(arms as Arm[], { minLength: 0 }), fc.nat(10_000), (allowed, tick) => {
          const choice = choose(
            situation({ policy, excludedBy: (arm) => (allowed.includes(arm) ? null : 'not today') }, tick),
          );
          expect(choice === null).toBe(allowed.length === 0);
          if (!choice) return;
          expect(allowed).toContainEqual(choice.arm);
          expect(choice.alternatives).toHaveLength(arms.length - 1);
          expect(choice.alternatives.every(({ why }) => why.length > 0)).toBe(true);
          expect(choice.alternatives.filter(({ why }) => why === 'not today')).toHaveLength(
            arms.length - allowed.length,
          );
        }),
        { numRuns: 60 },
      );
    },
  );

  test('by rules follows the order for the kind of fall', () => {
    const choice = choose(situation({ policy: 'rules', context: { ...context, anomalyType: 'MASS_EXIT' } }));
    expect(choice!.arm.kind).toBe('NOTIFICATION');
  });

  test('at random takes each arm equally often, and the same one again from the same draws', () => {
    const counts = new Map<string, number>();
    for (let tick = 0; tick < 12_000; tick += 1) {
      const name = armName(choose(situation({ policy: 'random' }, tick))!.arm);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    // A thousand each, give or take five standard deviations.
    expect(counts.size).toBe(arms.length);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(5 * Math.sqrt(1_000));
    expect(choose(situation({ policy: 'random' }, 7))).toEqual(choose(situation({ policy: 'random' }, 7)));
  });

  test('by Thompson sampling finds the arm that works, in the context in which it works', () => {
    // POLLs succeed on sudden drops, chat prompts on declines; everything else fails most of the time.
    const belief = new Belief(null);
    const isGood = (arm: Arm, now: Context) =>
      arm.kind === (now.anomalyType === 'SUDDEN_DROP' ? 'POLL' : 'CHAT_PROMPT');
    let recent = 0;
    for (let round = 0; round < 300; round += 1) {
      const now: Context = { ...context, anomalyType: round % 2 === 0 ? 'SUDDEN_DROP' : 'GRADUAL_DECLINE' };
      const { arm } = choose(situation({ belief, context: now }, round))!;
      const outcome = random(2, streams.policy, 0, round) < (isGood(arm, now) ? 0.85 : 0.15) ? 1 : 0;
      belief.learn(lessonOf(arm, now, outcome, 1));
      if (round >= 200 && isGood(arm, now)) recent += 1;
    }
    expect(recent).toBeGreaterThan(75);
  });

  test('told what each arm would bring, takes the best whatever the policy, and nothing if nothing helps', () => {
    const best = arms[7]!;
    const told = choose(situation({ policy: 'rules', appraise: (arm) => (arm === best ? 0.02 : -0.01) }));
    expect(told!.arm).toBe(best);
    expect(told!.alternatives.every(({ why }) => why === 'would bring nothing')).toBe(true);
    expect(choose(situation({ appraise: () => 0 }))).toBeNull();
  });

  test('asks nobody about arms that are excluded', () => {
    const asked: Arm[] = [];
    const appraise = (arm: Arm) => asked.push(arm);
    choose(situation({ appraise, excludedBy: (arm) => (arm.kind === 'POLL' ? 'not today' : null) }));
    expect(asked).toEqual(arms.filter(({ kind }) => kind !== 'POLL'));
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
