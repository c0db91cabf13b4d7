/** A session as the panel knows it, and how activities change it. Pure: the same activities give the same state. */
import {
  type AnomalyBody,
  type InterventionBody,
  isAboutAnomaly,
  isAboutIntervention,
  type Point,
} from '../../../server/contract/activity.ts';
import type { Session } from '../../../server/contract/session.ts';
import type { Mode, Verdict } from '../../../server/contract/vocabulary.ts';
import type { KnownActivity } from './known-activity.ts';

export type ChatActivity = Extract<KnownActivity, { type: 'chat.posted' }>;

export interface SessionState {
  readonly session: Session;
  /** In order of tick, one every 5 s. */
  readonly points: readonly Point[];
  readonly anomalies: readonly AnomalyBody[];
  readonly interventions: readonly InterventionBody[];
  /** The newest messages, oldest first. */
  readonly chat: readonly ChatActivity[];
  /** What a person wants to read of it, oldest first. */
  readonly feed: readonly KnownActivity[];
  /** Whatever may be the cause of something, by number. */
  readonly causes: ReadonlyMap<number, KnownActivity>;
  /** Number of the newest activity that is in here; the stream resumes after it. */
  readonly lastNumber: number;
}

/** What the panel keeps of the chat and of the feed; older entries stay in the activity log. */
const chatCapacity = 300;
const feedCapacity = 2_000;
const causeCapacity = 6_000;

const quietTypes = new Set<KnownActivity['type']>([
  'session.scored',
  'session.joined',
  'chat.posted',
  'conductor.state_changed',
  'conductor.limit_changed',
]);

export interface SessionBase {
  session: Session;
  points: readonly Point[];
  anomalies: readonly AnomalyBody[];
  interventions: readonly InterventionBody[];
}

export function toSessionState(base: SessionBase): SessionState {
  return { ...base, chat: [], feed: [], causes: new Map(), lastNumber: base.session.lastActivityNumber };
}

/** Takes activities in, in order. Those already in change nothing. */
export function foldActivities(state: SessionState, activities: readonly KnownActivity[]): SessionState {
  const draft: Draft = {
    session: { ...state.session },
    points: [...state.points],
    anomalies: [...state.anomalies],
    interventions: [...state.interventions],
    chat: [...state.chat],
    feed: [...state.feed],
    causes: new Map(state.causes),
    lastNumber: state.lastNumber,
  };
  for (const activity of activities) {
    if (draft.causes.has(activity.number)) continue;
    apply(draft, activity);
    draft.lastNumber = Math.max(draft.lastNumber, activity.number);
    draft.causes.set(activity.number, activity);
    if (!quietTypes.has(activity.type)) draft.feed.push(activity);
  }
  draft.chat = draft.chat.slice(-chatCapacity);
  draft.feed = draft.feed.slice(-feedCapacity);
  for (const number of draft.causes.keys()) {
    if (draft.causes.size <= causeCapacity) break;
    draft.causes.delete(number);
  }
  return draft;
}

/** What the server has accepted and will carry out at the session's next tick; its activity follows then. */
export type Accepted =
  | { mode: Mode }
  | { number: number; state: 'approved' | 'dismissed' }
  /** Null takes back what was shown before the server refused it. */
  | { number: number; verdict: Verdict | null };

/** The state with what was accepted already in it: a paused session may have no next tick for a long time. */
export function withAccepted(state: SessionState, accepted: Accepted): SessionState {
  if ('mode' in accepted) return { ...state, session: { ...state.session, mode: accepted.mode } };
  const { number, ...change } = accepted;
  const decidedBy = 'verdict' in change && change.verdict === null ? null : 'panel';
  const interventions = state.interventions.map((intervention) =>
    intervention.number === number ? { ...intervention, ...change, decidedBy } : intervention,
  );
  return { ...state, interventions };
}

interface Draft extends SessionState {
  points: Point[];
  anomalies: AnomalyBody[];
  interventions: InterventionBody[];
  chat: ChatActivity[];
  feed: KnownActivity[];
  causes: Map<number, KnownActivity>;
  lastNumber: number;
}

/** One case for each type of activity: long because it is a list. */
function apply(draft: Draft, activity: KnownActivity): void {
  const { session } = draft;
  if (activity.type !== 'session.reset' && activity.type !== 'session.created')
    session.tick = Math.max(session.tick, activity.tick);
  if (isAboutAnomaly(activity)) {
    replaceByNumber(draft.anomalies, activity.payload);
    session.anomalyCount = Math.max(session.anomalyCount, activity.payload.number);
    return;
  }
  if (isAboutIntervention(activity)) {
    replaceByNumber(draft.interventions, activity.payload);
    session.interventionCount = Math.max(session.interventionCount, activity.payload.number);
    return;
  }
  switch (activity.type) {
    case 'session.scored':
      insertPoint(draft.points, activity.payload);
      session.score = activity.payload.score;
      session.category = activity.payload.category;
      session.presentCount = activity.payload.signals.presentCount;
      return;
    case 'chat.posted':
      draft.chat.push(activity);
      return;
    case 'conductor.state_changed':
      session.conductorState = activity.payload.state;
      session.conductorSentence = activity.payload.sentence;
      return;
    case 'conductor.limit_changed':
      session.detectionLimit = activity.payload;
      return;
    case 'conductor.mode_changed':
      session.mode = activity.payload.mode;
      return;
    case 'session.ended':
      session.status = 'ended';
      session.endedAt = activity.at;
      session.presentCount = activity.payload.presentCount;
      return;
    case 'session.failed':
      session.status = 'failed';
      session.failure = activity.payload.message;
      return;
    case 'session.paused':
      session.status = 'paused';
      return;
    case 'session.resumed':
      session.status = 'running';
      return;
    case 'session.speed_changed':
      session.speed = activity.payload.speed;
      return;
    case 'session.digested':
      session.digest = activity.payload.digest;
      return;
    case 'session.reset':
      clear(draft);
      return;
    case 'session.joined':
    case 'session.created':
    case 'session.branched':
    case 'conductor.learnt':
    case 'input.refused':
      return;
  }
}

/** Back to the start of the scenario: what the evening had brought is gone, only the note that it was reset stays. */
function clear(draft: Draft): void {
  draft.points.length = 0;
  draft.anomalies.length = 0;
  draft.interventions.length = 0;
  draft.chat.length = 0;
  draft.feed.length = 0;
  Object.assign(draft.session, {
    tick: 0,
    score: null,
    category: null,
    digest: null,
    failure: null,
    endedAt: null,
    detectionLimit: null,
    anomalyCount: 0,
    interventionCount: 0,
    conductorState: 'monitoring',
    status: draft.session.status === 'paused' ? 'paused' : 'running',
  } satisfies Partial<Session>);
}

function insertPoint(points: Point[], point: Point): void {
  const last = points.at(-1);
  if (!last || last.tick < point.tick) points.push(point);
  else {
    const index = points.findIndex(({ tick }) => tick >= point.tick);
    points.splice(index, points[index]?.tick === point.tick ? 1 : 0, point);
  }
}

function replaceByNumber<T extends { number: number }>(entries: T[], entry: T): void {
  const index = entries.findIndex(({ number }) => number === entry.number);
  if (index >= 0) entries[index] = entry;
  else entries.push(entry);
}
