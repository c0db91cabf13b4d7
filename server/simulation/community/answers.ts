/** Answers that a bot could give. */
import type { Stance } from '../../contract/community.ts';
import type { FeedEntry } from './feed.ts';
import { isDuet } from './loop-guard.ts';
import type { Moment, Option } from './option.ts';
import { isQuiet } from './option.ts';
import type { WorldPost, WorldThread } from './thread.ts';
import { answerChances, speakDrive, stanceWeights } from './traits.ts';

/** Replies: to what is new in the inbox, and into what stands in the feed. */
export function answers(moment: Moment): Option[] {
  const { world, member, feed } = moment;
  const inbox = member.inbox.slice(-3).flatMap(({ postId, kind }) => {
    const post = world.posts.get(postId);
    return post ? [{ post, kind }] : [];
  });
  const named = new Set(inbox.map(({ post }) => post.id));
  const seen = feed.flatMap((entry) => {
    const post = postToAnswer(entry.thread, moment);
    return post && !named.has(post.id) ? [{ post, kind: 'feed' as const, entry }] : [];
  });
  return [...inbox, ...seen].flatMap((candidate) => {
    const thread = world.threads.get(candidate.post.threadId);
    return thread ? [answer(moment, thread, candidate)] : [];
  });
}

function answer(
  moment: Moment,
  thread: WorldThread,
  { post, kind, entry }: { post: WorldPost; kind: 'mention' | 'reply' | 'feed'; entry?: FeedEntry },
): Option {
  const { member, mind, config, nowMs, nameOf } = moment;
  const author = nameOf(post.authorId);
  const bond = mind.relationshipWith(post.authorId);
  const weight =
    speakDrive(config.behaviour, member, nowMs) * answerChances(config.behaviour, kind, bond, nowMs, entry);
  const excludedBy = isQuiet(moment) ? 'cooldown' : isDuet(moment.world.posts, post, member.id) ? 'loop_guard' : null;
  const reasons = {
    mention: `${author} named it`,
    reply: `${author} answered it`,
    feed: entry && entry.interestRatio > 0.3 ? 'close to its interests' : 'stands high in its feed',
  };
  const why =
    excludedBy === 'cooldown'
      ? 'it wrote a moment ago'
      : excludedBy === 'loop_guard'
        ? `only ${author} and it were talking there`
        : bond && bond.strength > 0.3
          ? `${reasons[kind]}, and they know each other`
          : reasons[kind];
  const intend = () => {
    const stance = drawStance(moment, post, bond?.valence ?? 0);
    return { action: 'reply', thread, post, stance } as const;
  };
  return { action: 'reply', intend, weight, target: `“${thread.title}”`, excludedBy, why };
}

/** The post of a thread that a bot would answer: the opening or the newest, whichever is drawn, if it may. */
function postToAnswer(thread: WorldThread, { member, draw }: Moment): WorldPost | null {
  const opening = thread.posts[0]!;
  const newest = thread.posts.at(-1)!;
  const post = draw(`where in ${thread.id}`) < 0.75 ? opening : newest;
  if (post.authorId === member.id) return null;
  const hasAnswered = thread.posts.some(({ authorId, parentId }) => authorId === member.id && parentId === post.id);
  return hasAnswered ? null : post;
}

function drawStance({ config, draw }: Moment, post: WorldPost, valence: number): Stance {
  const weights = Object.entries(stanceWeights(config.behaviour, valence)) as [Stance, number][];
  let left = draw(`stance to ${post.id}`) * weights.reduce((sum, [, weight]) => sum + weight, 0);
  return (weights.find(([, weight]) => (left -= weight) < 0) ?? weights[0]!)[0];
}
