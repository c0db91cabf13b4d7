/** The shape of a community beside published figures, from the command line (BC-18, PL-7). */
import { expect, test } from 'vitest';
import { claque } from '../support/command-line.ts';

test('claque validate community prints one JSON object with a row for each figure (BC-18, PL-7)', async () => {
  const { code, stdout, stderr } = await claque([
    'validate',
    'community',
    '--bots',
    '24',
    '--days',
    '3',
    '--json',
    '--workers',
    '0',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const report = JSON.parse(stdout) as { bots: number; days: number; rows: { name: string; value: number | null }[] };
  expect(report).toMatchObject({ bots: 24, days: 3 });
  expect(report.rows.length).toBeGreaterThan(8);
});

test.each([
  ['--bots', '1'],
  ['--days', '0'],
  ['--pace', 'turbo'],
  ['--bots', 'many'],
  ['--colour', 'red'],
])('claque validate community %s %s is wrong usage: 2, and the word that is wrong (PL-7)', async (flag, value) => {
  const { code, stdout, stderr } = await claque(['validate', 'community', flag, value]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(flag);
});
