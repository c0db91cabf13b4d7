import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { defaultCooldownSeconds } from '../../server/contract/scenario.ts';
import type { ManualIntervention, SessionInput } from '../../server/contract/input.ts';
import { RunResult } from '../../server/contract/run-result.ts';
import { RunActivity } from '../../server/contract/activity.ts';
import { InterventionKind, Mode } from '../../server/contract/vocabulary.ts';
import { random, randomInteger, streams } from '../../server/kernel/random.ts';
import { mean } from '../../server/kernel/statistics.ts';
import { perform, withoutIntervention } from '../../server/systems/sessions/perform.ts';
import { activitiesOf, performWhole, scenarios, specOf } from '../support/run-spec.ts';

const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url));
const execute = promisify(execFile);
const claque = async (...words: string[]) =>
  (await execute(process.execPath, [cli, ...words], { maxBuffer: 1e8 })).stdout;

const approvals: SessionInput[] = [
  { kind: 'mode', tick: 100, by: 'test', mode: 'manual' },
  { kind: 'approve', tick: 275, by: 'test', interventionNumber: 1 },
  { kind: 'manual', tick: 420, by: 'test', intervention: { kind: 'CHAT_PROMPT', text: 'What would you try first?' } },
];

describe('the same scenario, seed and inputs (PL-2, PL-3)', () => {
  test('give the same digest twice, and another seed or input another', () => {
    const { digest } = performWhole(specOf('webinar-drop', 7), approvals);
    expect(performWhole(specOf('webinar-drop', 7), approvals).digest).toBe(digest);
    expect(performWhole(specOf('webinar-drop', 8), approvals).digest).not.toBe(digest);
    expect(performWhole(specOf('webinar-drop', 7), approvals.slice(0, 2)).digest).not.toBe(digest);
  });

  test('give the same digest in another process, with 0, 1 and 2 worker threads', async () => {
    const { digest } = performWhole(specOf('webinar-drop', 7));
    for (const workers of ['0', '1', '2']) {
      const result = JSON.parse(await claque('run', 'webinar-drop', '--seed', '7', '--workers', workers, '--json'));
      expect(result.digest).toBe(digest);
    }
  });

  test('replay from a run file, and a changed file does not hold (PL-3)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'claque-runs-'));
    await claque('run', 'mass-exit', '--seed', '5', '--out', folder);
    const file = join(folder, 'mass-exit-5.run.json');
    expect(await claque('replay', file)).toContain('The digest holds');
    expect(JSON.parse(await claque('replay', file, '--workers', '2', '--json'))).toMatchObject({ holds: true });
    const runFile = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...runFile, inputs: [{ kind: 'mode', tick: 50, by: 'x', mode: 'off' }] }));
    await expect(claque('replay', file)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('does not hold'),
    });
  });
});

describe('every scenario', () => {
  test.each([...scenarios.keys()])('%s keeps the invariants of a run', (id) => {
    for (const seed of [1, 2]) {
      const { activities, result, digest } = performWhole(specOf(id, seed));
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
      expect(RunResult.omit({ elapsedSeconds: true }).safeParse(result).error).toBeUndefined();
      for (const activity of activities)
        expect(RunActivity.safeParse(activity).error, JSON.stringify(activity)).toBeUndefined();
      const points = activitiesOf(activities, 'session.scored');
      expect(points.map(({ tick }) => tick)).toEqual(
        Array.from({ length: Math.floor(result.ticks / 5) }, (_, index) => 5 * (index + 1)),
      );
      expect(activities.every((activity, index) => index === 0 || activity.tick >= activities[index - 1]!.tick)).toBe(
        true,
      );
      expect(activities.at(-1)!.type).toBe('session.ended');
    }
  });
});

/** Random inputs from a printed seed: what people do to a session in an hour of bad temper. */
function randomInputs(seed: number, tickCount: number): SessionInput[] {
  const inputs: SessionInput[] = [];
  for (let tick = 1; tick <= tickCount; tick += 1) {
    if (random(seed, streams.text, 0, tick) > 0.04) continue;
    const at = { tick, by: 'fuzz' };
    const interventionNumber = 1 + randomInteger(seed, streams.text, 1, tick, 8);
    const kind = InterventionKind.options[randomInteger(seed, streams.text, 2, tick, 4)]!;
    const mode = Mode.options[randomInteger(seed, streams.text, 3, tick, 4)]!;
    const choices: SessionInput[] = [
      { kind: 'approve', ...at, interventionNumber },
      { kind: 'dismiss', ...at, interventionNumber, reason: 'no' },
      { kind: 'cancel', ...at, interventionNumber },
      { kind: 'mode', ...at, mode },
      { kind: 'manual', ...at, intervention: { kind } },
      { kind: 'manual', ...at, intervention: { kind, variant: 'nonsense' } },
    ];
    inputs.push(choices[randomInteger(seed, streams.text, 4, tick, choices.length)]!);
  }
  return inputs;
}

