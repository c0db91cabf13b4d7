import { describe, expect, it } from 'vitest';
import type { ActivityDraft } from '../../../server/contract/activity.ts';
import type { KnownActivity } from '../../../admin/src/live/known-activity.ts';
import { toKnownActivity } from '../../../admin/src/live/known-activity.ts';
import { foldActivities, toSessionState, withAccepted } from '../../../admin/src/live/session-state.ts';
import { anomaly, intervention, point, session } from './fixtures.ts';

let number = 0;
const activity = (draft: ActivityDraft, given: Partial<KnownActivity> = {}) =>
  ({
    ...draft,
    number: ++number,
    sessionId: 's1',
    causedBy: null,
    at: '2026-11-21T10:00:00.000Z',
    ...given,
  }) as KnownActivity;

const scored = (tick: number, score: number) => activity({ type: 'session.scored', tick, payload: point(tick, score) });
const chat = (tick: number) =>
  activity({
    type: 'chat.posted',
    tick,
    payload: { author: 'Mona', isBot: true, colour: null, text: 'hello', hiddenCount: 0 },
  });
const empty = () => toSessionState({ session: session(), points: [], anomalies: [], interventions: [] });

describe('folding activities into a session', () => {
  it('takes score, category and those present from the newest point', () => {
    const state = foldActivities(empty(), [scored(5, 0.8), scored(10, 0.2)]);
    expect(state.session).toMatchObject({ tick: 10, score: 0.2, category: 'critical', presentCount: 100 });
    expect(state.points.map(({ tick }) => tick)).toEqual([5, 10]);
  });

  it('changes nothing when the same activities come again, as after a reconnection', () => {
    const activities = [scored(5, 0.8), chat(6), activity({ type: 'anomaly.detected', tick: 7, payload: anomaly() })];
    const once = foldActivities(empty(), activities);
    expect(foldActivities(once, activities)).toEqual(once);
  });

  it('is the same in one batch and in many', () => {
    const activities = [
      scored(5, 0.8),
      chat(6),
      scored(10, 0.5),
      activity({ type: 'conductor.mode_changed', tick: 10, payload: { mode: 'auto', by: 'panel' } }),
    ];
    const oneByOne = activities.reduce((state, next) => foldActivities(state, [next]), empty());
    expect(oneByOne).toEqual(foldActivities(empty(), activities));
  });

  it('replaces an intervention by its newer form instead of listing it twice', () => {
    const state = foldActivities(empty(), [
      activity({ type: 'intervention.suggested', tick: 105, payload: intervention() }),
      activity({
        type: 'intervention.dismissed',
        tick: 110,
        payload: intervention({ state: 'dismissed', decidedBy: 'panel', dismissReason: 'Wrong moment' }),
      }),
    ]);
    expect(state.interventions).toHaveLength(1);
    expect(state.interventions[0]).toMatchObject({ state: 'dismissed', dismissReason: 'Wrong moment' });
  });

  it('keeps an anomaly where it was first noticed when it grows worse', () => {
    const state = foldActivities(empty(), [
      activity({ type: 'anomaly.detected', tick: 100, payload: anomaly() }),
      activity({ type: 'anomaly.escalated', tick: 104, payload: anomaly({ severity: 'CRITICAL' }) }),
    ]);
    expect(state.anomalies).toMatchObject([{ tick: 100, severity: 'CRITICAL' }]);
  });

  it('keeps the points that were read before, and puts a late one in its place', () => {
    const base = toSessionState({
      session: session(),
      points: [point(5, 0.5), point(15, 0.5)],
      anomalies: [],
      interventions: [],
    });
    expect(foldActivities(base, [scored(10, 0.4)]).points.map(({ tick }) => tick)).toEqual([5, 10, 15]);
  });

  it('goes back to the start on a reset', () => {
    const played = foldActivities(empty(), [
      scored(5, 0.8),
      chat(6),
      activity({ type: 'session.ended', tick: 9, payload: { reason: 'stopped', presentCount: 3 } }),
    ]);
    const state = foldActivities(played, [activity({ type: 'session.reset', tick: 0, payload: { by: 'panel' } })]);
    expect(state).toMatchObject({ points: [], chat: [], anomalies: [], interventions: [] });
    expect(state.session).toMatchObject({ tick: 0, score: null, status: 'running', endedAt: null });
  });

  it('leaves scores, chat and states out of the feed, but remembers them as causes', () => {
    const cause = scored(5, 0.2);
    const state = foldActivities(empty(), [
      cause,
      chat(6),
      activity({ type: 'anomaly.detected', tick: 7, payload: anomaly() }, { causedBy: cause.number }),
    ]);
    expect(state.feed.map(({ type }) => type)).toEqual(['anomaly.detected']);
    expect(state.causes.get(cause.number)).toEqual(cause);
  });

  it('leaves the state it was given as it was', () => {
    const before = empty();
    const copy = structuredClone({ ...before, causes: [] });
    foldActivities(before, [scored(5, 0.3), chat(6)]);
    expect(structuredClone({ ...before, causes: [] })).toEqual(copy);
  });
});

describe('knowing an activity', () => {
  const raw = {
    number: 1,
    ventureId: 'default',
    sessionId: 's1',
    tick: 3,
    causedBy: null,
    at: '2026-11-21T10:00:00.000Z',
  };

  it('passes over types of a newer server', () => {
    expect(toKnownActivity({ ...raw, type: 'session.teleported', payload: {} })).toBeNull();
  });

  it('passes over a payload that is not what the contract says', () => {
    expect(toKnownActivity({ ...raw, type: 'session.joined', payload: { attendeeCount: 'many' } })).toBeNull();
  });

  it('parses what the contract knows', () => {
    expect(toKnownActivity({ ...raw, type: 'session.joined', payload: { attendeeCount: 4 } })).toMatchObject({
      type: 'session.joined',
      payload: { attendeeCount: 4 },
    });
  });
});

describe('what the server has accepted', () => {
  it('shows at once, and is confirmed by its activity', () => {
    const suggested = foldActivities(empty(), [
      activity({ type: 'intervention.suggested', tick: 100, payload: intervention({ state: 'awaiting_approval' }) }),
    ]);
    const accepted = withAccepted(suggested, { number: intervention().number, state: 'approved' });
    expect(accepted.interventions[0]).toMatchObject({ state: 'approved', decidedBy: 'panel' });
    expect(suggested.interventions[0]!.state).toBe('awaiting_approval');
    expect(withAccepted(suggested, { mode: 'auto' }).session.mode).toBe('auto');
  });
});
