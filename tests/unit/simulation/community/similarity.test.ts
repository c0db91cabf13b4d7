import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Similarity } from '../../../../server/contract/community.ts';
import { similarityOf } from '../../../../server/simulation/community/similarity.ts';

const five = (text: string): string[] => Array.from({ length: 5 }, () => text);
const lines = (...words: string[]): string[] => words.map((word) => `${word} one ${word} two`);
const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
const words = fc.array(fc.constantFrom(...letters), { maxLength: 12 }).map((list) => list.join(' '));
const posts = fc.array(words, { minLength: 3, maxLength: 8 });

describe('similarity', () => {
  test('is 1 for bots that say the same and 0 for bots that share no two words in a row (BC-18)', () => {
    const same = lines('red', 'green', 'blue', 'white', 'black');
    const other = lines('sea', 'lake', 'pond', 'brook', 'spring');
    const { memberCount, pairs } = similarityOf(
      new Map([
        ['ann', same],
        ['ben', [...same]],
        ['cid', other],
      ]),
    );
    expect(memberCount).toBe(3);
    expect(pairs[0]).toMatchObject({ oneId: 'ann', otherId: 'ben' });
    expect(pairs[0]!.ratio).toBeCloseTo(1, 12);
    expect(pairs.slice(1).map(({ ratio }) => ratio)).toEqual([0, 0]);
  });

  test('weighs by hand what it says it weighs (BC-18)', () => {
    // Each bot has one word pair of its own and one that both use, five times over: weights 1 + ln 2 and 1.
    const texts = new Map([
      ['ann', five('shared words. Own')],
      ['ben', five('shared words. Else')],
    ]);
    const own = 1 + Math.log(2);
    expect(similarityOf(texts).meanRatio).toBeCloseTo(1 / (1 + own ** 2), 12);
  });

  test('leaves out who wrote fewer than five posts, or never two words in a row (BC-18)', () => {
    const texts = new Map([
      ['few', five('one two').slice(1)],
      ['mute', five('hm')],
      ['ann', five('one two three')],
    ]);
    const similarity = similarityOf(texts);
    expect(similarity).toMatchObject({ memberCount: 1, meanRatio: null, pairs: [] });
    expect(similarity.selves.map(({ botId }) => botId)).toEqual(['ann']);
  });

  test('reads the last fifty posts only (BC-18)', () => {
    const texts = new Map([
      ['ann', [...five('old words here'), ...Array.from({ length: 50 }, (_, i) => `new${i} word${i}`)]],
    ]);
    expect(similarityOf(texts).selves).toEqual([{ botId: 'ann', repeatedRatio: 0 }]);
  });

  test('says how much a bot repeats of its earlier posts, and not within one (BC-18)', () => {
    const repeatedOf = (list: string[]): number => similarityOf(new Map([['ann', list]])).selves[0]!.repeatedRatio;
    expect(repeatedOf(five('the same again'))).toBe(0.8);
    expect(repeatedOf(['a b a b a b', 'c d', 'e f', 'g h', 'i j'])).toBe(0);
    expect(repeatedOf(['A b', 'c d', 'e f', 'g h', 'a, B!'])).toBe(0.2);
  });

  test('names the ten most alike, the most alike first (BC-18)', () => {
    const bot = (count: number): string[] => [
      ...five('x y'),
      ...Array.from({ length: count }, (_, i) => `own${count}n${i} z${i}`),
    ];
    const texts = new Map(Array.from({ length: 7 }, (_, index) => [`bot-${index}`, bot(index)]));
    const { pairs } = similarityOf(texts);
    expect(pairs).toHaveLength(10);
    expect(pairs.map(({ ratio }) => ratio)).toEqual(
      pairs.map(({ ratio }) => ratio).toSorted((one, other) => other - one),
    );
    expect(pairs[0]).toMatchObject({ oneId: 'bot-0', otherId: 'bot-1' });
  });

  test('fits the contract, is bounded, and does not depend on the order of bots (BC-18)', () => {
    fc.assert(
      fc.property(fc.array(posts, { maxLength: 6 }), (all) => {
        const entries = all.map((list, index) => [`bot-${index}`, list] as const);
        const similarity = similarityOf(new Map(entries));
        expect(Similarity.parse(similarity)).toEqual(similarity);
        expect(similarityOf(new Map(entries.toReversed()))).toEqual(similarity);
      }),
    );
  });
});
