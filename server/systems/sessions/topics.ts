/** Topics of the live stream: which activities belong to which. */
import type { Activity } from '../../contract/activity.ts';
import { topicOfSession } from '../../contract/stream.ts';
import { defaultVentureId } from '../../contract/vocabulary.ts';
import type { LogFilter } from '../../platform/activity/activity-log.ts';
import type { TopicFamily } from '../../platform/live/topic-family.ts';
import type { SessionReading } from './reading.ts';

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
const onePrefix = topicOfSession('');

function topicsOf(activity: Activity): string[] {
  const topics = activity.sessionId === null ? [] : [topicOfSession(activity.sessionId)];
  return lifeCycle.has(activity.type) ? [...topics, allSessions] : topics;
}

function filterOf(topic: string): LogFilter {
  const sessionId = sessionOf(topic);
  return sessionId === null ? { types: lifeCycleTypes } : { sessionId };
}

/** The session a topic is about, or null for all of them. */
const sessionOf = (topic: string): string | null =>
  topic.startsWith(onePrefix) ? topic.slice(onePrefix.length) : null;

/** The life cycle of all sessions, and everything of one. */
export const sessionTopics = (reading: SessionReading): TopicFamily => ({
  has: (topic) => topic === allSessions || topic.startsWith(onePrefix),
  topicsOf,
  filterOf,
  // All sessions belong to the default venture.
  snapshot: (topic, ventures) =>
    ventures === null || ventures.includes(defaultVentureId) ? reading.snapshot(sessionOf(topic)) : Promise.resolve([]),
});