test('an anomaly carries how long after its onset it was detected, which the conductor could not know', () => {
  const { activities, result } = performWhole(specOf('two-drops', 1));
  const delays = activitiesOf(activities, 'anomaly.detected').map(({ payload }) => payload.detectionDelaySeconds);
  expect(delays).toEqual(result.anomalies.map(({ detectionDelaySeconds }) => detectionDelaySeconds));
  expect(delays.filter((delay) => delay !== null)).toHaveLength(2);
});

describe('random inputs', () => {
  test.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    'from seed %i break nothing, and every intervention has one outcome',
    (seed) => {
      const spec = specOf([...scenarios.keys()].filter((id) => id !== 'calm-hour')[seed % 5]!, seed, {
        mode: 'manual',
      });
      const inputs = randomInputs(seed, spec.scenario.durationSeconds);
      const { activities, digest } = performWhole(spec, inputs);
      expect(performWhole(spec, inputs).digest).toBe(digest);
      const ends = new Map<number, number>();
      for (const type of ['measured', 'dismissed', 'expired', 'cancelled'] as const)
        for (const { payload } of activitiesOf(activities, `intervention.${type}`))
          ends.set(payload.number, (ends.get(payload.number) ?? 0) + 1);
      const begun = new Set(
        activities.flatMap((activity) =>
          activity.type === 'intervention.suggested' || activity.type === 'intervention.approved'
            ? [activity.payload.number]
            : [],
        ),
      );
      expect([...ends.keys()].toSorted((a, b) => a - b)).toEqual([...begun].toSorted((a, b) => a - b));
      expect([...ends.values()].every((count) => count === 1)).toBe(true);
      const polls = activitiesOf(activities, 'intervention.started').filter(({ payload }) => payload.kind === 'POLL');
      polls.forEach(({ tick }, index) => index > 0 && expect(tick - polls[index - 1]!.tick).toBeGreaterThanOrEqual(60));
    },
  );
});

describe('the modes (EC-14)', () => {
  test('manual delivers nothing that nobody approved, and what nobody answers expires to a no (F-40)', () => {
    const { activities } = performWhole(specOf('webinar-drop', 3, { mode: 'manual' }));
    expect(activitiesOf(activities, 'intervention.suggested').length).toBeGreaterThan(0);
    expect(activitiesOf(activities, 'intervention.started')).toEqual([]);
    const [suggested] = activitiesOf(activities, 'intervention.suggested');
    const [expired] = activitiesOf(activities, 'intervention.expired');
    expect(expired!.tick - suggested!.tick).toBe(90);
  });

  test('semi approves by itself from the confidence on, and asks below it', () => {
    const semi = (semiConfidenceRatio: number) =>
      performWhole(specOf('webinar-drop', 3, { mode: 'semi', scenario: { conductor: { semiConfidenceRatio } } }))
        .activities;
    expect(activitiesOf(semi(0), 'intervention.started').length).toBeGreaterThan(0);
    expect(activitiesOf(semi(0), 'intervention.approved').every(({ payload }) => payload.decidedBy === 'policy')).toBe(
      true,
    );
    expect(activitiesOf(semi(1), 'intervention.started')).toEqual([]);
  });

  test('auto launches within three ticks of the anomaly; off suggests nothing and is its own counterfactual', () => {
    const { activities } = performWhole(specOf('webinar-drop', 3));
    const [anomaly] = activitiesOf(activities, 'anomaly.detected');
    const [started] = activitiesOf(activities, 'intervention.started');
    expect(started!.tick - anomaly!.tick).toBeLessThanOrEqual(3);
    const off = performWhole(specOf('webinar-drop', 3, { mode: 'off' }));
    expect(off.result.anomalies.length).toBeGreaterThan(0);
    expect(off.result.interventions).toEqual([]);
    expect(off.result.counterfactual).toEqual({ meanScore: off.result.score.mean, uplift: 0 });
  });

  test('the counterfactual of a run is the run in mode off, to the last bit (PL-5)', () => {
    const auto = performWhole(specOf('two-drops', 4));
    const off = performWhole(specOf('two-drops', 4, { mode: 'off' }));
    const ghost = activitiesOf(auto.activities, 'session.scored').map(
      ({ payload }) => payload.ghostScore ?? payload.score,
    );
    expect(ghost).toEqual(activitiesOf(off.activities, 'session.scored').map(({ payload }) => payload.score));
  });

  test('switches while the session runs, by an input', () => {
    const { activities } = performWhole(specOf('two-drops', 4, { mode: 'off' }), [
      { kind: 'mode', tick: 700, by: 'test', mode: 'auto' },
    ]);
    const started = activitiesOf(activities, 'intervention.started');
    expect(started.length).toBeGreaterThan(0);
    expect(started.every(({ tick }) => tick > 700)).toBe(true);
  });
});

