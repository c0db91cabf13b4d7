/** Rows of the community as the API shows them. */
import type { Follow, Post, ThreadSummary, Vote } from '../../contract/community.ts';
import { heatNow } from './rules.ts';
import type { PostRow, ThreadRow } from './store.ts';

/** Who wrote in a thread: the first of them, in the order of their first post, and how many there are. */
export interface Participants {
  readonly ids: readonly string[];
  readonly count: number;
}

export const isoOf = (atMs: number): string => new Date(atMs).toISOString();

export const threadOf = (row: ThreadRow, participants: Participants, nowMs: number): ThreadSummary => ({
  id: row.id,
  title: row.title,
  topic: row.topic,
  authorId: row.author_id,
  excerpt: row.excerpt,
  openedAt: isoOf(row.opened_at_ms),
  lastPostAt: isoOf(row.last_post_at_ms),
  replyCount: row.reply_count,
  upCount: row.up_count,
  downCount: row.down_count,
  participantIds: [...participants.ids],
  participantCount: participants.count,
  heat: heatNow(row, nowMs),
});

export const postOf = (row: PostRow): Post => ({
  id: row.id,
  threadId: row.thread_id,
  number: row.number,
  parentId: row.parent_id,
  authorId: row.author_id,
  text: row.text,
  stance: row.stance as Post['stance'],
  mentions: JSON.parse(row.mentions) as string[],
  upCount: row.up_count,
  downCount: row.down_count,
  replyCount: row.reply_count,
  at: isoOf(row.at_ms),
});

export interface VoteRow {
  post_id: number;
  bot_id: string;
  value: 1 | -1;
  at_ms: number;
}

export const voteOf = (row: VoteRow): Vote => ({
  postId: row.post_id,
  botId: row.bot_id,
  value: row.value,
  at: isoOf(row.at_ms),
});

export interface FollowRow {
  follower_id: string;
  followed_id: string;
  since_ms: number;
}

export const followOf = (row: FollowRow): Follow => ({
  followerId: row.follower_id,
  followedId: row.followed_id,
  since: isoOf(row.since_ms),
});
