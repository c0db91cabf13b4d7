/** What the statistics of a community are taken from: who belongs to it, and who answered whom when (BC-18). */

export interface RecordedPost {
  readonly id: number;
  readonly threadId: number;
  /** The post that it answers; null for an opening. */
  readonly parentId: number | null;
  readonly authorId: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface CommunityRecord {
  readonly memberIds: readonly string[];
  /** In the order of their times. Those outside the window only tell whom a reply answers. */
  readonly posts: readonly RecordedPost[];
}

/** From `fromMs` on, and before `toMs`. A start before the community's own makes it look quieter than it is. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export const dayMs = 86_400_000;

/** A record as far as a window shows it. */
export interface Cut extends Window {
  /** Members, and whoever else wrote in the window: a bot that has left since was one of them. */
  readonly memberIds: readonly string[];
  readonly posts: readonly RecordedPost[];
  /** Who wrote a post, of the whole record. */
  readonly authorOf: ReadonlyMap<number, string>;
}

export function cutOf(record: CommunityRecord, { fromMs, toMs }: Window): Cut {
  const posts = record.posts
    .filter(({ atMs }) => atMs >= fromMs && atMs < toMs)
    .toSorted((one, other) => one.atMs - other.atMs);
  const memberIds = [...new Set([...record.memberIds, ...posts.map(({ authorId }) => authorId)])];
  const authorOf = new Map(record.posts.map(({ id, authorId }) => [id, authorId]));
  return { fromMs, toMs, memberIds, posts, authorOf };
}
