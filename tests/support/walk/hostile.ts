/** Values that nobody means well with (F-31, F-39, F-40). */
import fc from 'fast-check';

/** Texts that break what reads them carelessly. */
const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfffy',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../etc/passwd',
  '..',
  '.',
  '%2e%2e%2f',
  '%00',
  '%',
  '\\',
  '1;drop',
  "' OR 1=1 --",
  '"; DROP TABLE sessions; --',
  '1e309',
  '-1',
  '-0',
  '0x10',
  '1.5',
  '9007199254740993',
  '99999999999999999999',
  'NaN',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '👩‍👩‍👧‍👦',
  'Ω≈ç√∫',
  '\u202egnp.exe',
  '\u200b',
  '\ufeff',
  '<script>alert(1)</script>',
  '=cmd|calc',
  '${7*7}{{7*7}}',
  'a,b;c|d&e=f#g?h/i',
  '\r\nSet-Cookie: a=b',
  '*',
  '(((((((((((((((((((((',
  'a"b',
  'AND OR NOT NEAR(',
  '2026-02-30',
  '2026-11-21T25:61:61Z',
  '-271821-04-21',
  '+275760-09-13T00:00:00.000Z',
  '0000-01-01',
  '9999-12-31T23:59:59.999Z',
  'x'.repeat(5_000),
  '😀'.repeat(700),
];

const isWellFormed = (text: string): boolean => text.isWellFormed();

export const hostileText = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...texts) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  );

/** Texts that an address can hold, for half a character cannot be written in one. */
export const hostileAddressText = (): fc.Arbitrary<string> => hostileText().filter(isWellFormed);

/** In the place of any value of a body; a number beyond all numbers becomes one only when it is written. */
export const hostileValue = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 5, arbitrary: hostileText() },
    {
      weight: 3,
      arbitrary: fc.constantFrom<unknown>(
        null,
        true,
        false,
        0,
        -0,
        -1,
        1.5,
        1e308,
        -1e308,
        5e-324,
        2 ** 31,
        2 ** 53,
        -(2 ** 53),
        beyondAllNumbers,
        [],
        {},
        [[]],
        [null],
        ['a', 'a'],
        { a: 1 },
        Array.from({ length: 2_000 }, (_, index) => index),
        { toString: 'x', valueOf: 'y', length: -1 },
        nested(40),
      ),
    },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  );

/** Stands for 1e309, which JSON can say and no number can hold. */
const beyondAllNumbers = '\u0001infinite\u0001';

/** @returns The value as JSON, with what only a text can hold. */
export const written = (value: unknown): string =>
  (JSON.stringify(value) ?? '').replaceAll(JSON.stringify(beyondAllNumbers), '1e309');

function nested(depth: number): unknown {
  return depth === 0 ? 1 : { a: [nested(depth - 1)] };
}

/** Bodies that are no JSON, or not what JSON is meant for. */
export const brokenBodies: readonly string[] = [
  '{',
  '{"a": ',
  '{"a":1,}',
  "{'a':1}",
  '{"a":"\\x"}',
  '{"a":"\\ud800"}',
  '{"__proto__":{"a":1}}',
  '{"a":{"constructor":{"prototype":1}}}',
  '\ufeff{}',
  'null',
  'true',
  '42',
  '""',
  '[]',
  '[{}]',
  '{"a":1}{"b":2}',
  'NaN',
  '{"a":1e309}',
  '<xml/>',
  'a=1&b=2',
  '\u0000',
  `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
  `{"a":"${'x'.repeat(110 * 1_024)}"}`,
];
