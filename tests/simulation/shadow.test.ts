/** Deciding without acting, words that come from outside, and sessions that were recorded (EC-14, EC-16, EC-27). */
import { describe, expect, test } from 'vitest';
import type { SessionInput } from '../../server/contract/input.ts';
import type { Recording } from '../../server/contract/recording.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { activitiesOf, performWhole, specOf } from '../support/run-spec.ts';

const shadow = () => performWhole(specOf('webinar-drop', 3, { mode: 'shadow' }));

describe('in shadow mode', () => {
  test('the conductor decides and writes it down, and the audience never meets anything (EC-14)', () => {
    const { activities, result } = shadow();
    const decided = activitiesOf(activities, 'intervention.shadowed');
    expect(decided.length).toBeGreaterThan(0);
    expect(decided.every(({ payload }) => payload.content !== null && payload.reasoning !== null)).toBe(true);
    expect(activitiesOf(activities, 'intervention.started')).toEqual([]);
    const off = performWhole(specOf('webinar-drop', 3, { mode: 'off' }));
    expect(result.score).toEqual(off.result.score);
  });

  test('two decisions on the same fall lie a minute apart, and a kind keeps its cooldown (EC-11)', () => {
    const decided = activitiesOf(shadow().activities, 'intervention.shadowed').map(({ payload }) => payload);
    const gaps = (of: typeof decided) => of.slice(1).map((later, index) => later.suggestedTick - of[index]!.endedTick!);
    expect(decided.length).toBeGreaterThan(1);
    expect(Math.min(...gaps(decided))).toBeGreaterThanOrEqual(60);
    expect(Math.min(Infinity, ...gaps(decided.filter(({ kind }) => kind === 'POLL')))).toBeGreaterThanOrEqual(120);
  });

  test('a minute later it says how the score went on', () => {
    const { activities } = shadow();
    const [first] = activitiesOf(activities, 'intervention.shadowed');
    const observed = activitiesOf(activities, 'intervention.observed').find(
      ({ payload }) => payload.number === first!.payload.number,
    );
    expect(observed?.tick).toBe(first!.tick + 60);
    expect(observed?.payload.delta).toBeLessThan(0);
  });

  test('a person’s verdict is kept, counts once and teaches the policy (EC-15)', () => {
    const [first] = activitiesOf(shadow().activities, 'intervention.shadowed');
    const judge = (tick: number): SessionInput => ({
      kind: 'judge',
      tick,
      by: 'panel',
      interventionNumber: first!.payload.number,
      verdict: 'disagree',
    });
    const judged = performWhole(specOf('webinar-drop', 3, { mode: 'shadow' }), [
      judge(first!.tick + 3),
      judge(first!.tick + 9),
    ]);
    expect(activitiesOf(judged.activities, 'intervention.judged').map(({ payload }) => payload.verdict)).toEqual([
      'disagree',
    ]);
    expect(activitiesOf(judged.activities, 'input.refused')).toHaveLength(1);
    expect(judged.run.posterior().mean).not.toEqual(shadow().run.posterior().mean);
  });
});

describe('words by a language model', () => {
  const spec = specOf('webinar-drop', 3, { wording: 'model' });
  const waiting = () => activitiesOf(performWhole(spec).activities, 'intervention.generating')[0]!;
  const written = (tick: number, text = 'Which part of the talk lost you?'): SessionInput => {
    const { number, kind } = waiting().payload;
    const options = kind === 'POLL' ? ['The numbers', 'The pace'] : [];
    return { kind: 'words', tick, by: 'model', interventionNumber: number, words: { text, options } };
  };
  const suggestedWith = (inputs: readonly SessionInput[]) =>
    activitiesOf(performWhole(spec, inputs).activities, 'intervention.suggested').find(
      ({ payload }) => payload.number === waiting().payload.number,
    )!;

  test('are used in the second in which they come (EC-16)', () => {
    const { tick } = waiting();
    for (const at of [tick + 1, tick + 3]) {
      const suggested = suggestedWith([written(at)]);
      expect(suggested.payload.content).toMatchObject({ source: 'model', text: 'Which part of the talk lost you?' });
      expect(suggested.tick).toBe(at);
    }
  });

  test('give way to a template where none came within three seconds, and come too late afterwards', () => {
    const { tick } = waiting();
    expect(suggestedWith([]).payload.content?.source).toBe('template');
    expect(suggestedWith([]).tick).toBe(tick + 3);
    const late = performWhole(spec, [written(tick + 4)]);
    expect(activitiesOf(late.activities, 'input.refused')).toHaveLength(1);
  });

  test('that do not fit are refused, and a template takes their place', () => {
    const { tick } = waiting();
    const { kind } = waiting().payload;
    const misfit = {
      ...written(tick + 2),
      words: { text: 'Yes?', options: kind === 'POLL' ? [] : ['a', 'b'] },
    } as SessionInput;
    const run = performWhole(spec, [misfit]);
    expect(activitiesOf(run.activities, 'input.refused')[0]?.payload.why).toContain('options');
    expect(suggestedWith([misfit]).payload.content?.source).toBe('template');
  });

  test('are part of the run: the same inputs give the same digest', () => {
    const inputs = [written(waiting().tick + 2)];
    expect(performWhole(spec, inputs).digest).toBe(performWhole(spec, inputs).digest);
    expect(performWhole(spec, inputs).digest).not.toBe(performWhole(spec).digest);
  });
});

