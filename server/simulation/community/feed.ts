/** What a bot sees first when it looks (BC-4). */
import type { WorldThread } from './thread.ts';
import type { World } from './world.ts';

/** Threads ranked for everybody before each bot's own taste is applied; none below has a chance. */
const rankedCount = 40;
/** Threads in a bot's feed. */
const feedCount = 8;
/** Threads of one author in a bot's feed: beyond, the best known would be read by all and nobody else by anybody. */
const mostOfAuthor = 2;
/** How long a ranking holds while nothing is posted, in ms. */
const rankingMs = 300_000;

/**
 * Heat of a thread: (1 + (replies + upvotes - downvotes)^0.65) / (hours since its opening + 2)^1.2.
 *
 * Age counts by a power, as in the ranking of Hacker News. Exponents and offset are assumed: with points counted one by
 * one a few threads drew nearly all answers, with their logarithm none stood out.
 */
export function heatOf(
  thread: Pick<WorldThread, 'openedAtMs' | 'upCount' | 'downCount'> & { replyCount: number },
  nowMs: number,
): number {
  const ageHours = Math.max(0, nowMs - thread.openedAtMs) / 3_600_000;
  const points = Math.max(0, thread.replyCount + thread.upCount - thread.downCount);
  return (1 + points ** 0.65) / (ageHours + 2) ** 1.2;
}

export interface RankedThread {
  readonly thread: WorldThread;
  readonly heat: number;
}

export interface FeedEntry extends RankedThread {
  /** Posted to since the bot last looked. */
  readonly isNew: boolean;
  /** How close it is to the bot's interests, 0 to 1. */
  readonly interestRatio: number;
}

/** Ranks threads once for all bots, until something is posted or five minutes have passed. */
export class Feed {
  readonly #world: World;
  #ranked: RankedThread[] = [];
  #version = -1;
  #atMs = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** The hottest threads, hottest first; the newer one where two are as hot. */
  hottest(nowMs: number): readonly RankedThread[] {
    if (this.#version !== this.#world.version || Math.abs(nowMs - this.#atMs) > rankingMs) {
      this.#ranked = [...this.#world.threads.values()]
        .map((thread) => ({ thread, heat: heatOf({ ...thread, replyCount: thread.posts.length - 1 }, nowMs) }))
        .sort((one, other) => other.heat - one.heat || other.thread.id - one.thread.id)
        .slice(0, rankedCount);
      this.#version = this.#world.version;
      this.#atMs = nowMs;
    }
    return this.#ranked;
  }

  /**
   * A bot's own feed: heat, times 1.5 if it follows the author, times 0.4 to 1.4 by interest, times 1.5 if there is
   * something new in it; two threads of one author at most.
   *
   * @param interestIn How close a thread is to the bot's interests, 0 to 1.
   */
  of(botId: string, interestIn: (thread: WorldThread) => number, nowMs: number): FeedEntry[] {
    const { following, lastAttentiveAtMs } = this.#world.member(botId);
    return this.hottest(nowMs)
      .map(({ thread, heat }) => {
        const isNew = thread.lastPostAtMs > lastAttentiveAtMs;
        const interestRatio = interestIn(thread);
        const own = heat * (following.has(thread.authorId) ? 1.5 : 1) * (0.4 + interestRatio) * (isNew ? 1.5 : 1);
        return { thread, heat: own, isNew, interestRatio };
      })
      .sort((one, other) => other.heat - one.heat || other.thread.id - one.thread.id)
      .filter(atMost(mostOfAuthor, ({ thread }) => thread.authorId))
      .slice(0, feedCount);
  }
}

/** Lets so many of each kind through, the first ones. */
function atMost<Item>(most: number, kindOf: (item: Item) => string): (item: Item) => boolean {
  const counts = new Map<string, number>();
  return (item) => {
    const count = (counts.get(kindOf(item)) ?? 0) + 1;
    counts.set(kindOf(item), count);
    return count <= most;
  };
}
