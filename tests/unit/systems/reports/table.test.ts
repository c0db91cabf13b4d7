import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportExample } from '../../../../server/systems/reports/examples.ts';
import { reportTable } from '../../../../server/systems/reports/table.ts';

const [intervention] = reportExample.interventions;
const rowsOf = (text: string) => parse(text, { columns: true }) as Record<string, string>[];
const tableWith = (text: string) =>
  reportTable({
    ...reportExample,
    title: text,
    interventions: [
      { ...intervention!, dismissReason: text, delta: -0.12, content: { ...intervention!.content!, text } },
    ],
  });

test('one row an intervention, with what holds for the session in each (EC-25)', () => {
  const rows = rowsOf(
    reportTable({ ...reportExample, interventions: [intervention!, { ...intervention!, number: 2 }] }),
  );
  expect(rows.map(({ number, uplift }) => [number, uplift])).toEqual([
    ['1', '0.17'],
    ['2', '0.17'],
  ]);
  for (const row of rows)
    expect(row).toMatchObject({
      digest: reportExample.digest,
      seed: '1',
      version: '0.3.0',
      seeds: '10',
      seeds_agree: '10',
    });
});

test('a session without interventions has a header alone', () => {
  expect(rowsOf(reportTable({ ...reportExample, interventions: [] }))).toEqual([]);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
  'text that a spreadsheet would run is told apart: %j (F-42)',
  (text) => {
    const [row] = rowsOf(tableWith(text));
    expect([row!['title'], row!['text'], row!['dismiss_reason']]).toEqual(Array(3).fill(`'${text}`));
  },
);

test('negative numbers stay numbers (F-42)', () => {
  expect(rowsOf(tableWith('Fine'))[0]!['delta']).toBe('-0.12');
});

test('any text comes back as it was, but for the apostrophe (F-42)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const [row] = rowsOf(tableWith(text));
      expect(row!['title']).toBe(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
    }),
  );
});
