import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ancestorIds, postsCsv, rowsOf, writersOf } from '../../../admin/src/components/community/thread-tree.ts';
import { post } from './community-fixtures.ts';

const none: ReadonlySet<number> = new Set();
/** 1 is the opening; 2 and 3 answer it, 4 answers 2, 5 answers 4, 6 answers 2. */
const posts = [post(1, null), post(2, 1), post(3, 1), post(4, 2), post(5, 4), post(6, 2)];
const outline = (collapsed: ReadonlySet<number> = none) =>
  rowsOf(posts, collapsed).map(({ post: { id }, depth }) => `${'-'.repeat(depth)}${id}`);

describe('a conversation', () => {
  it('puts each post below what it answers, siblings in the order in which they were written (BC-4)', () => {
    expect(outline()).toEqual(['1', '-2', '--4', '---5', '--6', '-3']);
  });

  it('hides what is below a collapsed post, and counts it', () => {
    const rows = rowsOf(posts, new Set([2]));
    expect(rows.map(({ post: { id } }) => id)).toEqual([1, 2, 3]);
    expect(rows[1]).toMatchObject({ isCollapsed: true, belowCount: 3 });
    expect(rows[0]).toMatchObject({ isCollapsed: false, belowCount: 5 });
  });

  it('keeps a post whose parent is not read', () => {
    expect(rowsOf([post(1, null), post(9, 7)], none).map(({ post: { id } }) => id)).toEqual([1, 9]);
  });

  it('is a thousand deep without breaking', () => {
    const chain = Array.from({ length: 1_000 }, (_, index) => post(index + 1, index === 0 ? null : index));
    const rows = rowsOf(chain, none);
    expect([rows.length, rows.at(-1)?.depth, rows[0]?.belowCount]).toEqual([1_000, 999, 999]);
  });

  it('shows every post exactly once, after what it answers', () => {
    const anyThread = fc
      .array(fc.nat(), { minLength: 1, maxLength: 60 })
      .map((picks) => picks.map((pick, index) => post(index + 1, index === 0 ? null : (pick % index) + 1)));
    fc.assert(
      fc.property(anyThread, (thread) => {
        const order = rowsOf(thread, none).map(({ post: { id } }) => id);
        expect(order.toSorted((one, other) => one - other)).toEqual(thread.map(({ id }) => id));
        for (const { id, parentId } of thread)
          if (parentId !== null) expect(order.indexOf(parentId)).toBeLessThan(order.indexOf(id));
      }),
    );
  });

  it('knows what must be open for a post to be seen', () => {
    expect(ancestorIds(posts, 5)).toEqual([4, 2, 1]);
    expect(ancestorIds(posts, 99)).toEqual([]);
  });

  it('says who wrote how much, the busiest first', () => {
    const three = [post(1, null, { authorId: 'a' }), post(2, 1, { authorId: 'b' }), post(3, 1, { authorId: 'b' })];
    expect(writersOf(three)).toEqual([
      { botId: 'b', postCount: 2 },
      { botId: 'a', postCount: 1 },
    ]);
  });

  it('is exported a line a post, its text defused (F-42)', () => {
    const lines = postsCsv([post(1, null, { text: '=1+1' })], () => 'Mona Field').split('\r\n');
    expect(lines[1]).toBe(`1,0,,Mona Field,,2,1,0,2026-11-21T10:00:00.000Z,'=1+1`);
  });
});