test('a run keeps the minute without each intervention alone, whose distance from the run is its uplift (EC-17, EC-22)', () => {
  const { activities } = performWhole(specOf('two-drops', 5));
  const scores = new Map(activitiesOf(activities, 'session.scored').map(({ payload }) => [payload.tick, payload]));
  const measured = activitiesOf(activities, 'intervention.measured').map(({ payload }) => payload);
  expect(measured.length).toBeGreaterThan(2);
  for (const { ghost = [], startedTick, uplift } of measured) {
    expect(ghost).toHaveLength(12);
    expect(ghost.every(({ tick }) => tick >= startedTick! && tick < startedTick! + 60)).toBe(true);
    expect(mean(ghost.map(({ tick, score }) => scores.get(tick)!.score - score))).toBeCloseTo(uplift!, 12);
  }
  // The first leaves the run where the whole ghost does; later ones do not, for those before them stay.
  const [first, second] = measured;
  expect(first!.ghost).toEqual(first!.ghost!.map(({ tick }) => ({ tick, score: scores.get(tick)!.ghostScore })));
  expect(second!.ghost).not.toEqual(second!.ghost!.map(({ tick }) => ({ tick, score: scores.get(tick)!.ghostScore })));
});

describe('a run with one intervention left out (PL-5)', () => {
  const base = perform(specOf('webinar-drop', 7));
  const [first] = base.result.interventions;
  const branchOf = (instead: ManualIntervention | null) => {
    const job = withoutIntervention(base, 1, instead)!;
    return perform(job.spec, job.inputs);
  };

  test('is the same run up to the tick at which it would have begun, and another one after it', () => {
    const branch = branchOf(null);
    const isBefore = ({ tick }: { tick: number }) => tick < first!.tick;
    expect(branch.curve.filter(isBefore)).toEqual(base.curve.filter(isBefore));
    expect(branch.result.interventions[0]).toMatchObject({ state: 'cancelled', uplift: null });
    const inMinute = ({ tick }: { tick: number }) => tick >= first!.tick && tick < first!.tick + 60;
    const differences = base.curve
      .filter(inMinute)
      .map(({ score }, index) => score - branch.curve.filter(inMinute)[index]!.score);
    expect(differences.reduce((sum, difference) => sum + difference, 0) / differences.length).toBeGreaterThan(0.02);
  });

  test('meets the same luck with another in its place', () => {
    const branch = branchOf({ kind: 'NOTIFICATION', variant: 'nudge' });
    expect(branch.result.interventions.slice(0, 2)).toMatchObject([
      { state: 'cancelled', kind: first!.kind },
      { state: 'measured', kind: 'NOTIFICATION', tick: first!.tick },
    ]);
  });

  test('replays from its own run file', () => {
    const branch = branchOf(null);
    expect(perform(branch.runFile.spec, branch.runFile.inputs).result.digest).toBe(branch.result.digest);
  });

  test('exists only for what was measured', () => {
    expect(withoutIntervention(base, 99, null)).toBeNull();
  });
});

