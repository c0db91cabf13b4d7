import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keywordsOf, sharedCount } from '../../../../server/simulation/community/keywords.ts';

describe('the keywords of a text', () => {
  test('are its words of four letters or more, in lower case, without common words and a plural s', () => {
    expect([...keywordsOf('Which Gardens have TOMATOES, and a bus? Glass gardens!')]).toEqual([
      'garden',
      'tomatoe',
      'glass',
    ]);
    expect([...keywordsOf('Überflüssige Bäume in Łódź')]).toEqual(['überflüssige', 'bäume', 'łódź']);
    expect(keywordsOf('').size).toBe(0);
  });

  test('are so many at most, the first ones, however long the text is', () => {
    expect([...keywordsOf('alpha beta gamma delta', 2)]).toEqual(['alpha', 'beta']);
    expect(keywordsOf('x'.repeat(1_000_000)).size).toBe(1);
    expect(keywordsOf(`${' '.repeat(2_000)}hidden`).size).toBe(0);
  });
});

describe('shared keywords', () => {
  test('are counted alike from either side', () => {
    const words = fc.uniqueArray(fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'omega'));
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [left, right] = [new Set(one), new Set(other)];
        expect(sharedCount(left, right)).toBe(one.filter((word) => other.includes(word)).length);
        expect(sharedCount(right, left)).toBe(sharedCount(left, right));
      }),
    );
  });
});
