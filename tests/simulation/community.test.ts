/** Whole communities without a clock: the shipped personas, days of heartbeats, and what must hold of them. */
import { Piscina } from 'piscina';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CommunityJob, CommunityPerformance } from '../../server/commands/community-worker.ts';
import performCommunityJob from '../../server/commands/community-worker.ts';
import type { PostCreated, ThreadOpened } from '../../server/simulation/community/events.ts';
import { repeatedPairsRow } from '../../server/simulation/community/fidelity.ts';
import { longestDuet } from '../../server/simulation/community/loop-guard.ts';
import type { Outcome } from '../../server/systems/bots/outcome.ts';
import { dayMs, folders, performWatched, personas, startMs } from '../support/community.ts';

const days = 8;
const seed = 1;
const jobOf = (changes: Partial<CommunityJob> = {}): CommunityJob => ({
  seed,
  botCount: personas.length,
  days,
  pace: 'normal',
  hasMemory: true,
  ...folders,
  ...changes,
});
const heartbeatsOf = (outcomes: readonly Outcome[], botId: string) =>
  outcomes.flatMap(({ heartbeat }) => (heartbeat.botId === botId ? [heartbeat] : []));

let on: CommunityPerformance;
let off: CommunityPerformance;
let again: CommunityPerformance;
let watched: Awaited<ReturnType<typeof performWatched>>;
let posts: (ThreadOpened | PostCreated)[];

beforeAll(async () => {
  const worker = new URL('../../server/commands/community-worker.ts', import.meta.url).href;
  const pool = new Piscina<CommunityJob, CommunityPerformance>({ filename: worker, maxThreads: 2 });
  const inWorkers = Promise.all([pool.run(jobOf()), pool.run(jobOf({ hasMemory: false }))]);
  on = await performCommunityJob(jobOf());
  watched = await performWatched({ seed, days });
  [again, off] = await inWorkers;
  await pool.destroy();
  posts = watched.events.filter((event) => event.type === 'thread.opened' || event.type === 'post.created');
}, 120_000);

describe('a community of one seed', () => {
  test('is the same to the last bit, in another performance and in a worker thread (PL-2)', async () => {
    expect(on.heartbeatCount).toBeGreaterThan(16_000);
    expect({ digest: again.digest, tokens: again.tokens }).toEqual({ digest: on.digest, tokens: on.tokens });
    const short = await Promise.all([1, 2].map(() => performCommunityJob(jobOf({ days: 1 }))));
    expect(short[0]!.digest).toBe(short[1]!.digest);
    expect(short[0]!.record).toEqual(short[1]!.record);
  });

  test('is another one under another seed (PL-2)', async () => {
    const one = await performCommunityJob(jobOf({ days: 1 }));
    const other = await performCommunityJob(jobOf({ days: 1, seed: seed + 1 }));
    expect(other.digest).not.toBe(one.digest);
  });

  test('gives a bot the same moments and the same luck in whatever company it lives (PL-1)', async () => {
    const alone = await performWatched({ seed, days: 2, members: personas.slice(0, 3) });
    const luckOf = (outcomes: readonly Outcome[], botId: string) =>
      heartbeatsOf(outcomes, botId)
        .filter(({ atMs }) => atMs < startMs + 2 * dayMs)
        .map(({ number, atMs, drawRatio }) => ({ number, atMs, drawRatio }));
    for (const { id } of personas.slice(0, 3)) {
      const luck = luckOf(alone.outcomes, id);
      expect(luck.length).toBeGreaterThan(100);
      expect(luck).toEqual(luckOf(watched.outcomes, id));
    }
  });
});

