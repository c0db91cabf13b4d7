/** What the policy learns in whole sessions, and that nothing but what works can teach it (EC-13, EC-17, EC-18). */
import { describe, expect, test } from 'vitest';
import { learnOnDrawn } from '../../server/commands/policy-compare-learn.ts';
import { performTrial, type ComparedPolicy } from '../../server/commands/policy-compare-trials.ts';
import { createConductor } from '../../server/conductor/conductor.ts';
import { arms, durationSeconds } from '../../server/conductor/decide/arms.ts';
import { featuresOf, type Context } from '../../server/conductor/decide/context.ts';
import { Belief, learnOnTop } from '../../server/conductor/learn/belief.ts';
import { outcomeOf } from '../../server/conductor/learn/outcome.ts';
import type { RunActivity } from '../../server/contract/activity.ts';
import type { Conductor } from '../../server/contract/conductor.ts';
import type { Posterior } from '../../server/contract/policy.ts';
import { AnomalyType, InterventionKind } from '../../server/contract/vocabulary.ts';
import { mean, meanInterval95 } from '../../server/kernel/statistics.ts';
import { kindEffects, type KindEffects } from '../../server/simulation/audience/calibration.ts';
import { drawScenario } from '../../server/simulation/scenario/draw-scenario.ts';
import { createRun, type SimulationRun } from '../../server/simulation/session/run.ts';
import { composeOracleRun } from '../../server/systems/sessions/compose.ts';
import { performWith } from '../support/other-audience.ts';
import { activitiesOf, performWhole, scenarios, specOf } from '../support/run-spec.ts';

const kinds = InterventionKind.options;
const specOfDrawn = (seed: number, posterior: Posterior | null = null) => ({
  ...specOf('calm-hour', seed, { posterior }),
  scenario: drawScenario(seed),
  personas: [],
});

describe('when the true effects are shuffled between kinds', () => {
  const strong = { ...kindEffects.GAMIFICATION, fatigue: 0.05 };
  const weak = { ...kindEffects.NOTIFICATION, lift: 0.05, drawsBack: false };
  const effectsWith = (best: InterventionKind) =>
    Object.fromEntries(kinds.map((kind) => [kind, kind === best ? strong : weak])) as unknown as KindEffects;

  /** The share of decisions, after some sessions of learning, in which a kind was chosen that could be. */
  function preference(best: InterventionKind): { chosenRatio: number; posterior: Posterior } {
    let posterior: Posterior | null = null;
    const choices: boolean[] = [];
    for (let session = 0; session < 20; session += 1) {
      const { run, activities } = performWith(effectsWith(best), specOfDrawn(5_000_000 + session, posterior));
      posterior = run.posterior();
      if (session < 12) continue;
      for (const { payload } of activitiesOf(activities, 'intervention.suggested')) {
        const { alternatives } = payload.reasoning!;
        const couldBe = alternatives.some(({ kind, drawRatio }) => kind === best && drawRatio !== null);
        if (payload.kind === best || couldBe) choices.push(payload.kind === best);
      }
    }
    return { chosenRatio: choices.filter(Boolean).length / choices.length, posterior: posterior! };
  }

  test.each(kinds)('the policy comes to prefer %s where that has the strong effect', (best) => {
    const { chosenRatio, posterior } = preference(best);
    expect(chosenRatio).toBeGreaterThan(0.8);
    const belief = new Belief(posterior);
    const expected = (kind: InterventionKind, anomalyType: AnomalyType) => {
      const context: Context = {
        anomalyType,
        severity: 'CRITICAL',
        progressRatio: 0.5,
        presentCount: 200,
        isTechnical: false,
        pastCount: 1,
      };
      const own = arms.filter((arm) => arm.kind === kind);
      return mean(own.map((arm) => belief.expectedUplift(featuresOf(arm, context)).uplift));
    };
    for (const type of AnomalyType.options)
      expect(kinds.toSorted((a, b) => expected(b, type) - expected(a, type))[0], type).toBe(best);
  });
});

