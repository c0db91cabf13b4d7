import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SketchedWorld } from './sketch.ts';

describe('reputation', () => {
  test('is two for an upvote, one lost by a downvote, one for an answer (BC-4)', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann');
    sketch.vote(opening, 'ben');
    expect(sketch.world.member('ann').reputation).toBe(2);
    sketch.vote(opening, 'cleo', -1);
    expect(sketch.world.member('ann').reputation).toBe(1);
    sketch.reply(opening, 'dora');
    expect(sketch.world.member('ann').reputation).toBe(2);
    expect(['ben', 'cleo', 'dora'].map((id) => sketch.world.member(id).reputation)).toEqual([0, 0, 0]);
  });

  test('is not earned by answering or voting for oneself (BC-4)', () => {
    const sketch = new SketchedWorld();
    const opening = sketch.open('ann');
    sketch.reply(opening, 'ann');
    sketch.vote(opening, 'ann');
    expect(sketch.world.member('ann').reputation).toBe(0);
  });

  test('is earned once in a thread, by each of two, however long they talk to each other there (BC-4)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), (count) => {
        const sketch = new SketchedWorld();
        let post = sketch.open('ann');
        for (let number = 0; number < count; number += 1) post = sketch.reply(post, number % 2 === 0 ? 'ben' : 'ann');
        expect(['ann', 'ben'].map((id) => sketch.world.member(id).reputation)).toEqual([1, 1]);
      }),
    );
  });

  test('is earned again in another thread, and by another bot (BC-4)', () => {
    const sketch = new SketchedWorld();
    const [one, other] = [sketch.open('ann'), sketch.open('ann')];
    sketch.reply(one, 'ben');
    sketch.reply(other, 'ben');
    sketch.reply(one, 'cleo');
    expect(sketch.world.member('ann').reputation).toBe(3);
  });
});
