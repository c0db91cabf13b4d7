import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tidyQuery } from '../../../server/search/tidy-query.ts';
import { tidyText } from '../../../server/search/tidy-text.ts';

/** Text made of what hurts: tags, entities, invisible characters and halves of them. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '&',
        ';',
        '#',
        'lt',
        'gt',
        'amp',
        'script',
        '/',
        '!--',
        '&lt;',
        '&amp;',
        '&#60;',
        '&#x3c;',
      ),
      fc.constantFrom('\u200B', '\u202E', '\u0000', '\u001B[2J', '\n', '\uD800', '\uDC00', '\u{E0041}', '\u00AD', '😀'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('tidyText', () => {
  test('leaves nothing that begins a tag, nothing invisible and no break, and keeps the bound (F-40, F-42)', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 2, max: 200 }), (text, mostCharacters) => {
        const tidy = tidyText(text, mostCharacters);
        expect(tidy).not.toMatch(/<[a-z/!?]/i);
        expect(tidy).not.toMatch(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u);
        expect(tidy).not.toMatch(/^\s|\s$|\s\s/);
        expect(tidy.isWellFormed()).toBe(true);
        expect(tidy.length).toBeLessThanOrEqual(mostCharacters);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each([
    ['a <b>bold</b> word', 'a bold word'],
    ['Tom &amp; Ann&#39;s &quot;day&quot; &#x2014; &hellip;', 'Tom & Ann\'s "day" — …'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['R&D; 5&6', 'R&D; 5&6'],
    ['<<b>script>alert(1)<</b>/script>', '< script>alert(1)< /script>'],
    ['cut <img src=x onerror=alert(1)', 'cut'],
    ['escaped &amp;lt;b&amp;gt;twice&amp;lt;/b&amp;gt;', 'escaped twice'],
    ['x<style>p{}</style>y<!-- hidden', 'x y'],
    ['sc\u200Bript <scr\u200Bipt>x</scr\u200Bipt>', 'script'],
    ['one\r\n\ttwo\u2028three', 'one two three'],
  ])('makes %j plain', (text, plain) => {
    expect(tidyText(text, 100)).toBe(plain);
  });

  test('gives up on what is escaped again and again by breaking its brackets (F-42)', () => {
    expect(tidyText('&amp;amp;amp;amp;lt;b&amp;amp;amp;amp;gt;', 100)).not.toContain('<b');
    expect(tidyText('<'.repeat(50) + 'b>'.repeat(50), 200)).not.toMatch(/<[a-z]/);
  });

  test('takes a megabyte without delay (F-40)', () => {
    for (const piece of ['<', '<script', '&amp;', '<!--', 'word '])
      expect(tidyText(piece.repeat(200_000), 100).length).toBeLessThanOrEqual(100);
  });
});

describe('tidyQuery', () => {
  test('is one line of at most two hundred characters (F-40)', () => {
    expect(tidyQuery(' how\n to <b>poll</b>? ')).toBe('how to poll ?');
    expect(tidyQuery('word '.repeat(100)).length).toBeLessThanOrEqual(200);
  });

  test('is empty where there is nothing to look for', () => {
    expect(['', ' ', '?!', '\u200B', '😀'].map(tidyQuery)).toEqual(['', '', '', '', '']);
  });
});
