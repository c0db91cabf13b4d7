/** The community as the API shows it, read from the database alone: what is shown is what is on disk. */
import type { Knex } from 'knex';
import type { Activity } from '../../contract/activity.ts';
import type {
  Fidelity,
  Follow,
  FollowQuery,
  Post,
  PostQuery,
  Similarity,
  SocialGraph,
  Thread,
  ThreadQuery,
  ThreadSummary,
  Vote,
} from '../../contract/community.ts';
import type { ListQuery, Page } from '../../contract/page.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { CommunityActivityQuery } from './reading-activity.ts';
import { listActivities } from './reading-activity.ts';
import { ReadingCache } from './reading-cache.ts';
import { listFollows, listPosts, listVotes } from './reading-posts.ts';
import type { KnownBots } from './reading-shape.ts';
import { readFidelity, readGraph, readSimilarity } from './reading-shape.ts';
import { listThreads, showThread } from './reading-threads.ts';

/** How long an answer that looks at many posts is kept. */
const keepMs = 60_000;

export class CommunityReading {
  readonly #read: Knex;
  readonly #clock: Clock;
  readonly #bots: KnownBots;
  readonly #fidelity: ReadingCache<Fidelity>;
  readonly #similarity: ReadingCache<Similarity>;

  /** @param bots Those that there are, by their ids. */
  constructor({ read, clock, bots }: { read: Knex; clock: Clock; bots: KnownBots }) {
    this.#read = read;
    this.#clock = clock;
    this.#bots = bots;
    this.#fidelity = new ReadingCache(clock, keepMs);
    this.#similarity = new ReadingCache(clock, keepMs);
  }

  threads(query: ThreadQuery): Promise<Page<ThreadSummary>> {
    return listThreads(this.#read, query, this.#clock.now());
  }

  /** @throws {ClaqueError} not-found. */
  thread(id: number, page: ListQuery): Promise<Thread> {
    return showThread(this.#read, id, page, this.#clock.now());
  }

  posts(query: PostQuery): Promise<Page<Post & { threadTitle: string }>> {
    return listPosts(this.#read, query);
  }

  /** @throws {ClaqueError} not-found. */
  votes(postId: number, page: ListQuery): Promise<Page<Vote>> {
    return listVotes(this.#read, postId, page);
  }

  follows(query: FollowQuery): Promise<Page<Follow>> {
    return listFollows(this.#read, query);
  }

  activities(query: CommunityActivityQuery): Promise<Page<Activity>> {
    return listActivities(this.#read, query);
  }

  graph(): Promise<SocialGraph> {
    return readGraph(this.#read, this.#bots, this.#clock.now());
  }

  fidelity(days: number): Promise<Fidelity> {
    return this.#fidelity.get(days, () => readFidelity(this.#read, this.#bots, days, this.#clock.now()));
  }

  similarity(): Promise<Similarity> {
    return this.#similarity.get(0, () => readSimilarity(this.#read, this.#bots));
  }
}