describe('a recorded session', () => {
  const seconds = 900;
  const steady = (value: number) => Array.from({ length: seconds }, () => value);
  /** Two hundred people; at 500 s forty leave within ten seconds, and the host asks a poll half a minute later. */
  const recording: Recording = {
    name: 'town-hall.csv',
    presentCounts: steady(200).map((count, index) => count - 4 * Math.min(10, Math.max(0, index - 499))),
    activeCounts: null,
    joinCounts: steady(0),
    leaveCounts: steady(0).map((_, index) => (index >= 500 && index < 510 ? 4 : 0)),
    chatCounts: steady(0).map((_, index) => (index % 4 === 0 ? 1 : 0)),
    reactionCounts: null,
    polls: [],
    acts: [{ tick: 540, kind: 'POLL', text: 'Stay or go?' }],
    messages: [{ tick: 9, author: 'Ana', text: 'Good morning' }],
  };
  const perform = (inputs: readonly SessionInput[] = []) =>
    performWhole(specOf('low-start', 1, { scenario: { script: [] }, mode: 'shadow', recording }), inputs);

  test('is watched by the same conductor: it notices, proposes, and launches nothing (EC-27)', () => {
    const { activities } = perform();
    const [anomaly] = activitiesOf(activities, 'anomaly.detected');
    expect(anomaly?.payload.type).toBe('MASS_EXIT');
    expect(anomaly!.tick).toBeGreaterThan(500);
    expect(anomaly!.tick).toBeLessThanOrEqual(515);
    expect(activitiesOf(activities, 'intervention.shadowed').length).toBeGreaterThan(0);
    expect(activitiesOf(activities, 'intervention.started')).toEqual([]);
    expect(activitiesOf(activities, 'chat.posted')[0]?.payload.text).toBe('Good morning');
  });

  test('holds what the host did against what was proposed', () => {
    const judged = activitiesOf(perform().activities, 'intervention.judged')[0]!;
    expect(judged.payload.decidedBy).toBe('host');
    expect(judged.payload.verdict).toBe(judged.payload.kind === 'POLL' ? 'agree' : 'disagree');
  });

  test('leaves out of the score what was not recorded, and has no counterfactual (EC-2)', () => {
    const points = activitiesOf(perform().activities, 'session.scored').map(({ payload }) => payload);
    expect(points.every(({ parts }) => parts.active === null && parts.reactions === null)).toBe(true);
    expect(points.every(({ signals }) => signals.activeCount === null && signals.reactionsPerMinute === null)).toBe(
      true,
    );
    expect(points.every(({ ghostScore }) => ghostScore === null)).toBe(true);
  });

  test('cannot be acted on, and gives the same digest each time (PL-3)', () => {
    const spec = specOf('low-start', 1, { scenario: { script: [] }, mode: 'shadow', recording });
    const run = composeRun(spec);
    const [refused] = run.step([{ kind: 'manual', tick: 1, by: 'panel', intervention: { kind: 'POLL' } }]);
    expect(refused?.type).toBe('input.refused');
    expect(perform().digest).toBe(perform().digest);
  });
});
