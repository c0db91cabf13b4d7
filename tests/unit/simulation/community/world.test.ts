import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommunityEvent } from '../../../../server/simulation/community/events.ts';
import { World, recentCount, sightMs } from '../../../../server/simulation/community/world.ts';
import { SketchedWorld, hourMs, startMs } from './sketch.ts';

const botIds = ['ann', 'ben', 'cleo', 'dora'];

/** What the events say of each bot, counted from the whole list. */
function recount(events: readonly CommunityEvent[]) {
  return botIds.map((botId) => {
    const own = events.filter((event) => event.botId === botId);
    const following = new Set<string>();
    for (const event of own) {
      if (event.type === 'follow.started') following.add(event.otherId);
      if (event.type === 'follow.ended') following.delete(event.otherId);
    }
    const countOf = (type: CommunityEvent['type']) => own.filter((event) => event.type === type).length;
    return {
      botId,
      threads: countOf('thread.opened'),
      replies: countOf('post.created'),
      votes: countOf('vote.cast'),
      following: [...following].toSorted(),
      reputation: reputationOf(events, botId),
    };
  });
}

/** Two points an upvote, one lost a downvote, one for each other bot that answered in a thread. */
function reputationOf(events: readonly CommunityEvent[], botId: string): number {
  const answered = new Set<string>();
  let points = 0;
  for (const event of events) {
    if (event.botId === botId) continue;
    if (event.type === 'vote.cast' && event.otherId === botId) points += event.value === 1 ? 2 : -1;
    if (event.type === 'post.created' && event.otherId === botId) answered.add(`${event.threadId} ${event.botId}`);
  }
  return points + answered.size;
}

/** A legal event, made of four draws from what there is. */
function eventOf(world: World, [kind, who, what, other]: readonly number[], atMs: number): CommunityEvent | null {
  const botId = botIds[who! % botIds.length]!;
  const otherId = botIds[other! % botIds.length]!;
  const happened = { atMs, botId };
  const posts = [...world.posts.values()];
  const post = posts[what! % Math.max(1, posts.length)];
  const { nextThreadId: threadId, nextPostId: postId } = world;
  if (kind! % 6 === 0) {
    const said = { title: `Title ${threadId}`, topic: 'chess', text: `Text ${postId}`, mentions: [otherId] };
    return { ...happened, type: 'thread.opened', threadId, postId, ...said };
  }
  if (kind! % 6 === 1 || kind! % 6 === 2) {
    if (!post) return null;
    const place = { threadId: post.threadId, postId, parentId: post.id, otherId: post.authorId };
    return { ...happened, type: 'post.created', ...place, text: `Text ${postId}`, stance: 'ask', mentions: [] };
  }
  if (kind! % 6 === 3) {
    if (!post || post.votes.has(botId) || post.authorId === botId) return null;
    const { threadId: inThread, id, authorId } = post;
    const value = other! % 2 === 0 ? 1 : -1;
    return { ...happened, type: 'vote.cast', threadId: inThread, postId: id, otherId: authorId, value };
  }
  if (botId === otherId) return null;
  return { ...happened, type: kind! % 6 === 4 ? 'follow.started' : 'follow.ended', otherId };
}

describe('what the world counts along the way', () => {
  test('is what counting the events afresh gives, after any legal events (BC-4)', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(1_000), { minLength: 4, maxLength: 4 }), { maxLength: 120 }), (draws) => {
        const world = new World();
        for (const id of botIds) world.member(id);
        const events: CommunityEvent[] = [];
        for (const [index, drawn] of draws.entries()) {
          const event = eventOf(world, drawn, startMs + index * 1_000);
          if (!event) continue;
          world.apply(event);
          events.push(event);
        }
        const kept = botIds.map((botId) => {
          const { threadCount, replyCount, voteCount, following, reputation } = world.member(botId);
          const counts = { threads: threadCount, replies: replyCount, votes: voteCount };
          return { botId, ...counts, following: [...following.keys()].toSorted(), reputation };
        });
        expect(kept).toEqual(recount(events));
        for (const botId of botIds)
          expect(world.member(botId).followerCount).toBe(
            botIds.filter((id) => world.member(id).following.has(botId)).length,
          );
        for (const { posts, upCount, downCount, lastPostAtMs } of world.threads.values()) {
          const votes = posts.flatMap((post) => [...post.votes.values()]);
          expect([upCount, downCount]).toEqual([1, -1].map((value) => votes.filter((vote) => vote === value).length));
          expect(lastPostAtMs).toBe(posts.at(-1)!.atMs);
          for (const post of posts)
            expect(post.replyCount).toBe(posts.filter(({ parentId }) => parentId === post.id).length);
        }
      }),
    );
  });

  test('refuses a second vote for a post, and answers to what is not there (BC-4)', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann');
    sketch.vote(opening, 'ben');
    expect(() => sketch.vote(opening, 'ben', -1)).toThrow('ben votes once for a post');
    expect(() => sketch.reply({ ...opening, id: 99 }, 'ben')).toThrow('99 in thread 1 is not');
    expect(sketch.world.member('ann').reputation).toBe(2);
  });

  test('keeps no more of a bot’s own texts than it needs so as not to repeat itself', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann');
    for (let number = 0; number < recentCount + 5; number += 1)
      sketch.reply(opening, 'ben', { text: `Text ${number}` });
    const { recent } = sketch.world.member('ben');
    expect(recent).toHaveLength(recentCount);
    expect([recent[0], recent.at(-1)]).toEqual(['Text 5', `Text ${recentCount + 4}`]);
  });
});

