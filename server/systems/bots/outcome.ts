/** What a heartbeat comes to: events, memories and its own record, to be stored together or not at all. */
import type { CommunityActivity } from '../../contract/community-activity.ts';
import type { Heartbeat } from '../../contract/bot.ts';
import type { CommunityEvent } from '../../simulation/community/events.ts';
import type { MemoryChange } from '../../simulation/community/mind.ts';

/** A heartbeat before it is stored: what only storing can tell is missing. */
export type HeartbeatDraft = Omit<Heartbeat, 'causedActivities' | 'reputation' | 'at'> & { readonly atMs: number };

export interface Outcome {
  readonly events: readonly CommunityEvent[];
  readonly changes: readonly MemoryChange[];
  /** What others should hear of besides the events. */
  readonly notices: readonly CommunityActivity[];
  readonly heartbeat: HeartbeatDraft;
  /** Set where the bot must wait for a person (F-4). */
  readonly pauseReason: string | null;
}
