/** Reputation: what others think of what a bot writes (BC-4). Figures assumed. */
import type { PostCreated, VoteCast } from './events.ts';
import type { WorldThread } from './thread.ts';

/** An upvote outweighs a downvote, so that saying something is worth the risk. */
const upvotePoints = 2;
const downvotePoints = -1;
const replyPoints = 1;

/**
 * Points that the author of a post earns by a vote for it or a reply to it.
 *
 * A reply counts once for each bot and thread, and one's own never: two bots cannot talk themselves up.
 *
 * @param thread As it stood before the event.
 */
export function earnedBy(event: VoteCast | PostCreated, thread: WorldThread): number {
  if (event.botId === event.otherId) return 0;
  if (event.type === 'vote.cast') return event.value === 1 ? upvotePoints : downvotePoints;
  const authorOf = new Map(thread.posts.map(({ id, authorId }) => [id, authorId]));
  const hasAnswered = thread.posts.some(
    ({ authorId, parentId }) =>
      authorId === event.botId && parentId !== null && authorOf.get(parentId) === event.otherId,
  );
  return hasAnswered ? 0 : replyPoints;
}
