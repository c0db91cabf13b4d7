/** What a bot does in a heartbeat: actions are weighed by traits and by the moment, and one is drawn (BC-2, BC-7). */
import type { BotConfig, Considered, Gate } from '../../contract/bot.ts';
import type { Stance } from '../../contract/community.ts';
import type { FeedEntry } from './feed.ts';
import { isDuet } from './loop-guard.ts';
import type { Mind } from './mind.ts';
import type { Member } from './member.ts';
import type { WorldPost, WorldThread } from './thread.ts';
import type { World } from './world.ts';
import {
  answerChances,
  followWeight,
  searchWeight,
  speakDrive,
  stanceWeights,
  threadWeight,
  voteWeight,
  downChance,
} from './traits.ts';

export type Intention =
  | { readonly action: 'nothing' }
  | { readonly action: 'thread'; readonly topic: string }
  | { readonly action: 'reply'; readonly thread: WorldThread; readonly post: WorldPost; readonly stance: Stance }
  | { readonly action: 'vote'; readonly thread: WorldThread; readonly post: WorldPost; readonly value: 1 | -1 }
  | { readonly action: 'follow' | 'unfollow'; readonly otherId: string }
  | { readonly action: 'search'; readonly query: string };

export interface Decision {
  readonly intention: Intention;
  readonly considered: readonly Considered[];
  readonly drawRatio: number;
}

export interface Moment {
  readonly world: World;
  readonly member: Member;
  readonly mind: Mind;
  readonly config: BotConfig;
  readonly feed: readonly FeedEntry[];
  readonly nowMs: number;
  /** A member's name, for whoever reads the reasons. */
  readonly nameOf: (botId: string) => string;
  /** Until when the bot writes nothing, because it wrote a moment ago; 0 if it may. */
  readonly quietUntilMs: number;
  /** Draws in [0, 1), each by its name. */
  readonly draw: (what: string) => number;
}

interface Option {
  readonly intention: Intention;
  readonly weight: number;
  readonly target: string | null;
  readonly excludedBy: Gate | null;
  readonly why: string;
}

/** The weight of doing nothing: the others are measured against it. */
const idleWeight = 1;

export function decide(moment: Moment): Decision {
  const options: Option[] = [
    ...answers(moment),
    ...openings(moment),
    ...votes(moment),
    ...follows(moment),
    ...searches(moment),
    {
      intention: { action: 'nothing' },
      weight: idleWeight,
      target: null,
      excludedBy: null,
      why: 'there is always the choice to look on',
    },
  ];
  const open = options.filter(({ excludedBy }) => excludedBy === null);
  const total = open.reduce((sum, { weight }) => sum + weight, 0);
  const drawRatio = moment.draw('action');
  let left = drawRatio * total;
  const chosen = open.find(({ weight }) => (left -= weight) < 0) ?? open.at(-1)!;
  const considered = options.map(({ intention, weight, target, excludedBy, why }) => ({
    action: intention.action,
    target,
    excludedBy,
    why,
    chanceRatio: excludedBy === null ? weight / total : 0,
  }));
  return { intention: chosen.intention, considered, drawRatio };
}

/** Replies: to what is new in the inbox, and into what stands in the feed. */
function answers(moment: Moment): Option[] {
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
  const stance = drawStance(moment, post, bond?.valence ?? 0);
  const excludedBy = isQuiet(moment) ? 'cooldown' : isDuet(thread, post, member.id) ? 'loop_guard' : null;
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
  return { intention: { action: 'reply', thread, post, stance }, weight, target: `“${thread.title}”`, excludedBy, why };
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

function openings(moment: Moment): Option[] {
  const { config, member, mind, nowMs, draw } = moment;
  const interests = [...config.personality.interests, ...interestsOf(mind)];
  const topic = interests[Math.floor(draw('topic') * interests.length)]!;
  const weight = speakDrive(config.behaviour, member, nowMs) * threadWeight(config.behaviour);
  const excludedBy = isQuiet(moment) ? 'cooldown' : null;
  const why = excludedBy ? 'it wrote a moment ago' : 'it has something to say on one of its interests';
  return [{ intention: { action: 'thread', topic }, weight, target: topic, excludedBy, why }];
}

const interestsOf = (mind: Mind): string[] =>
  [...mind.warm.values()].filter(({ kind }) => kind === 'interest').map(({ about }) => about);

function votes(moment: Moment): Option[] {
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
      intention: { action: 'vote', thread, post, value },
      weight: voteWeight(config.behaviour),
      target,
      excludedBy: null,
      why,
    },
  ];
}

function follows(moment: Moment): Option[] {
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
      intention: { action, otherId: bond.about },
      weight: followWeight(config.behaviour),
      target: nameOf(bond.about),
      excludedBy: null,
      why,
    },
  ];
}

function searches({ feed, config, draw }: Moment): Option[] {
  const near = feed.find(({ interestRatio }) => interestRatio > 0.3);
  const { interests } = config.personality;
  const own = interests[Math.floor(draw('search for') * interests.length)]!;
  const query = near && draw('search where') < 0.6 ? near.thread.topic : own;
  const why = query === own ? 'one of its interests' : 'a thread in its feed is about it';
  return [
    {
      intention: { action: 'search', query },
      weight: searchWeight(config.behaviour),
      target: query,
      excludedBy: null,
      why,
    },
  ];
}

const isQuiet = ({ quietUntilMs, nowMs }: Moment): boolean => nowMs < quietUntilMs;
