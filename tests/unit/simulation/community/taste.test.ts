import { describe, expect, test } from 'vitest';
import { Taste } from '../../../../server/simulation/community/taste.ts';
import { SketchedWorld } from './sketch.ts';

const threadOn = (topic: string, text: string) => {
  const sketch = new SketchedWorld();
  const { threadId } = sketch.open('ann', { title: 'A title', topic, text });
  return sketch.world.threads.get(threadId)!;
};

describe('taste', () => {
  test('is 0 for what shares nothing with the interests, a half with one word, 1 with two or more (BC-4)', () => {
    const taste = new Taste(['urban gardens', 'chess openings']);
    expect(taste.in(threadOn('databases', 'Which index?'))).toBe(0);
    expect(taste.in(threadOn('a garden', 'Whose is it?'))).toBe(0.5);
    expect(taste.in(threadOn('urban gardens', 'Whose are they?'))).toBe(1);
    expect(taste.in(threadOn('urban gardens', 'and chess openings'))).toBe(1);
  });

  test('says the same of a thread however often it is asked', () => {
    const taste = new Taste(['chess']);
    const thread = threadOn('chess', 'A gambit.');
    expect([taste.in(thread), taste.in(thread)]).toEqual([0.5, 0.5]);
  });
});
