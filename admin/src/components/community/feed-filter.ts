/** Which activities the feed shows, and how they are exported. Pure. */
import type { KnownCommunityActivity } from '../../live/community-activity.ts';
import { toCsv } from '../../csv.ts';
import { activityWords, type CommunityActivityName, lineOf } from './activity-line.ts';

/** Everything, heartbeats among it. Without it the feed leaves them out: what a heartbeat led to speaks for itself. */
export const everything = 'all';

export interface FeedFilter {
  /** A type, {@link everything}, or null for all but heartbeats. */
  type: CommunityActivityName | typeof everything | null;
  botId: string | null;
}

/** Reads the type from the address, where anything may stand. */
export function feedTypeOf(value: string | null): FeedFilter['type'] {
  if (value === everything) return value;
  return value !== null && Object.hasOwn(activityWords, value) ? (value as CommunityActivityName) : null;
}

export function isShown(activity: KnownCommunityActivity, { type, botId }: FeedFilter): boolean {
  if (type === null && activity.type === 'heartbeat.ended') return false;
  if (type !== null && type !== everything && activity.type !== type) return false;
  return botId === null || aboutBot(activity) === botId;
}

/** The bot whose doing an activity is; null where it is none's. */
export const aboutBot = ({ payload }: KnownCommunityActivity) => ('botId' in payload ? payload.botId : null);

export function feedCsv(activities: readonly KnownCommunityActivity[], nameOf: (id: string) => string): string {
  const named = (id: string | null) => (id === null ? null : nameOf(id));
  return toCsv(
    ['number', 'at', 'type', 'bot', 'what', 'other', 'thread', 'detail'],
    activities.map((activity) => {
      const { botId, verb, otherId, thread, detail } = lineOf(activity);
      const { number, at, type } = activity;
      return [number, at, type, named(botId), verb, named(otherId), thread?.title ?? null, detail];
    }),
  );
}
