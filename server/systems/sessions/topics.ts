/** Topics of the live stream: which activities belong to which. */
import type { Activity } from '../../contract/activity.ts';
import type { LogFilter } from '../../platform/activity/activity-log.ts';

/** What a list of sessions has to know. */
const lifeCycleTypes = [
  'session.created',
  'session.paused',
  'session.resumed',
  'session.speed_changed',
  'session.reset',
  'session.ended',
  'session.digested',
  'session.failed',
  'conductor.mode_changed',
  'anomaly.detected',
];
const lifeCycle = new Set(lifeCycleTypes);

const allSessions = 'sessions';
const onePrefix = 'session:';

export function topicsOf(activity: Activity): string[] {
  const topics = activity.sessionId === null ? [] : [onePrefix + activity.sessionId];
  return lifeCycle.has(activity.type) ? [...topics, allSessions] : topics;
}

export function filterOf(topic: string): LogFilter {
  const sessionId = sessionOf(topic);
  return sessionId === null ? { types: lifeCycleTypes } : { sessionId };
}

/** The session a topic is about, or null for all of them. */
export const sessionOf = (topic: string): string | null =>
  topic.startsWith(onePrefix) ? topic.slice(onePrefix.length) : null;
