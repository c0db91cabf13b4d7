import { purposeWords } from '../../../admin/src/words.ts';
import { describe, expect, it } from 'vitest';
import type { KnownActivity } from '../../../admin/src/live/known-activity.ts';
import { newestAbout, sentenceOf, whyOf } from '../../../admin/src/live/sentences.ts';
import { count, inPoints, percent, rate, sessionTime, signedPoints, span } from '../../../admin/src/numbers.ts';
import { anomaly, intervention, point } from './fixtures.ts';

describe('numbers', () => {
  it('write session time as minutes and seconds, with hours only where there are any', () => {
    expect([0, 65, 1_200, 3_725].map(sessionTime)).toEqual(['00:00', '01:05', '20:00', '1:02:05']);
  });

  it('sign differences, and never write minus nothing', () => {
    expect([0.341, -0.02, -0.001].map((value) => signedPoints(value))).toEqual(['+34', '−2', '0']);
    expect(signedPoints(-0.0004, 1)).toBe('0');
  });

  it('give one point its singular', () =>
    expect([0.01, -0.01, 0, 0.12].map((value) => inPoints(value))).toEqual([
      '+1 point',
      '−1 point',
      '0 points',
      '+12 points',
    ]));

  it('keep one decimal of small rates only', () =>
    expect([0, 0.94, 9.96, 42.4].map(rate)).toEqual(['0', '0.9', '10', '42']));
  it('group thousands', () => expect(count(1_000_000)).toBe('1\u202F000\u202F000'));
  it('give shares and spans their unit', () =>
    expect([percent(0.583), span(45), span(1_200), span(9_000)]).toEqual(['58%', '45 s', '20 min', '2.5 h']));
});

const known = (type: string, payload: unknown, given: Partial<KnownActivity> = {}) =>
  ({
    type,
    payload,
    tick: 100,
    number: 1,
    sessionId: 's1',
    causedBy: null,
    at: '2026-11-21T10:00:00.000Z',
    ...given,
  }) as KnownActivity;

describe('what happened', () => {
  it('keeps expired, dismissed and cancelled apart', () => {
    const titles = (['expired', 'dismissed', 'cancelled'] as const).map(
      (state) => sentenceOf(known(`intervention.${state}`, intervention({ state }))).title,
    );
    expect(titles).toEqual(['Poll expired', 'Poll dismissed', 'Poll cancelled']);
  });

  it('says whose decision it was', () => {
    expect(sentenceOf(known('intervention.approved', intervention({ decidedBy: 'panel' }))).detail).toBe('by you');
    expect(sentenceOf(known('intervention.approved', intervention({ decidedBy: 'demo' }))).detail).toBe('by the demo');
  });
});

describe('why', () => {
  const scored = known('session.scored', point(95, 0.2), { number: 1 });
  const detected = known('anomaly.detected', anomaly(), { number: 2, causedBy: 1 });
  const suggested = known('intervention.suggested', intervention(), { number: 3, causedBy: 2 });
  const all = new Map([scored, detected, suggested].map((activity) => [activity.number, activity]));

  it('leads from an activity to what began it', () =>
    expect(whyOf(3, all).map(({ number }) => number)).toEqual([3, 2, 1]));
  it('starts at the newest that is known about an anomaly or an intervention', () => {
    expect(newestAbout('intervention', 1, all)).not.toBeNull();
    expect(newestAbout('intervention', 99, all)).toBeNull();
  });
  it('ends where the cause is not known here', () => expect(whyOf(3, new Map([[3, suggested]]))).toHaveLength(1));
  it('ends in a circle too', () => {
    const circle = new Map([[2, known('anomaly.detected', anomaly(), { number: 2, causedBy: 2 })]]);
    expect(whyOf(2, circle)).toHaveLength(1);
  });
});

it('says what a language model was asked for in words, those it does not know too (EX-12)', () => {
  expect(purposeWords('call_turn')).toBe('turn of the bot');
  expect(purposeWords('quick_look')).toBe('quick look');
});
