/** Why this? What was weighed, who decided, and what came of it, as the panel tells it. */
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { Reasoning } from '../../../server/contract/activity.ts';
import DecisionArms from '../../../admin/src/components/conductor/DecisionArms.vue';
import DecisionUplift from '../../../admin/src/components/conductor/DecisionUplift.vue';
import {
  agreementSentence,
  doubtSentence,
  isTrusted,
} from '../../../admin/src/components/conductor/agreement-words.ts';
import { armRows } from '../../../admin/src/components/conductor/decision-arms.ts';
import { standingOf, upliftScale } from '../../../admin/src/components/conductor/decision-outcome.ts';
import { deciderOf, modeAt, wordsSentence } from '../../../admin/src/components/conductor/decision-words.ts';
import { pickedMinute, markAt, interventionMarks } from '../../../admin/src/components/session/chart-marks.ts';
import { shadowSentence } from '../../../admin/src/components/conductor/shadow-words.ts';
import type { KnownActivity } from '../../../admin/src/live/known-activity.ts';
import { withAccepted } from '../../../admin/src/live/session-state.ts';
import { toSessionState } from '../../../admin/src/live/session-state.ts';
import { intervention, session } from './fixtures.ts';

const global = { stubs: { UIcon: true, UiKey: true } };
const chance = (successRatio: number, drawRatio: number | null) => ({
  successRatio,
  successLow: successRatio - 0.1,
  successHigh: successRatio + 0.1,
  drawRatio,
});
const reasoning = (given: Partial<Reasoning> = {}): Reasoning => ({
  sentence: 'Attention fell.',
  policy: 'thompson',
  chosen: chance(0.5, 0.7),
  expectedUplift: 0.04,
  expectedUpliftLow: 0.01,
  expectedUpliftHigh: 0.08,
  alternatives: [
    { kind: 'CHAT_PROMPT', variant: 'challenge', ...chance(0.6, 0.3), why: 'drew 30% against 70%' },
    { kind: 'GAMIFICATION', variant: 'quiz', ...chance(0.4, 0.55), why: 'drew 55% against 70%' },
    { kind: 'NOTIFICATION', variant: 'nudge', ...chance(0.8, null), why: 'cooling down for another 1:20' },
  ],
  ...given,
});
const known = (...activities: { type: string; tick: number; payload: object }[]) =>
  new Map(
    activities.map((activity, index) => [index + 1, { number: index + 1, ...activity } as unknown as KnownActivity]),
  );

describe('the arms of a decision', () => {
  it('are ranked: the chosen one, those that lost by their draw, and the excluded ones last (EC-15)', () => {
    const rows = armRows(intervention(), reasoning());
    expect(rows.map(({ kind, standing }) => [kind, standing])).toEqual([
      ['POLL', 'chosen'],
      ['GAMIFICATION', 'lost'],
      ['CHAT_PROMPT', 'lost'],
      ['NOTIFICATION', 'excluded'],
    ]);
  });

  it('show no draw where a rule decided, and say that nothing was drawn', () => {
    const byRule = reasoning({ policy: 'rules' });
    expect(armRows(intervention(), byRule).every(({ drawRatio }) => drawRatio === null)).toBe(true);
    expect(armRows(intervention(), byRule).at(-1)!.standing).toBe('excluded');
    const text = mount(DecisionArms, { global, props: { intervention: intervention(), reasoning: byRule } }).text();
    expect(text).toContain('Nothing was drawn');
    expect(text).not.toContain('draw 95%');
    expect(text).toContain('cooling down for another 1:20');
  });
});

describe('what was measured', () => {
  it('lies inside the expected interval, its ends included, or beyond it (EC-17)', () => {
    expect([0.01, 0.05, 0.08, 0.081, 0.009].map((uplift) => standingOf(uplift, reasoning()))).toEqual([
      'inside',
      'inside',
      'inside',
      'better',
      'worse',
    ]);
  });

  it('has its place on a scale that holds zero, the interval and itself', () => {
    for (const measured of [-0.4, 0, 0.5, null]) {
      const { at } = upliftScale(reasoning(), measured);
      for (const value of [0, 0.01, 0.08, measured ?? 0]) {
        expect(at(value)).toBeGreaterThan(0);
        expect(at(value)).toBeLessThan(1);
      }
    }
  });

  it('is told in words, not by colour alone', () => {
    const told = (measured: number | null) =>
      mount(DecisionUplift, { global, props: { reasoning: reasoning(), measured } }).text();
    expect(told(0.12)).toContain('better than expected');
    expect(told(-0.02)).toContain('worse than expected');
    expect(told(null)).not.toContain('Measured');
  });
});

