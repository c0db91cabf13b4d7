/** What a heartbeat leaves in a bot's memory, whatever the model says. All strengths and valences are assumed. */
import type { Stance } from '../../contract/community.ts';
import type { SearchResult } from '../../search/port.ts';
import type { MemoryDraft } from '../../simulation/community/mind.ts';
import type { WorldThread } from '../../simulation/community/thread.ts';
import type { BotConfig } from '../../contract/bot.ts';
import type { Community, Turn } from './turn.ts';
import { nameIn } from './turn.ts';

type Touch = Stance | 'liked' | 'disliked';

/** How an exchange moves what a bot feels about another, on -1 to 1: most talk brings people closer. */
const valences: Record<Touch, number> = {
  agree: 0.15,
  add: 0.08,
  ask: 0.05,
  doubt: -0.04,
  challenge: -0.14,
  liked: 0.06,
  disliked: -0.08,
};

/** In words whose subject is the bot itself, so that they read on after "I" as after its name. */
const ownWords: Record<Touch, (name: string) => string> = {
  agree: (name) => `agreed with ${name} on`,
  add: (name) => `built on what ${name} said about`,
  ask: (name) => `asked ${name} about`,
  doubt: (name) => `was not convinced by ${name} on`,
  challenge: (name) => `contradicted ${name} on`,
  liked: (name) => `liked what ${name} wrote on`,
  disliked: (name) => `disliked what ${name} wrote on`,
};
const theirWords: Record<Stance, (name: string) => string> = {
  agree: (name) => `found ${name} in agreement on`,
  add: (name) => `was answered by ${name} on`,
  ask: (name) => `was asked by ${name} about`,
  doubt: (name) => `was doubted by ${name} on`,
  challenge: (name) => `was contradicted by ${name} on`,
};

/** What an exchange does to the relationship with another bot. */
export function bondDraft(
  other: { id: string; name: string },
  exchange: { stance: Touch; isOwn: boolean; title: string; postId: number; aggression: number },
): MemoryDraft {
  const { stance, isOwn, title, postId, aggression } = exchange;
  const isVote = stance === 'liked' || stance === 'disliked';
  const said = (isOwn || isVote ? ownWords[stance] : theirWords[stance])(other.name);
  const valence = valences[stance];
  return {
    kind: 'relationship',
    about: other.id,
    text: `${said} “${title}”`,
    source: {
      kind: 'post',
      ref: `${postId}`,
      title,
    },
    strength: isVote ? 0.15 : 0.4,
    valence: valence < 0 ? valence * (1 + aggression / 100) : valence,
  };
}

/** What came back to the bot since it last looked. What came after this turn began waits for the next one. */
export function inboxDrafts(community: Community, { bot, config, nowMs }: Turn): MemoryDraft[] {
  const { world } = community;
  const nameOf = nameIn(community);
  return world.member(bot.id).inbox.flatMap(({ postId, threadId, fromId, atMs }) => {
    const [post, thread] = [world.posts.get(postId), world.threads.get(threadId)];
    if (!post || !thread || atMs > nowMs) return [];
    const { aggression } = config.behaviour;
    const exchange = { stance: post.stance ?? 'add', isOwn: false, title: thread.title, postId, aggression };
    return [bondDraft({ id: fromId, name: nameOf(fromId) }, exchange)];
  });
}

/** A thread worth an answer, on a subject that the bot had not counted among its interests. */
export function interestDraft({ personality }: BotConfig, { id, topic, title }: WorldThread): MemoryDraft[] {
  if (personality.interests.includes(topic)) return [];
  const source = { kind: 'post', ref: `${id}`, title } as const;
  return [
    { kind: 'interest', about: topic, text: `came across it in “${title}”`, source, strength: 0.35, valence: 0.1 },
  ];
}

/** What a search found, each with its source. */
export function factDrafts(query: string, results: readonly SearchResult[]): MemoryDraft[] {
  return results
    .filter(({ snippet }) => snippet !== '')
    .map(({ title, url, snippet }) => ({
      kind: 'fact',
      about: query,
      text: snippet,
      source: {
        kind: 'search',
        ref: url,
        title,
      },
      strength: 0.7,
      valence: 0,
    }));
}