describe('a poll does not lift the score by being there (EC-2)', () => {
  const seeds = Array.from({ length: 6 }, (_, index) => 3_001 + index);
  /** Seen and voted on as ever, and nothing else comes of it. */
  const placebo: KindEffects = {
    ...kindEffects,
    POLL: { ...kindEffects.POLL, lift: 0, fatigue: 0, chatRatio: 0, reactRatio: 0, drawsBack: false },
  };
  const poll = { kind: 'manual' as const, tick: 300, by: 'test', intervention: { kind: 'POLL' as const } };
  const measured = (id: string, effects: KindEffects, ratio = 1) =>
    seeds.map((seed) => {
      const spec = specOf(id, seed, { mode: 'off', scenario: { interventionEffectRatio: ratio } });
      const { activities } = performWith(effects, spec, [poll]);
      const participation = activitiesOf(activities, 'session.scored').map(
        ({ payload }) => payload.signals.pollParticipationRatio ?? 0,
      );
      const [outcome] = activitiesOf(activities, 'intervention.measured');
      return { uplift: outcome!.payload.uplift!, participation: Math.max(...participation) };
    });

  test.each(['webinar-drop', 'mass-exit', 'low-start', 'calm-hour'])(
    'in %s a placebo that is voted on lifts no minute above its counterfactual, and a real one lifts it',
    (id) => {
      const placebos = measured(id, placebo);
      expect(placebos.some(({ participation }) => participation > 0.2)).toBe(true);
      for (const { uplift } of placebos) expect(uplift).toBeLessThanOrEqual(1e-12);
      expect(meanInterval95(measured(id, kindEffects).map(({ uplift }) => uplift)).low).toBeGreaterThan(0);
    },
  );

  test('nor does one that nobody notices', () => {
    for (const { uplift, participation } of measured('webinar-drop', kindEffects, 0)) {
      expect(uplift).toBeLessThanOrEqual(0);
      expect(participation).toBe(0);
    }
  });
});

describe('the oracle', () => {
  test('is told beforehand, to the last bit, the uplift that is measured a minute later', () => {
    for (const { kind, variant } of arms) {
      const spec = specOf('webinar-drop', 6, { mode: 'off' });
      const run = createRun(spec, createConductor(spec));
      while (run.tick < 299) run.step([]);
      const directive = { interventionNumber: 1, kind, variant, durationSeconds: durationSeconds[kind] };
      const told = run.appraise(directive, 300);
      const activities = run.step([{ kind: 'manual', tick: 300, by: 'test', intervention: { kind, variant } }]);
      while (!run.isOver) activities.push(...run.step([]));
      expect(activitiesOf(activities, 'intervention.measured')[0]!.payload.uplift).toBe(told);
    }
  });

  test('is asked about the very tick at which its choice begins, and takes what brings most', () => {
    for (const seed of [1, 2]) {
      const spec = specOf('two-drops', seed);
      const told: { number: number; startTick: number; uplift: number }[] = [];
      const conductor = createConductor({
        ...spec,
        appraise: (directive, startTick) => {
          const uplift = run.appraise(directive, startTick);
          told.push({ number: directive.interventionNumber, startTick, uplift });
          return uplift;
        },
      });
      const run: SimulationRun = createRun(spec, conductor);
      const activities: RunActivity[] = [];
      while (!run.isOver) activities.push(...run.step([]));
      const measured = activitiesOf(activities, 'intervention.measured').map(({ payload }) => payload);
      expect(measured.length).toBeGreaterThan(0);
      for (const { number, startedTick, uplift, reasoning } of measured) {
        const asked = told.filter((entry) => entry.number === number && entry.startTick === startedTick);
        expect(uplift).toBe(Math.max(...asked.map((entry) => entry.uplift)));
        expect(uplift).toBeGreaterThan(0);
        expect(reasoning!.sentence).toContain('It would bring most.');
      }
    }
  });

  test('is right about its first choice: each other arm in its place brings no more', () => {
    const spec = specOf('webinar-drop', 4);
    const oracle = composeOracleRun(spec);
    const activities = [];
    while (!oracle.isOver) activities.push(...oracle.step([]));
    const [first] = activitiesOf(activities, 'intervention.measured');
    const { startedTick, uplift } = first!.payload;
    for (const { kind, variant } of arms) {
      const tick = startedTick!;
      const manual = { kind: 'manual' as const, tick, by: 'test', intervention: { kind, variant } };
      const other = performWhole({ ...spec, mode: 'off' }, [manual]);
      const [outcome] = activitiesOf(other.activities, 'intervention.measured');
      expect(outcome!.payload.uplift!).toBeLessThanOrEqual(uplift! + 1e-12);
    }
  });
});

