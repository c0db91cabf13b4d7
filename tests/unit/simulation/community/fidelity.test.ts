import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FidelityRow } from '../../../../server/contract/community.ts';
import { Fidelity } from '../../../../server/contract/community.ts';
import { random, streams } from '../../../../server/kernel/random.ts';
import type { CommunityRecord, RecordedPost } from '../../../../server/simulation/community/fidelity.ts';
import { fidelityOf, repeatedPairsRow } from '../../../../server/simulation/community/fidelity.ts';
import { topShare } from '../../../../server/simulation/community/fidelity/top-share.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2026, 10, 2);
const window = { fromMs: start, toMs: start + 14 * dayMs };
const membersOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `member-${index}`);

type Sketch = Partial<Omit<RecordedPost, 'id'>>;
/** Posts with what a test does not name filled in: openings of their own, an hour apart, all by one member. */
const recordOf = (sketches: readonly Sketch[], memberCount = 1): CommunityRecord => ({
  memberIds: membersOf(memberCount),
  posts: sketches.map((sketch, index) => ({
    id: index + 1,
    threadId: index + 1,
    parentId: null,
    authorId: 'member-0',
    atMs: start + index * 60_000,
    ...sketch,
  })),
});
const rowOf = (record: CommunityRecord, id: string, within = window): FidelityRow => {
  const row = fidelityOf(record, within).rows.find((each) => each.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
};
/** `count` threads of one opening and `replies` answers each, to the opening (star) or to the one before (chain). */
const threadsOf = (count: number, replies: number, shape: 'star' | 'chain'): Sketch[] =>
  Array.from({ length: count }, (_, thread) =>
    Array.from({ length: replies + 1 }, (_unused, number) => {
      const opening = thread * (replies + 1) + 1;
      const parentId = number === 0 ? null : shape === 'star' ? opening : opening + number - 1;
      return { threadId: thread + 1, parentId, authorId: `member-${number}` };
    }),
  ).flat();

describe('participation', () => {
  test('counts who wrote nothing, a week at a time, back from the end (BC-18)', () => {
    const record = recordOf(
      [
        { authorId: 'member-0', atMs: start },
        { authorId: 'member-1', atMs: start + 7 * dayMs - 1 },
        { authorId: 'member-1', atMs: start + 7 * dayMs },
      ],
      10,
    );
    expect(rowOf(record, 'silent-members')).toMatchObject({ value: 0.85, isInside: true, sampleCount: 10 });
    const oneWeek = { fromMs: start, toMs: start + 7 * dayMs };
    expect(rowOf(record, 'silent-members', oneWeek)).toMatchObject({ value: 0.8, isInside: true });
    const lessThanAWeek = { fromMs: start + 1, toMs: start + 7 * dayMs };
    expect(rowOf(record, 'silent-members', lessThanAWeek)).toMatchObject({ value: null, note: 'Needs seven days.' });
  });

  test('gives the busiest their exact share in a community by Zipf’s law (BC-18)', () => {
    const counts = Array.from({ length: 200 }, (_, rank) => Math.floor(600 / (rank + 1)));
    const record = recordOf(
      counts.flatMap((count, rank) => Array.from({ length: count }, () => ({ authorId: `member-${rank}` }))),
      200,
    );
    const total = counts.reduce((sum, count) => sum + count, 0);
    const firstTwenty = counts.slice(0, 20).reduce((sum, count) => sum + count, 0);
    expect(rowOf(record, 'posts-of-top-hundredth').value).toBeCloseTo((600 + 300) / total, 12);
    expect(rowOf(record, 'posts-of-top-tenth').value).toBeCloseTo(firstTwenty / total, 12);
  });

  test('says how many members a share needs (BC-18)', () => {
    const posts = Array.from({ length: 40 }, () => ({}));
    expect(rowOf(recordOf(posts, 99), 'posts-of-top-hundredth')).toMatchObject({
      value: null,
      isInside: null,
      note: 'Needs 100 members; there are 99.',
    });
    expect(rowOf(recordOf(posts, 100), 'posts-of-top-hundredth')).toMatchObject({ value: 1, isInside: true });
    expect(rowOf(recordOf(posts, 19), 'posts-of-top-tenth').value).toBeNull();
    expect(rowOf(recordOf(posts, 20), 'posts-of-top-tenth')).toMatchObject({ value: 1, isInside: false });
  });

  test('a share of the top is at least the ratio, at most 1, and never falls as the ratio grows (BC-18)', () => {
    const ratio = fc.double({ min: 0, max: 1, noNaN: true });
    const counts = fc
      .array(fc.nat(1_000), { minLength: 1, maxLength: 50 })
      .filter((list) => list.some((count) => count > 0));
    fc.assert(
      fc.property(counts, ratio, ratio, (list, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(topShare(list, less)).toBeGreaterThanOrEqual(less - 1e-9);
        expect(topShare(list, more)).toBeLessThanOrEqual(1);
        expect(topShare(list, more)).toBeGreaterThanOrEqual(topShare(list, less) - 1e-9);
      }),
    );
    expect(topShare([5, 5, 5, 5], 0.125)).toBe(0.125);
  });
});

describe('threads', () => {
  test('of a star leave every reply unanswered, of a chain only the last (BC-18)', () => {
    expect(rowOf(recordOf(threadsOf(12, 4, 'star'), 5), 'posts-without-reply')).toMatchObject({
      value: 0.8,
      isInside: false,
    });
    expect(rowOf(recordOf(threadsOf(12, 4, 'chain'), 5), 'posts-without-reply')).toMatchObject({ value: 0.2 });
    expect(rowOf(recordOf(threadsOf(12, 4, 'star'), 5), 'thread-size')).toMatchObject({ value: 5, isInside: true });
    expect(rowOf(recordOf(threadsOf(12, 0, 'star')), 'thread-size')).toMatchObject({ value: 1, isInside: false });
  });

  test('that began before the window do not count as short ones (BC-18)', () => {
    const old = { threadId: 999, parentId: null, atMs: start - 1 };
    const late = { threadId: 999, parentId: 61, atMs: start + dayMs };
    const record = recordOf([...threadsOf(12, 4, 'star'), old, late], 5);
    expect(rowOf(record, 'thread-size')).toMatchObject({ value: 5, sampleCount: 12 });
  });

  test('have their tail measured from a hundred on (BC-18)', () => {
    const long = Array.from({ length: 20 }, () => ({ threadId: 1, parentId: 1 }));
    const pairs = Array.from({ length: 80 }, (_, thread) => ({ threadId: thread + 1, parentId: thread + 1 }));
    const openings = (count: number): Sketch[] => Array.from({ length: count }, (_, i) => ({ threadId: i + 1 }));
    expect(rowOf(recordOf([...openings(100), ...pairs, ...long]), 'thread-tail')).toMatchObject({
      value: 0.21,
      isInside: true,
    });
    expect(rowOf(recordOf([...openings(99), ...pairs, ...long]), 'thread-tail').value).toBeNull();
    expect(rowOf(recordOf(openings(100)), 'thread-tail')).toMatchObject({
      value: null,
      note: 'Needs replies; there are none.',
    });
  });
});

describe('repeated pairs', () => {
  /** Thirty replies by member-0, to `others` members in turn. */
  const repliesTo = (others: number): CommunityRecord =>
    recordOf([
      ...Array.from({ length: others }, (_, other) => ({ authorId: `member-${other + 1}`, threadId: other + 1 })),
      ...Array.from({ length: 30 }, (_, turn) => ({ threadId: (turn % others) + 1, parentId: (turn % others) + 1 })),
    ]);

  test('are all replies but the first between two members (BC-18)', () => {
    expect(rowOf(repliesTo(30), 'repeated-pairs')).toMatchObject({ value: 0, isInside: null, sampleCount: 30 });
    expect(rowOf(repliesTo(3), 'repeated-pairs').value).toBeCloseTo(0.9, 12);
  });

  test('are ordered, and nobody is a pair alone (BC-18)', () => {
    const back = { authorId: 'member-1', threadId: 1, parentId: 31 };
    const record = repliesTo(30);
    const [answer] = recordOf([back]).posts;
    const withAnswer = { ...record, posts: [...record.posts, { ...answer!, id: 900, atMs: start + dayMs }] };
    expect(rowOf(withAnswer, 'repeated-pairs')).toMatchObject({ value: 0, sampleCount: 31 });
    const alone = recordOf([{}, ...Array.from({ length: 40 }, () => ({ threadId: 1, parentId: 1 }))]);
    expect(rowOf(alone, 'repeated-pairs')).toMatchObject({ value: null, sampleCount: 0 });
  });

  test('rise with memory, or the comparison is outside (BC-18)', () => {
    expect(repeatedPairsRow(repliesTo(3), repliesTo(30), window)).toMatchObject({
      isInside: true,
      note: '90.0% with memory, 0.0% without.',
    });
    expect(repeatedPairsRow(repliesTo(30), repliesTo(3), window).value).toBeCloseTo(-0.9, 12);
    expect(repeatedPairsRow(repliesTo(3), repliesTo(3), window)).toMatchObject({ value: 0, isInside: false });
    expect(repeatedPairsRow(recordOf([]), repliesTo(3), window)).toMatchObject({ value: null, isInside: null });
  });
});

/** A community that has everything: `count` posts by members with unlike habits, three in five of them replies. */
function busyRecord(count: number, memberCount: number, seed = 1): CommunityRecord {
  const draw = (index: number, what: number): number => random(seed, streams.text, index, what);
  const openings: number[] = [];
  const posts: RecordedPost[] = [];
  for (let index = 0; index < count; index += 1) {
    const isReply = openings.length > 0 && draw(index, 0) < 0.6;
    const parent = isReply ? posts[Math.floor(draw(index, 1) * posts.length)]! : null;
    if (!parent) openings.push(index + 1);
    posts.push({
      id: index + 1,
      threadId: parent?.threadId ?? openings.length,
      parentId: parent?.id ?? null,
      authorId: `member-${Math.floor(memberCount * draw(index, 2) ** 4)}`,
      atMs: start + Math.floor(((index + draw(index, 3)) / count) * 14 * dayMs),
    });
  }
  return { memberIds: membersOf(memberCount), posts };
}

describe('fidelity', () => {
  test('has a value in every row for a busy community, and fits the contract (BC-18)', () => {
    const fidelity = fidelityOf(busyRecord(4_000, 200), window);
    expect(Fidelity.parse(fidelity)).toEqual(fidelity);
    expect(fidelity).toMatchObject({ days: 14, memberCount: 200, postCount: 4_000 });
    expect(fidelity.rows.filter(({ value }) => value === null)).toEqual([]);
    expect(fidelity.rows.map(({ id }) => id)).toEqual([
      'silent-members',
      'posts-of-top-hundredth',
      'posts-of-top-tenth',
      'burstiness',
      'gap-memory',
      'gap-tail',
      'gap-exponent',
      'posts-without-reply',
      'thread-size',
      'thread-tail',
      'day-peak-to-trough',
      'day-curve-distance',
      'repeated-pairs',
    ]);
  });

  test('does not read a day curve out of fewer than a thousand posts (BC-18)', () => {
    const note = 'Needs 1000 posts in whole days; there are 999.';
    expect(rowOf(busyRecord(999, 50), 'day-peak-to-trough')).toMatchObject({ value: null, note });
    const { value, note: chance } = rowOf(busyRecord(1_000, 50), 'day-peak-to-trough');
    expect(value).toBeLessThan(1.7);
    expect(chance).toBe('A flat day would show about 1.37 by chance.');
  });

  test('has the same rows without any post, and each says what is missing (BC-18)', () => {
    const fidelity = fidelityOf({ memberIds: [], posts: [] }, window);
    expect(Fidelity.parse(fidelity)).toEqual(fidelity);
    expect(fidelity.rows).toHaveLength(13);
    for (const { id, value, isInside, note } of fidelity.rows) {
      expect({ id, value, isInside }).toEqual({ id, value: null, isInside: null });
      expect(note).toMatch(/^Needs /);
    }
  });

  test('knows no names, no ids and no date: shares lie in [0, 1] and days can be shifted (BC-18)', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 0, max: 1_500 }),
        fc.integer({ min: -3_000, max: 3_000 }),
        (seed, count, days) => {
          const record = busyRecord(count, 120, seed);
          const shiftMs = days * dayMs;
          const rename = (id: string): string => `x${1_000 - Number(id.slice(7))}`;
          const moved = {
            memberIds: record.memberIds.map((id) => rename(id)).toReversed(),
            posts: record.posts.map((post) => ({
              id: post.id + 500,
              threadId: 10_000 - post.threadId,
              parentId: post.parentId === null ? null : post.parentId + 500,
              authorId: rename(post.authorId),
              atMs: post.atMs + shiftMs,
            })),
          };
          const here = fidelityOf(record, window);
          expect(fidelityOf(moved, { fromMs: window.fromMs + shiftMs, toMs: window.toMs + shiftMs })).toEqual(here);
          for (const { unit, value } of here.rows) {
            if (unit !== 'ratio' || value === null) continue;
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('pools people of unlike pace without taking them for bursts: chance stays chance (BC-18)', () => {
    const posts = Array.from({ length: 20 }, (_, person) => {
      const meanMs = (dayMs / 100) * 1.25 ** person;
      let atMs = start;
      return Array.from({ length: 10_000 }, (_unused, index) => {
        atMs -= meanMs * Math.log(1 - random(7, streams.text, person, index));
        return { authorId: `member-${person}`, atMs };
      }).filter((post) => post.atMs < window.toMs);
    }).flat();
    const record = recordOf(
      posts.toSorted((one, other) => one.atMs - other.atMs),
      20,
    );
    expect(Math.abs(rowOf(record, 'burstiness').value!)).toBeLessThan(0.1);
    expect(rowOf(record, 'gap-tail')).toMatchObject({ isInside: false });
    expect(rowOf(record, 'gap-tail').value).toBeLessThan(0);
  });

  test('sees nothing outside its window, to whose end nothing belongs (BC-18)', () => {
    const ends = recordOf([{ atMs: start - 1 }, { atMs: start }, { atMs: window.toMs - 1 }, { atMs: window.toMs }]);
    expect(fidelityOf(ends, window).postCount).toBe(2);
    const record = busyRecord(2_000, 150);
    const week = { fromMs: start + 3 * dayMs, toMs: start + 10 * dayMs };
    const inside = record.posts.filter(({ atMs }) => atMs >= week.fromMs && atMs < week.toMs);
    const others = fidelityOf({ ...record, posts: inside }, week).rows.filter(({ id }) => id !== 'repeated-pairs');
    expect(fidelityOf(record, week).rows.filter(({ id }) => id !== 'repeated-pairs')).toEqual(others);
  });

  test('measures 200,000 posts without comparing each with each (BC-18)', () => {
    const record = busyRecord(200_000, 5_000);
    const before = performance.now();
    fidelityOf(record, window);
    // Half a second; each with each would take an hour.
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
