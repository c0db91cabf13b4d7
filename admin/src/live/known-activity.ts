import { type Activity, type ActivityDraft, RunActivity, ServerActivity } from '../../../server/contract/activity.ts';

/** An activity of a type the panel knows, with its payload parsed. */
export type KnownActivity = ActivityDraft & Pick<Activity, 'number' | 'sessionId' | 'causedBy' | 'at'>;

const runTypes = new Set<string>(RunActivity.options.map((option) => option.shape.type.value));
const serverTypes = new Set<string>(ServerActivity.options.map((option) => option.shape.type.value));

/** Parses an activity's payload by its type; null for a type of a newer server, which an older panel passes over. */
export function toKnownActivity(activity: Activity): KnownActivity | null {
  const { type, payload, number, sessionId, causedBy, at } = activity;
  const schema = runTypes.has(type) ? RunActivity : serverTypes.has(type) ? ServerActivity : null;
  const parsed = schema?.safeParse({ type, tick: activity.tick ?? 0, payload });
  return parsed?.success ? { ...parsed.data, number, sessionId, causedBy, at } : null;
}
