import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDuet, longestDuet } from '../../../../server/simulation/community/loop-guard.ts';
import { SketchedWorld } from './sketch.ts';

/** A branch in which each of these answers the one before. */
function branchOf(authors: readonly string[]) {
  const sketch = new SketchedWorld();
  const [first, ...others] = authors;
  let post = sketch.open(first!);
  for (const author of others) post = sketch.reply(post, author);
  return { world: sketch.world, last: post };
}
const isDuetIn = (authors: readonly string[], botId: string) => {
  const { world, last } = branchOf(authors);
  return isDuet(world.posts, last, botId);
};

describe('the loop guard', () => {
  test('lets two answer each other until four posts in a row are theirs (BC-2)', () => {
    expect(isDuetIn(['ann'], 'ben')).toBe(false);
    expect(isDuetIn(['ann', 'ben', 'ann'], 'ben')).toBe(false);
    expect(isDuetIn(['ann', 'ben', 'ann', 'ben'], 'ann')).toBe(true);
    expect(isDuetIn(['cleo', 'ann', 'ben', 'ann', 'ben'], 'ann')).toBe(true);
    expect(isDuetIn(['ann', 'ben', 'ann', 'ben'], 'cleo')).toBe(false);
  });

  test('lets them go on once somebody else has written between them (BC-2)', () => {
    expect(isDuetIn(['ann', 'ben', 'ann', 'cleo', 'ann'], 'ben')).toBe(false);
    expect(isDuetIn(['ann', 'ben', 'cleo', 'ann', 'ben', 'ann'], 'ben')).toBe(false);
  });

  test('looks at the branch alone: what stands elsewhere in the thread ends no duet (BC-2)', () => {
    const { world, last } = branchOf(['ann', 'ben', 'ann', 'ben']);
    const opening = world.threads.get(last.threadId)!.posts[0]!;
    const postId = world.nextPostId;
    const aside = { parentId: opening.id, otherId: 'ann', text: 'Aside.', stance: 'add', mentions: [] } as const;
    world.apply({ type: 'post.created', atMs: last.atMs, botId: 'cleo', threadId: last.threadId, postId, ...aside });
    expect(isDuet(world.posts, last, 'ann')).toBe(true);
  });

  test('kept by everybody, never lets a row of two grow beyond its length (BC-2)', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('ann', 'ben', 'cleo'), { maxLength: 60 }), (turns) => {
        const sketch = new SketchedWorld();
        const authors = ['ann'];
        let post = sketch.open('ann');
        for (const botId of turns) {
          if (botId === post.authorId || isDuet(sketch.world.posts, post, botId)) continue;
          post = sketch.reply(post, botId);
          authors.push(botId);
        }
        for (let from = 0; from + longestDuet < authors.length; from += 1)
          expect(new Set(authors.slice(from, from + longestDuet + 1)).size).toBeGreaterThan(2);
      }),
    );
  });
});