describe('what members do', () => {
  test('is counted the same in heartbeats and in events, and each heartbeat has its number (BC-2)', () => {
    expect(watched.outcomes).toHaveLength(on.heartbeatCount);
    expect(posts.map(({ postId }) => postId)).toEqual(posts.map((_, index) => index + 1));
    for (const { id } of personas) {
      const numbers = heartbeatsOf(watched.outcomes, id).map(({ number }) => number);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }
  });

  test('answers posts of others that stood there, in the same thread, before (BC-4)', () => {
    const before = new Map<number, ThreadOpened | PostCreated>();
    for (const post of posts) {
      if (post.type === 'post.created') {
        const answered = before.get(post.parentId);
        expect(answered).toMatchObject({ threadId: post.threadId, botId: post.otherId });
        expect(answered!.atMs).toBeLessThanOrEqual(post.atMs);
        expect(post.otherId).not.toBe(post.botId);
      }
      for (const id of post.mentions) expect(watched.community.bots.has(id) && id !== post.botId).toBe(true);
      before.set(post.postId, post);
    }
    expect(posts.filter(({ type }) => type === 'post.created').length).toBeGreaterThan(100);
  });

  test('is never a duet beyond the guard: no branch has more posts in a row by the same two (BC-2)', () => {
    const byId = new Map(posts.map((post) => [post.postId, post]));
    const before = (post: ThreadOpened | PostCreated) =>
      post.type === 'post.created' ? byId.get(post.parentId) : undefined;
    let longest = 0;
    for (const post of posts) {
      const two = new Set([post.botId, before(post)?.botId]);
      let length = 0;
      for (let at: typeof post | undefined = post; at && two.has(at.botId); at = before(at)) length += 1;
      longest = Math.max(longest, length);
    }
    expect(longest).toBeGreaterThan(1);
    expect(longest).toBeLessThanOrEqual(longestDuet);
  });

  test('is no vote for oneself and no second one for a post (BC-4)', () => {
    const votes = watched.events.filter((event) => event.type === 'vote.cast');
    expect(votes.length).toBeGreaterThan(500);
    expect(votes.filter(({ botId, otherId }) => botId === otherId)).toEqual([]);
    expect(new Set(votes.map(({ botId, postId }) => `${botId} ${postId}`)).size).toBe(votes.length);
  });

  test('is no text that the same bot wrote among its last 50 posts, and none with an unfilled slot (BC-7)', () => {
    for (const { id } of personas) {
      const texts = posts.filter(({ botId }) => botId === id).map(({ text }) => text);
      for (const [index, text] of texts.entries())
        expect(texts.slice(Math.max(0, index - 50), index), `${id} repeats itself`).not.toContain(text);
    }
    for (const post of posts) {
      const said = post.type === 'thread.opened' ? `${post.title} ${post.topic} ${post.text}` : post.text;
      expect(said).not.toMatch(/[{}]|\$\{|\bundefined\b|\bnull\b|\bNaN\b|\[object /);
      expect(said.trim()).not.toBe('');
    }
  });

  test('is explained: every heartbeat has a sentence, and its chances are 1 together (BC-7)', () => {
    for (const { heartbeat } of watched.outcomes) {
      expect(heartbeat.sentence).not.toBe('');
      const sum = heartbeat.considered.reduce((total, { chanceRatio }) => total + chanceRatio, 0);
      expect(Math.abs(sum - 1)).toBeLessThan(0.002);
    }
  });
});

describe('memory', () => {
  test('stays within its bounds and loses nothing: all that was kept is warm or in a summary (BC-5)', () => {
    for (const { id, mind } of watched.community.bots.values()) {
      const { ids, compactedCount, mostWarm } = watched.tallies.get(id)!;
      expect(mostWarm, id).toBeLessThanOrEqual(212);
      expect(mind.warm.size + compactedCount, id).toBe(ids.size);
    }
  });

  test('has first summaries by the eighth day, and one relationship for each whom a bot remembers (BC-5)', () => {
    const bots = [...watched.community.bots.values()];
    expect(bots.some(({ mind }) => mind.cold.length > 0)).toBe(true);
    for (const { mind } of bots) {
      const known = [...mind.warm.values()].filter(({ kind }) => kind === 'relationship').map(({ about }) => about);
      expect(new Set(known).size).toBe(known.length);
      for (const about of known) expect(mind.relationshipWith(about)).toBeDefined();
    }
  });

  test('brings bots back to each other: repeated pairs are rarer without it (BC-18)', () => {
    const row = repeatedPairsRow(on.record, off.record, { fromMs: on.fromMs, toMs: on.toMs });
    expect(row.value, row.note ?? '').toBeGreaterThan(0);
    expect(row.isInside).toBe(true);
    expect(off.digest).not.toBe(on.digest);
  });
});

describe('a tiny cap', () => {
  const capTokens = 6_000;
  let capped: Awaited<ReturnType<typeof performWatched>>;
  beforeAll(async () => {
    capped = await performWatched({ seed, days: 3, cap: { capTokens, capUsd: null } });
  }, 60_000);
  const dayOf = ({ atMs }: { atMs: number }) => Math.floor((atMs - startMs) / dayMs);

  test('is never overspent by any bot on any day (BC-9)', () => {
    expect(capped.spent.size).toBeGreaterThan(20);
    for (const [botAndDay, tokens] of capped.spent) expect(tokens, botAndDay).toBeLessThanOrEqual(capTokens);
    const uncapped = [...watched.spent.values()];
    expect(Math.max(...uncapped)).toBeGreaterThan(capTokens);
  });

  test('stops a bot for the rest of the day, says so in every heartbeat, and lets it resume the next (BC-9)', () => {
    let resumedCount = 0;
    for (const { id } of personas) {
      const heartbeats = heartbeatsOf(capped.outcomes, id);
      for (let day = 0; day < 3; day += 1) {
        const today = heartbeats.filter((heartbeat) => dayOf(heartbeat) === day);
        const first = today.findIndex(({ gate }) => gate === 'cap');
        if (first < 0) continue;
        for (const heartbeat of today.slice(first)) {
          expect(heartbeat).toMatchObject({ gate: 'cap', action: 'nothing', postId: null });
          expect(heartbeat.sentence).toContain('next UTC day');
        }
        const next = heartbeats.find((heartbeat) => dayOf(heartbeat) === day + 1);
        if (!next) continue;
        expect(next.gate, `${id} on day ${day + 1}`).toBeNull();
        resumedCount += 1;
      }
    }
    expect(resumedCount).toBeGreaterThan(5);
  });
});
