/** Writes what the coach did into the activity log. */
import type { CoachActivity } from '../../contract/coach.ts';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';

export const announce = (record: RecordActivity, activity: CoachActivity): void =>
  void record({ ventureId: activity.payload.ventureId, sessionId: null, tick: null, causedBy: null, ...activity });
