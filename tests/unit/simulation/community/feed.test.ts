import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Feed, heatOf } from '../../../../server/simulation/community/feed.ts';
import { SketchedWorld, hourMs, startMs } from './sketch.ts';

const plain = { openedAtMs: startMs, upCount: 0, downCount: 0, replyCount: 0 };
const noInterest = () => 0;

describe('heat', () => {
  test('is (1 + points^0.65) / (hours + 2)^1.2 (BC-4)', () => {
    expect(heatOf(plain, startMs)).toBeCloseTo(1 / 2 ** 1.2, 10);
    expect(heatOf({ ...plain, replyCount: 5, upCount: 4, downCount: 1 }, startMs + 6 * hourMs)).toBeCloseTo(
      (1 + 8 ** 0.65) / 8 ** 1.2,
      10,
    );
  });

  test('never rises with age or downvotes, never falls with replies or upvotes, and stays finite (BC-4)', () => {
    const count = fc.nat(10_000);
    fc.assert(
      fc.property(count, count, count, fc.nat(10_000), (replyCount, upCount, downCount, hours) => {
        const thread = { openedAtMs: startMs, replyCount, upCount, downCount };
        const nowMs = startMs + hours * hourMs;
        const heat = heatOf(thread, nowMs);
        expect(heat).toBeGreaterThan(0);
        expect(Number.isFinite(heat)).toBe(true);
        expect(heatOf(thread, nowMs + hourMs)).toBeLessThan(heat);
        expect(heatOf({ ...thread, downCount: downCount + 1 }, nowMs)).toBeLessThanOrEqual(heat);
        expect(heatOf({ ...thread, upCount: upCount + 1 }, nowMs)).toBeGreaterThanOrEqual(heat);
        expect(heatOf({ ...thread, replyCount: replyCount + 1 }, nowMs)).toBeGreaterThanOrEqual(heat);
      }),
    );
  });

  test('of a thread from a moment that the clock has not reached yet is that of a new one (F-26)', () => {
    expect(heatOf(plain, startMs - 5 * hourMs)).toBe(heatOf(plain, startMs));
  });
});

describe('a feed', () => {
  test('puts the hottest first, and of two as hot the newer one (BC-4)', () => {
    const sketch = new SketchedWorld();
    const [answered, first, second] = [sketch.open('ann'), sketch.open('ben'), sketch.open('dora')];
    sketch.reply(answered, 'ben');
    const order = new Feed(sketch.world).of('cleo', noInterest, startMs).map(({ thread }) => thread.id);
    expect(order).toEqual([answered.threadId, second.threadId, first.threadId]);
  });

  test('raises whom the bot follows, what it cares for and what is new to it, by their factors (BC-4)', () => {
    const sketch = new SketchedWorld();
    const [plain, followed] = [sketch.open('ann'), sketch.open('ben')];
    sketch.follow('cleo', 'ben');
    const nowMs = startMs + hourMs;
    sketch.look('cleo', nowMs);
    const heat = heatOf({ openedAtMs: startMs, upCount: 0, downCount: 0, replyCount: 0 }, nowMs);
    const heatIn = (threadId: number, interest: number) =>
      new Feed(sketch.world).of('cleo', () => interest, nowMs).find(({ thread }) => thread.id === threadId)!;
    expect(heatIn(plain.threadId, 0)).toMatchObject({ isNew: false, interestRatio: 0 });
    expect(heatIn(plain.threadId, 0).heat).toBeCloseTo(heat * 0.4, 10);
    expect(heatIn(plain.threadId, 1).heat).toBeCloseTo(heat * 1.4, 10);
    expect(heatIn(followed.threadId, 0.5).heat).toBeCloseTo(heat * 1.5 * 0.9, 10);
    const unseen = new Feed(sketch.world).of('dora', noInterest, nowMs)[0]!;
    expect(unseen.isNew).toBe(true);
    expect(unseen.heat).toBeCloseTo(heat * 0.4 * 1.5, 10);
  });

  test('shows eight threads at most, and two of one author, the hottest ones (BC-4)', () => {
    const sketch = new SketchedWorld();
    for (let author = 0; author < 12; author += 1) sketch.open(`author-${author}`);
    const ofAnn = [sketch.open('ann'), sketch.open('ann'), sketch.open('ann')];
    for (const opening of ofAnn.slice(0, 2)) sketch.reply(opening, 'ben');
    const shown = new Feed(sketch.world).of('dora', noInterest, startMs).map(({ thread }) => thread);
    expect(shown).toHaveLength(8);
    expect(shown.filter(({ authorId }) => authorId === 'ann').map(({ id }) => id)).toEqual(
      ofAnn
        .slice(0, 2)
        .map(({ threadId }) => threadId)
        .toReversed(),
    );
  });

  test('is ranked anew when something is posted or forgotten, and after five minutes', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann');
    const feed = new Feed(sketch.world);
    const before = feed.hottest(startMs);
    sketch.vote(opening, 'ben');
    expect(feed.hottest(startMs + 300_000)).toBe(before);
    expect(feed.hottest(startMs + 300_001)).not.toBe(before);
    sketch.open('ben');
    expect(feed.hottest(startMs + 300_001)).toHaveLength(2);
    sketch.world.forget(startMs + 200 * hourMs);
    expect(feed.hottest(startMs + 300_001)).toEqual([]);
  });
});
