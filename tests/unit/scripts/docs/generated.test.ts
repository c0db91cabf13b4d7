import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generatedParts, withGeneratedParts } from '../../../../scripts/docs/generated.ts';
import { variables } from '../../../../server/config.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const read = (page: string) => readFileSync(path.join(root, page), 'utf8');

test.each(Object.keys(generatedParts))('%s is what the code says; npm run docs writes it anew (PL-20)', (page) => {
  expect(withGeneratedParts(page, read(page))).toBe(read(page));
});

test('every variable stands in the page of settings, once, with what is allowed and what it means (PL-20)', () => {
  const lines = read('docs/configuration.md').split('\n');
  const found = Object.entries(variables).map(([name, { allowed, meaning }]) => {
    const rows = lines.filter((line) => line.startsWith(`| \`${name}\``));
    return [name, rows.length, rows[0]?.includes(allowed), rows[0]?.includes(meaning)];
  });
  expect(found).toEqual(Object.keys(variables).map((name) => [name, 1, true, true]));
});

test('a page that has lost the marks of a generated part is an error, not a page without it', () => {
  expect(() => withGeneratedParts('docs/configuration.md', 'Nothing here.')).toThrow(/lacks the marks of “variables”/);
});
