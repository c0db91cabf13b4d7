/** docs/faults.md names for each of the 42 faults the tests that prove it; this holds it to that (F-1 to F-42). */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const page = 'docs/faults.md';
const faultCount = 42;
const numbers = Array.from({ length: faultCount }, (_, index) => index + 1);

/** Every number that a text names: F-7, and F-15 to F-17. */
function numbersIn(text: string): number[] {
  return [...text.matchAll(/\bF-(\d+)(?: to F-(\d+))?/g)].flatMap(([, first, last]) => {
    const from = Number(first);
    return Array.from({ length: Number(last ?? first) - from + 1 }, (_, index) => from + index);
  });
}

/** The texts of a test file, which is where its titles are: what its comments say proves nothing. */
const textsOf = (source: string): string =>
  [...source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').matchAll(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1/g)]
    .map(([text]) => text)
    .join('\n');

/** Which numbers stand in the titles of each test file. */
const titled = new Map(
  globSync('tests/**/*.{test,spec}.ts', { cwd: root })
    .filter((file) => file !== 'tests/unit/faults.test.ts')
    .map((file) => [file, new Set(numbersIn(textsOf(read(file))))] as const),
);

/** Rows of the table: number, what must happen, and the files that prove it. */
const rows = [...read(page).matchAll(/^\|\s*F-(\d+)\s*\|(.*)\|(.*)\|\s*$/gm)].map(([, number, , proofs]) => ({
  number: Number(number),
  files: [...proofs!.matchAll(/`([^`]+)`/g)].map(([, file]) => file!),
}));

test('the table has each fault once, in order', () => {
  expect(rows.map(({ number }) => number)).toEqual(numbers);
});

test('each fault has a test with its number in the title', () => {
  const all = new Set([...titled.values()].flatMap((found) => [...found]));
  expect(numbers.filter((number) => !all.has(number))).toEqual([]);
});

test('every file named is there and has the number in a title, and no title names a fault that there is not', () => {
  const wrong = rows.flatMap(({ number, files }) =>
    files
      .filter((file) => !existsSync(path.join(root, file)) || !titled.get(file)?.has(number))
      .map((file) => [number, file]),
  );
  expect(wrong).toEqual([]);
  expect(rows.filter(({ files }) => files.length === 0)).toEqual([]);
  const unknown = [...titled].filter(([, found]) => [...found].some((number) => !numbers.includes(number)));
  expect(unknown).toEqual([]);
});
