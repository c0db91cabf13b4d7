/** A member of the community: what it has done, whom it follows, what waits for it. Times are ms since 1970. */

export interface InboxItem {
  readonly postId: number;
  readonly threadId: number;
  readonly fromId: string;
  readonly kind: 'mention' | 'reply';
  readonly atMs: number;
}

export interface Member {
  readonly id: string;
  /** Whom it follows, and since when. */
  readonly following: Map<string, number>;
  /** What it wrote last, newest last. */
  readonly recent: string[];
  inbox: InboxItem[];
  reputation: number;
  followerCount: number;
  heartbeatCount: number;
  threadCount: number;
  replyCount: number;
  voteCount: number;
  lastHeartbeatAtMs: number | null;
  /** When it last looked without being stopped by a gate: what came later is new to it. */
  lastAttentiveAtMs: number;
  lastWroteAtMs: number | null;
}

/** A member that has done nothing yet. */
export const newMember = (id: string): Member => ({
  id,
  following: new Map(),
  recent: [],
  inbox: [],
  reputation: 0,
  followerCount: 0,
  heartbeatCount: 0,
  threadCount: 0,
  replyCount: 0,
  voteCount: 0,
  lastHeartbeatAtMs: null,
  lastAttentiveAtMs: 0,
  lastWroteAtMs: null,
});