describe('who decided', () => {
  const of = (given: Parameters<typeof intervention>[0], mode: Parameters<typeof deciderOf>[1] = 'semi') =>
    deciderOf(intervention(given), mode, session());

  it('is the policy by its confidence, a person, the demo, or nobody (EC-14)', () => {
    expect(of({ state: 'measured', decidedBy: 'policy', confidence: 0.8 })).toMatchObject({ name: 'The conductor' });
    expect(of({ state: 'measured', decidedBy: 'policy', confidence: 0.8 }).sentence).toContain('at least the 75%');
    expect(of({ state: 'active', decidedBy: 'demo' }).name).toBe('The demo');
    expect(of({ state: 'active', decidedBy: 'panel' }).name).toBe('You');
    expect(of({ state: 'expired' }).name).toBe('Nobody');
    expect(of({ state: 'shadowed', decidedBy: 'host', verdict: 'disagree' }).sentence).toContain('did something else');
    expect(of({ state: 'active', decidedBy: 'panel', confidence: null }).sentence).toContain('by hand');
  });

  it('goes with the mode of that moment, and none is made up where it is not known', () => {
    const changed = known({ type: 'conductor.mode_changed', tick: 100, payload: { mode: 'auto', by: 'panel' } });
    expect(modeAt(150, { mode: 'manual' }, changed)).toBe('auto');
    expect(modeAt(50, { mode: 'auto' }, changed)).toBeNull();
    expect(modeAt(50, { mode: 'semi' }, known())).toBe('semi');
  });
});

describe('the words', () => {
  it('say where they came from, and why not from a model that was asked (EC-16)', () => {
    const content = intervention().content!;
    const say = (given: Parameters<typeof intervention>[0], wording: 'template' | 'model') =>
      wordsSentence(intervention(given), { wording });
    expect(say({ content: { ...content, source: 'model' } }, 'model')).toContain('language model');
    expect(say({}, 'template')).toContain('started with templates');
    expect(say({}, 'model')).toContain('within 3 seconds');
    expect(say({ kind: 'NOTIFICATION' }, 'model')).toContain('polls and chat prompts only');
    const told = { ...content, note: 'The model was refused: the cap is reached.' };
    expect(say({ content: told }, 'model')).toContain('the cap is reached');
  });
});

describe('how often people agreed', () => {
  const agreement = (decisionCount: number, agreeCount: number, ratio: number | null) => ({
    decisionCount,
    agreeCount,
    ratio,
    low: ratio === null ? null : ratio - 0.1,
    high: ratio === null ? null : ratio + 0.1,
    recent: [],
  });

  it('decides whether auto needs a second thought: too few answers, or too little agreement (EC-14)', () => {
    expect(isTrusted(agreement(9, 7, 0.72))).toBe(true);
    expect(isTrusted(agreement(4, 4, 0.83))).toBe(false);
    expect(isTrusted(agreement(20, 10, 0.5))).toBe(false);
    expect(isTrusted(agreement(0, 0, null))).toBe(false);
  });

  it('is said with its interval, and honestly where nobody has answered', () => {
    expect(agreementSentence(agreement(9, 7, 0.72))).toBe(
      'You agreed with 7 of 9 decisions: 72%, 95% interval 62% to 82%.',
    );
    expect(agreementSentence(agreement(0, 0, null))).toContain('Nobody has answered');
    expect(doubtSentence(agreement(3, 3, 0.8))).toContain('few');
    expect(doubtSentence(agreement(30, 10, 0.34))).toContain('low');
  });
});

describe('in shadow mode', () => {
  const shadowed = intervention({ state: 'shadowed', endedTick: 108, delta: -0.05 });

  it('a decision has a mark on the chart at which nobody met it, and a minute', () => {
    expect(interventionMarks([shadowed])).toMatchObject([{ tick: 108, isShadowed: true, label: 'Poll, in shadow' }]);
    expect(pickedMinute(shadowed)).toEqual({ number: 1, from: 108, to: 168, uplift: null, ghost: [] });
    expect(pickedMinute(intervention())).toBeNull();
  });

  it('a verdict shows at once, and is taken back when the server refuses it', () => {
    const state = { ...toSessionState({ session: session(), points: [], anomalies: [], interventions: [shadowed] }) };
    const judged = withAccepted(state, { number: 1, verdict: 'agree' });
    expect(judged.interventions[0]).toMatchObject({ verdict: 'agree', decidedBy: 'panel', state: 'shadowed' });
    expect(withAccepted(judged, { number: 1, verdict: null }).interventions[0]).toMatchObject(shadowed);
  });

  it('a line tells the verdict, who gave it, and how the score went on', () => {
    expect(shadowSentence({ ...shadowed, verdict: 'agree', decidedBy: 'host' }, true)).toBe(
      'The host did the same within a minute. The score moved by −5 points.',
    );
    expect(shadowSentence({ ...shadowed, delta: null }, false)).toBe('Nobody has answered.');
    expect(shadowSentence({ ...shadowed, verdict: 'disagree', decidedBy: 'panel', delta: null }, false)).toBe(
      'You would not have done it.',
    );
  });
});

describe('a mark on the chart', () => {
  const marks = {
    anomalies: [{ number: 1, tick: 100, score: 0.4, label: 'Sudden drop', severity: 'WARNING' as const }],
    interventions: interventionMarks([intervention({ number: 2, startedTick: 104 })]),
  };
  const reach = { ticks: 6, score: 0.05 };

  it('is found where it stands: an anomaly on its point, an intervention along its line', () => {
    expect(markAt({ tick: 101, score: 0.42 }, reach, marks)).toEqual({ subject: 'anomaly', number: 1 });
    expect(markAt({ tick: 101, score: 0.9 }, reach, marks)).toEqual({ subject: 'intervention', number: 2 });
    expect(markAt({ tick: 120, score: 0.4 }, reach, marks)).toBeNull();
  });
});