describe('an inbox', () => {
  test('gets what answers or names its owner, once each, and nothing of its owner’s own (BC-4)', () => {
    const sketch = new SketchedWorld();
    for (const id of botIds) sketch.world.member(id);
    const opening = sketch.open('ann', { mentions: ['ben', 'ann'] });
    const reply = sketch.reply(opening, 'ben', { mentions: ['ann', 'cleo', 'nobody'] });
    const inboxOf = (id: string) => sketch.world.member(id).inbox.map(({ postId, kind }) => ({ postId, kind }));
    expect(inboxOf('ann')).toEqual([{ postId: reply.id, kind: 'reply' }]);
    expect(inboxOf('ben')).toEqual([{ postId: opening.id, kind: 'mention' }]);
    expect(inboxOf('cleo')).toEqual([{ postId: reply.id, kind: 'mention' }]);
    expect(sketch.world.members.has('nobody')).toBe(false);
  });

  test('is empty after a look, but keeps what came while the bot was stopped by a gate (BC-9)', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann');
    sketch.reply(opening, 'ben', { atMs: startMs + 1_000 });
    const ended = { type: 'heartbeat.ended', botId: 'ann', action: 'nothing' } as const;
    sketch.world.apply({ ...ended, atMs: startMs + 2_000, number: 1, gate: 'cap' });
    expect(sketch.world.member('ann').inbox).toHaveLength(1);
    sketch.reply(opening, 'cleo', { atMs: startMs + 4_000 });
    sketch.world.apply({ ...ended, atMs: startMs + 3_000, number: 2, gate: null });
    expect(sketch.world.member('ann').inbox.map(({ fromId }) => fromId)).toEqual(['cleo']);
  });

  test('holds the newest twenty and lets older ones fall out', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann');
    const ids = Array.from({ length: 25 }, () => sketch.reply(opening, 'ben').id);
    expect(sketch.world.member('ann').inbox.map(({ postId }) => postId)).toEqual(ids.slice(-20));
  });
});

describe('the world in sight', () => {
  test('forgets a thread and its posts once nothing was posted in it for 72 hours, and not before (BC-4)', () => {
    const sketch = new SketchedWorld();
    const quiet = sketch.open('ann');
    const answered = sketch.open('ann');
    const reply = sketch.reply(answered, 'ben', { atMs: startMs + hourMs });
    sketch.world.forget(startMs + sightMs);
    expect(sketch.world.threads.size).toBe(2);
    const { version } = sketch.world;
    sketch.world.forget(startMs + sightMs + hourMs);
    expect([...sketch.world.threads.keys()]).toEqual([answered.threadId]);
    expect([...sketch.world.posts.keys()]).toEqual([answered.id, reply.id]);
    expect(sketch.world.posts.has(quiet.id)).toBe(false);
    expect(sketch.world.version).toBeGreaterThan(version);
    expect(sketch.world.member('ann').threadCount).toBe(2);
  });

  test('gives no number twice, whatever was forgotten', () => {
    const sketch = new SketchedWorld();
    sketch.open('ann');
    sketch.world.forget(startMs + 2 * sightMs);
    expect(sketch.world.posts.size).toBe(0);
    expect([sketch.world.nextThreadId, sketch.world.nextPostId]).toEqual([2, 2]);
  });

  test('takes stored threads back with posts, votes and unseen answers, and counts nothing anew (BC-4)', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann', { atMs: startMs });
    sketch.reply(opening, 'ben', { atMs: startMs + hourMs, mentions: ['cleo'] });
    sketch.vote(opening, 'ben');
    const restored = new World({ threadId: 2, postId: 3 });
    for (const id of botIds) restored.member(id);
    restored.member('cleo').lastAttentiveAtMs = startMs + 2 * hourMs;
    restored.restore(sketch.world.threads.get(opening.threadId)!);
    expect(restored.threads).toEqual(sketch.world.threads);
    expect(restored.posts).toEqual(sketch.world.posts);
    expect(restored.member('ann').inbox.map(({ kind }) => kind)).toEqual(['reply']);
    expect(restored.member('cleo').inbox).toEqual([]);
    expect([restored.nextThreadId, restored.nextPostId]).toEqual([2, 3]);
    for (const id of botIds)
      expect(restored.member(id)).toMatchObject({ threadCount: 0, replyCount: 0, reputation: 0, recent: [] });
  });
});