describe('what a person does', () => {
  const manual = (inputs: SessionInput[]) => performWhole(specOf('webinar-drop', 3, { mode: 'manual' }), inputs);
  const [suggestion] = activitiesOf(manual([]).activities, 'intervention.suggested');
  const tick = suggestion!.tick + 5;

  test('approving launches at the next tick, and the outcome follows a minute later (EC-17)', () => {
    const { activities } = manual([{ kind: 'approve', tick, by: 'ada', interventionNumber: 1 }]);
    expect(activitiesOf(activities, 'intervention.approved')[0]).toMatchObject({ tick, payload: { decidedBy: 'ada' } });
    expect(activitiesOf(activities, 'intervention.started')[0]!.payload.startedTick).toBe(tick);
    const measured = activitiesOf(activities, 'intervention.measured')[0]!;
    expect(measured.tick).toBe(tick + 59);
    expect(measured.payload.uplift).toBeGreaterThan(0.02);
    expect(measured.payload.reachedCount).toBeGreaterThan(50);
  });

  test('dismissing ends it with the reason, teaches the policy, and cannot be approved afterwards (EC-15)', () => {
    const { activities, run } = manual([
      { kind: 'dismiss', tick, by: 'ada', interventionNumber: 1, reason: 'too early' },
      { kind: 'approve', tick: tick + 1, by: 'ada', interventionNumber: 1 },
    ]);
    expect(activitiesOf(activities, 'intervention.dismissed')[0]!.payload).toMatchObject({
      dismissReason: 'too early',
      decidedBy: 'ada',
    });
    expect(activitiesOf(activities, 'input.refused')[0]!.payload.why).toContain(
      'is dismissed and cannot become approved',
    );
    expect(run.posterior().mean).not.toEqual(manual([]).run.posterior().mean);
  });

  test('cancelling takes back what nobody has met yet, and nothing that has begun', () => {
    const { activities } = manual([
      { kind: 'approve', tick, by: 'ada', interventionNumber: 1 },
      { kind: 'cancel', tick, by: 'ada', interventionNumber: 1 },
    ]);
    expect(activitiesOf(activities, 'intervention.cancelled')[0]!.payload).toMatchObject({
      number: 1,
      decidedBy: 'ada',
      startedTick: null,
    });
    const late = manual([
      { kind: 'approve', tick, by: 'ada', interventionNumber: 1 },
      { kind: 'cancel', tick: tick + 1, by: 'ada', interventionNumber: 1 },
    ]);
    expect(activitiesOf(late.activities, 'input.refused')[0]!.payload.why).toContain('has begun');
    expect(activitiesOf(late.activities, 'intervention.measured')[0]!.payload.number).toBe(1);
  });

  test('stopping ends the run at that tick with a digest of its own', () => {
    const { result, activities } = manual([{ kind: 'stop', tick: 300, by: 'ada' }]);
    expect(result.ticks).toBe(300);
    expect(activities.at(-1)).toMatchObject({ type: 'session.ended', payload: { reason: 'stopped' } });
  });
});

describe('in auto mode', () => {
  test.each([...scenarios.keys()])('cooldowns are kept in %s (EC-11)', (id) => {
    const starts = activitiesOf(performWhole(specOf(id, 11)).activities, 'intervention.started');
    const tooSoon = starts.filter(({ tick, payload }, index) =>
      starts
        .slice(0, index)
        .some(
          (before) => before.payload.kind === payload.kind && tick - before.tick < defaultCooldownSeconds[payload.kind],
        ),
    );
    expect(tooSoon).toEqual([]);
  });
});

describe('every setting that is exposed changes some output (invariant 7)', () => {
  const base = performWhole(specOf('webinar-drop', 3)).digest;
  const scenario = scenarios.get('webinar-drop')!;
  test.each([
    [
      'conductor.cooldownSeconds',
      { conductor: { cooldownSeconds: { POLL: 0, CHAT_PROMPT: 0, GAMIFICATION: 0, NOTIFICATION: 0 } } },
    ],
    ['conductor.norms', { conductor: { norms: { activeRatio: 0.5 } } }],
    ['interventionEffectRatio', { interventionEffectRatio: 0.5 }],
    ['buildUpSeconds', { buildUpSeconds: 245 }],
    ['windDownSeconds', { windDownSeconds: 470 }],
    ['bots', { bots: [] }],
    ['format', { format: 'meeting' as const }],
    ['topic.isTechnical', { topic: { ...scenario.topic, isTechnical: false } }],
    ['topic.keywords', { topic: { ...scenario.topic, keywords: ['indexes'] } }],
    ['audience.preset', { audience: { ...scenario.audience, preset: 'casual' as const } }],
    ['audience.presentAtStartRatio', { audience: { ...scenario.audience, presentAtStartRatio: 0.1 } }],
    ['audience.arrivalMeanSeconds', { audience: { ...scenario.audience, arrivalMeanSeconds: 200 } }],
    ['script.cause', { script: [{ ...scenario.script[0]!, cause: 'technical_fault' as const }] }],
    ['script.leaveRatio', { script: [{ ...scenario.script[0]!, leaveRatio: 0.2 }] }],
    ['segments.appealRatio', { segments: [{ ...scenario.segments[0]!, appealRatio: 0.8 }] }],
  ])('%s', (_name, change) => {
    expect(performWhole(specOf('webinar-drop', 3, { scenario: change })).digest).not.toBe(base);
  });

  test('policy', () => {
    expect(performWhole(specOf('webinar-drop', 3, { policy: 'rules' })).digest).not.toBe(base);
  });

  test('posterior: what was learnt before changes what is suggested (EC-13)', () => {
    const { run } = performWhole(specOf('low-start', 1));
    expect(performWhole(specOf('webinar-drop', 3, { posterior: run.posterior() })).digest).not.toBe(base);
  });
});
