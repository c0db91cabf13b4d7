/** What a bot could do of its own accord. */
import type { Mind } from './mind.ts';
import type { Moment, Option } from './option.ts';
import { isQuiet } from './option.ts';
import { downChance, followWeight, searchWeight, speakDrive, threadWeight, voteWeight } from './traits.ts';

/** A new thread on one of its interests. */
export function openings(moment: Moment): Option[] {
  const { config, member, mind, nowMs, draw } = moment;
  const interests = [...config.personality.interests, ...interestsOf(mind)];
  const topic = interests[Math.floor(draw('topic') * interests.length)]!;
  const weight = speakDrive(config.behaviour, member, nowMs) * threadWeight(config.behaviour);
  const excludedBy = isQuiet(moment) ? 'cooldown' : null;
  const why = excludedBy ? 'it wrote a moment ago' : 'it has something to say on one of its interests';
  return [{ action: 'thread', intend: () => ({ action: 'thread', topic }), weight, target: topic, excludedBy, why }];
}

const interestsOf = (mind: Mind): string[] =>
  [...mind.warm.values()].filter(({ kind }) => kind === 'interest').map(({ about }) => about);

/** A vote for or against something that it read. */
export function votes(moment: Moment): Option[] {
  const { feed, member, mind, config, draw, nameOf } = moment;
  const readable = feed.flatMap(({ thread }) => {
    const post = thread.posts[Math.floor(draw(`read in ${thread.id}`) ** 2 * thread.posts.length)]!;
    return post.authorId === member.id || post.votes.has(member.id) ? [] : [{ thread, post }];
  });
  const { thread, post } = readable[Math.floor(draw('vote for') ** 2 * readable.length)] ?? {};
  if (!thread || !post) return [];
  const valence = mind.relationshipWith(post.authorId)?.valence ?? 0;
  const value = draw('vote') < downChance(config.behaviour, valence, post.stance) ? -1 : 1;
  const target = `${value === 1 ? 'up' : 'down'} for ${nameOf(post.authorId)} in “${thread.title}”`;
  const why = valence === 0 ? 'it read the post' : valence > 0 ? 'it likes who wrote it' : 'it is wary of who wrote it';
  return [
    {
      action: 'vote',
      intend: () => ({ action: 'vote', thread, post, value }),
      weight: voteWeight(config.behaviour),
      target,
      excludedBy: null,
      why,
    },
  ];
}

/** To follow whom it likes, or no longer to follow whom it does not. */
export function follows(moment: Moment): Option[] {
  const { mind, member, config, draw, nameOf } = moment;
  const known = [...mind.warm.values()].filter(({ kind }) => kind === 'relationship');
  const wanted = known.filter(({ about, valence }) => (member.following.has(about) ? valence < -0.2 : valence > 0.2));
  const bond = wanted[Math.floor(draw('whom') * wanted.length)];
  if (!bond) return [];
  const action = member.following.has(bond.about) ? 'unfollow' : 'follow';
  const why =
    action === 'follow' ? 'it liked what they said to each other' : 'it disliked what they said to each other';
  return [
    {
      action,
      intend: () => ({ action, otherId: bond.about }),
      weight: followWeight(config.behaviour),
      target: nameOf(bond.about),
      excludedBy: null,
      why,
    },
  ];
}

/** To look something up. */
export function searches({ feed, config, draw }: Moment): Option[] {
  const near = feed.find(({ interestRatio }) => interestRatio > 0.3);
  const { interests } = config.personality;
  const own = interests[Math.floor(draw('search for') * interests.length)]!;
  const query = near && draw('search where') < 0.6 ? near.thread.topic : own;
  const why = query === own ? 'one of its interests' : 'a thread in its feed is about it';
  return [
    {
      action: 'search',
      intend: () => ({ action: 'search', query }),
      weight: searchWeight(config.behaviour),
      target: query,
      excludedBy: null,
      why,
    },
  ];
}
