/** Keeps two bots from talking to each other for ever. */
import type { WorldPost } from './thread.ts';

/** So many posts in a row by the same two, and neither answers the other there until somebody else has. */
export const longestDuet = 4;

/**
 * Whether an answer would only prolong a duet: the last posts of the branch that leads to the post are by its author
 * and the bot alone.
 *
 * @param posts Those in sight, by id.
 */
export function isDuet(posts: ReadonlyMap<number, WorldPost>, answered: WorldPost, botId: string): boolean {
  let post: WorldPost | undefined = answered;
  for (let length = 1; post && (post.authorId === botId || post.authorId === answered.authorId); length += 1) {
    if (length >= longestDuet) return true;
    post = post.parentId === null ? undefined : posts.get(post.parentId);
  }
  return false;
}
