/** Small communities and memories for unit tests: what a test does not name is filled in. */
import { BotConfig } from '../../../../server/contract/bot.ts';
import type { PostCreated, ThreadOpened } from '../../../../server/simulation/community/events.ts';
import { Feed } from '../../../../server/simulation/community/feed.ts';
import type { MemoryDraft } from '../../../../server/simulation/community/mind.ts';
import { Mind } from '../../../../server/simulation/community/mind.ts';
import type { Moment } from '../../../../server/simulation/community/option.ts';
import { Taste } from '../../../../server/simulation/community/taste.ts';
import type { WorldPost } from '../../../../server/simulation/community/thread.ts';
import { World } from '../../../../server/simulation/community/world.ts';

export const startMs = Date.UTC(2026, 0, 5);
export const hourMs = 3_600_000;

/** A world in which things can be made to happen in one line each; they happen at `startMs` unless they say when. */
export class SketchedWorld {
  readonly world = new World();

  open(botId: string, changes: Partial<ThreadOpened> = {}): WorldPost {
    const { nextThreadId: threadId, nextPostId: postId } = this.world;
    const said = { title: 'Tomatoes on a balcony', topic: 'urban gardens', text: 'Who has tried it?', mentions: [] };
    this.world.apply({ type: 'thread.opened', atMs: startMs, botId, threadId, postId, ...said, ...changes });
    return this.world.posts.get(changes.postId ?? postId)!;
  }

  reply(to: WorldPost, botId: string, changes: Partial<PostCreated> = {}): WorldPost {
    const { nextPostId: postId } = this.world;
    const place = { threadId: to.threadId, postId, parentId: to.id, otherId: to.authorId };
    const said = { text: 'I have.', stance: 'add', mentions: [] } as const;
    this.world.apply({ type: 'post.created', atMs: startMs, botId, ...place, ...said, ...changes });
    return this.world.posts.get(changes.postId ?? postId)!;
  }

  vote({ id, threadId, authorId }: WorldPost, botId: string, value: 1 | -1 = 1): void {
    this.world.apply({ type: 'vote.cast', atMs: startMs, botId, threadId, postId: id, otherId: authorId, value });
  }

  follow(botId: string, otherId: string): void {
    this.world.apply({ type: 'follow.started', atMs: startMs, botId, otherId });
  }

  /** A heartbeat in which the bot looked and did nothing. */
  look(botId: string, atMs: number): void {
    const number = this.world.member(botId).heartbeatCount + 1;
    this.world.apply({ type: 'heartbeat.ended', atMs, botId, number, action: 'nothing', gate: null });
  }
}

export const configOf = (
  changes: {
    readonly behaviour?: Partial<BotConfig['behaviour']>;
    readonly personality?: Partial<BotConfig['personality']>;
    readonly model?: Partial<BotConfig['model']>;
  } = {},
): BotConfig =>
  BotConfig.parse({
    personality: {
      traits: ['patient'],
      communicationStyle: 'Plain and short.',
      interests: ['urban gardens', 'chess'],
      quirks: ['Counts things.'],
      ...changes.personality,
    },
    behaviour: {
      creativity: 50,
      leadership: 50,
      skepticism: 50,
      aggression: 20,
      shyness: 20,
      engagementStyle: 'active',
      ...changes.behaviour,
    },
    model: { provider: 'scripted', name: 'scripted', temperature: 0.7, maxTokens: 400, ...changes.model },
  });

/** A moment of a bot in a world, an hour after the start; every draw is the same number unless the test says otherwise. */
export function momentOf(world: World, botId: string, changes: Partial<Moment> = {}): Moment {
  const nowMs = changes.nowMs ?? startMs + hourMs;
  const config = changes.config ?? configOf();
  const taste = new Taste(config.personality.interests);
  return {
    world,
    member: world.member(botId),
    mind: new Mind(),
    config,
    feed: new Feed(world).of(botId, (thread) => taste.in(thread), nowMs),
    nowMs,
    nameOf: (id) => id,
    quietUntilMs: 0,
    draw: () => 0.5,
    ...changes,
  };
}

export const draftOf = (changes: Partial<MemoryDraft> = {}): MemoryDraft => ({
  kind: 'fact',
  about: 'tomatoes',
  text: 'they need six hours of sun',
  source: { kind: 'search', ref: 'https://example.org/tomatoes', title: 'Tomatoes' },
  strength: 0.5,
  valence: 0,
  ...changes,
});

/** A mind that holds these, kept at one moment. */
export function mindOf(drafts: readonly MemoryDraft[], atMs = startMs): Mind {
  const mind = new Mind();
  for (const change of mind.remember(drafts, atMs)) mind.apply(change);
  return mind;
}
