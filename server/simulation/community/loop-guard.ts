/** Keeps two bots from talking to each other for ever. */
import type { WorldPost, WorldThread } from './thread.ts';

/** So many posts in a row by the same two, and neither answers the other there until somebody else has. */
export const longestDuet = 4;

/**
 * Whether an answer would only prolong a duet: the last posts of the branch that leads to the post are by its author
 * and the bot alone.
 */
export function isDuet(thread: WorldThread, answered: WorldPost, botId: string): boolean {
  const byId = new Map(thread.posts.map((post) => [post.id, post]));
  let post: WorldPost | undefined = answered;
  let length = 0;
  while (post && (post.authorId === botId || post.authorId === answered.authorId)) {
    length += 1;
    if (length >= longestDuet) return true;
    post = post.parentId === null ? undefined : byId.get(post.parentId);
  }
  return false;
}
