/** A thread's posts as the lines of a conversation: each below what it answers. Pure. */
import type { Post } from '../../../../server/contract/community.ts';
import { toCsv } from '../../csv.ts';

export interface ThreadRow {
  post: Post;
  /** 0 for the opening; replies to it stand at 1. */
  depth: number;
  /** Posts below it, at whatever depth, of those that are loaded. */
  belowCount: number;
  isCollapsed: boolean;
}

/**
 * The posts from top to bottom, depth first, siblings in the order in which they were written; what is below a collapsed
 * post is left out. A post whose parent is not among them stands at the top, so that nothing is ever lost.
 */
export function rowsOf(posts: readonly Post[], collapsedIds: ReadonlySet<number>): ThreadRow[] {
  const known = new Set(posts.map(({ id }) => id));
  const children = new Map<number | null, Post[]>();
  for (const post of posts.toSorted((one, other) => one.number - other.number)) {
    const parentId = post.parentId !== null && known.has(post.parentId) ? post.parentId : null;
    children.set(parentId, [...(children.get(parentId) ?? []), post]);
  }
  const rows: ThreadRow[] = [];
  // A stack and no recursion: two bots that answer each other a thousand times make a thread a thousand deep.
  const open = (children.get(null) ?? []).toReversed().map((post) => ({ post, depth: post.parentId === null ? 0 : 1 }));
  const hidden = new Set<number>();
  const above = new Map<number, ThreadRow>();
  for (let next = open.pop(); next; next = open.pop()) {
    const { post, depth } = next;
    const row = { post, depth, belowCount: 0, isCollapsed: collapsedIds.has(post.id) };
    for (let up = above.get(post.parentId ?? 0); up; up = above.get(up.post.parentId ?? 0)) up.belowCount += 1;
    above.set(post.id, row);
    const isHidden = hidden.has(post.parentId ?? 0);
    if (isHidden || row.isCollapsed) hidden.add(post.id);
    if (!isHidden) rows.push(row);
    for (const child of (children.get(post.id) ?? []).toReversed()) open.push({ post: child, depth: depth + 1 });
  }
  return rows;
}

/** The posts that must be open for one to be seen: all that it answers, directly or not. */
export function ancestorIds(posts: readonly Post[], postId: number): number[] {
  const byId = new Map(posts.map((post) => [post.id, post]));
  const ids: number[] = [];
  for (let next = byId.get(postId)?.parentId ?? null; next !== null; next = byId.get(next)?.parentId ?? null)
    ids.push(next);
  return ids;
}

/** Who wrote how much, the busiest first; ties in the order of their first post. */
export function writersOf(posts: readonly Post[]): { botId: string; postCount: number }[] {
  const counts = new Map<string, number>();
  for (const { authorId } of posts) counts.set(authorId, (counts.get(authorId) ?? 0) + 1);
  return [...counts]
    .map(([botId, postCount]) => ({ botId, postCount }))
    .toSorted((one, other) => other.postCount - one.postCount);
}

export function postsCsv(posts: readonly Post[], nameOf: (id: string) => string): string {
  return toCsv(
    ['id', 'number', 'answers', 'author', 'stance', 'votes_up', 'votes_down', 'replies', 'at', 'text'],
    posts.map((post) => [
      post.id,
      post.number,
      post.parentId,
      nameOf(post.authorId),
      post.stance,
      post.upCount,
      post.downCount,
      post.replyCount,
      post.at,
      post.text,
    ]),
  );
}
