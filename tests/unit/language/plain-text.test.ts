import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleaned, plainText } from '../../../server/language/clean-text.ts';

test('what a model wrote reaches a person as words: no markup, no address, nothing invisible (F-40, F-42)', () => {
  const cases = [
    ['<b>May</b> we <img src=x onerror=alert(1)> begin?', 'May we begin?'],
    ['See [the form](https://evil.example/x?y=1) first', 'See the form first'],
    ['![a](https://evil.example/pixel.gif) Fine?', 'a Fine?'],
    ['Go to https://evil.example/login now', 'Go to (link left out) now'],
    ['Go to www.evil.example now', 'Go to (link left out) now'],
    ['Run JavaScript:alert(1)', 'Run (link left out)'],
    ['a\u200Bb\u202Ec\u0007d', 'abcd'],
    ['<a href="<script>">May we?', 'May we?'],
    ['Is the fee < 300 or > 400?', 'Is the fee < 300 or > 400?'],
  ] as const;
  for (const [text, plain] of cases) expect(plainText(text, 500)).toBe(plain);
});

test('whatever is written, what is shown is bounded and holds no tag, no address and no control character (F-40)', () => {
  const pieces = fc.constantFrom(
    '<a href="',
    '">',
    '<script>',
    'https://x.example',
    '[',
    '](',
    ')',
    '\u200B',
    '\u0000',
    ' ',
    '<',
    'why',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 40 }), (parts) => {
      const text = plainText(parts.join(''), 120);
      expect(text.length).toBeLessThanOrEqual(120);
      expect(text).not.toMatch(/<[a-z/!][^<>]*>|\b(https?|javascript):\S|[^\P{C}\n]/iu);
    }),
  );
  expect(plainText('x'.repeat(1_000_000), 500)).toHaveLength(500);
});

test('what a person says is kept as it was said, but for what nobody sees (F-40)', () => {
  expect(cleaned('See https://our.example/deck,\r\n <b>not</b> the old\u200B one', 200)).toBe(
    'See https://our.example/deck,\n <b>not</b> the old one',
  );
});
