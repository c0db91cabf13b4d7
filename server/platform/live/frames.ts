/** Messages of the stream as bytes: serialised once, however many clients get them. */
import type { Activity } from '../../contract/activity.ts';
import type { ServerMessage } from '../../contract/stream.ts';

export const frameOf = (message: ServerMessage): Buffer => Buffer.from(JSON.stringify(message));

export const activityFrame = (topic: string, activity: Activity): Buffer =>
  frameOf({ type: 'activity', topic, activity });
