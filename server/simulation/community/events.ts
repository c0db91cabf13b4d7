/** What changes a community: each change is an event, so that memory and database are told the same thing once. */
import type { BotAction, Gate } from '../../contract/bot.ts';
import type { Stance } from '../../contract/community.ts';

interface Happened {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly botId: string;
}

export interface ThreadOpened extends Happened {
  readonly type: 'thread.opened';
  readonly threadId: number;
  readonly postId: number;
  readonly title: string;
  readonly topic: string;
  readonly text: string;
  readonly mentions: readonly string[];
}

export interface PostCreated extends Happened {
  readonly type: 'post.created';
  readonly threadId: number;
  readonly postId: number;
  readonly parentId: number;
  /** Whose post it answers. */
  readonly otherId: string;
  readonly text: string;
  readonly stance: Stance;
  readonly mentions: readonly string[];
}

export interface VoteCast extends Happened {
  readonly type: 'vote.cast';
  readonly threadId: number;
  readonly postId: number;
  /** Whose post it is. */
  readonly otherId: string;
  readonly value: 1 | -1;
}

export interface FollowChanged extends Happened {
  readonly type: 'follow.started' | 'follow.ended';
  readonly otherId: string;
}

export interface HeartbeatEnded extends Happened {
  readonly type: 'heartbeat.ended';
  readonly number: number;
  readonly action: BotAction;
  readonly gate: Gate | null;
}

export type CommunityEvent = ThreadOpened | PostCreated | VoteCast | FollowChanged | HeartbeatEnded;