describe('lessons of a run', () => {
  test('lead from what was known at its start to what it knows at its end', () => {
    const start = learnOnDrawn(3);
    const { run, activities } = performWhole(specOf('two-drops', 5, { posterior: start }));
    const lessons = run.lessons();
    expect(learnOnTop(start, lessons)).toEqual(run.posterior());
    const outcomes = activitiesOf(activities, 'intervention.measured').map(({ payload }) => payload.uplift);
    expect(lessons.filter(({ weight }) => weight > 1).map(({ uplift }) => uplift)).toEqual(outcomes);
    expect(lessons.filter(({ weight }) => weight < 1).every(({ uplift }) => uplift === null)).toBe(true);
  });

  test('take the delta where nobody knows the counterfactual, and say so (EC-17)', () => {
    const spec = specOf('webinar-drop', 5);
    const own = createConductor(spec);
    const blind: Conductor = {
      accept: (input) => own.accept(input),
      begin: (tick) => own.begin(tick),
      observe: (observation) => own.observe(observation),
      learn: (outcome, tick) => own.learn({ ...outcome, uplift: null }, tick),
      end: (tick) => own.end(tick),
      forkScorer: () => own.forkScorer(),
      posterior: () => own.posterior(),
      lessons: () => own.lessons(),
    };
    const run = createRun(spec, blind);
    const activities: RunActivity[] = [];
    while (!run.isOver) activities.push(...run.step([]));
    const measured = activitiesOf(activities, 'intervention.measured').map(({ payload }) => payload);
    expect(measured.length).toBeGreaterThan(0);
    expect(measured.every(({ uplift }) => uplift === null)).toBe(true);
    const outcomes = run.lessons().filter(({ weight }) => weight > 1);
    expect(outcomes.map(({ uplift }) => uplift)).toEqual(measured.map(({ delta }) => delta));
    for (const { outcome, uplift } of outcomes) expect(outcome).toBe(outcomeOf(uplift!));
  });

  test('are the same whenever the run is performed again', () => {
    expect(performWhole(specOf('mass-exit', 5)).run.lessons()).toEqual(
      performWhole(specOf('mass-exit', 5)).run.lessons(),
    );
  });
});

describe('after thirty mixed sessions, on sessions and scenarios that it did not learn on', () => {
  const shipped = [...scenarios.keys()].filter((id) => id !== 'calm-hour');
  const specs = [
    ...shipped.flatMap((id) => Array.from({ length: 10 }, (_, index) => specOf(id, 401 + index))),
    ...Array.from({ length: 40 }, (_, index) => specOfDrawn(1_001_001 + index)),
  ];
  const earn = (policy: ComparedPolicy, posterior: Posterior | null = null, from = specs) =>
    from.map((spec) => performTrial({ policy, spec, posterior }).uplift);
  /** The oracle takes its time: it is asked in every third session. */
  const isAsked = (_: unknown, index: number) => index % 3 === 0;

  test('the policy earns at least 85% of the oracle’s uplift, and more than the rules (EC-13)', () => {
    const [learnt, rules] = [earn('thompson', learnOnDrawn(30)), earn('rules')];
    const oracle = earn('oracle', null, specs.filter(isAsked));
    expect(mean(learnt.filter(isAsked)) / mean(oracle)).toBeGreaterThanOrEqual(0.85);
    expect(meanInterval95(learnt.map((uplift, index) => uplift - rules[index]!)).low).toBeGreaterThan(0);
  });
});
