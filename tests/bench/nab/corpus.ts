/** Reads the labelled series from a folder with windows.json and data/; nothing of them is part of the project. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { LabelledWindow } from './row-weights.ts';

export interface LabelledSeries {
  readonly name: string;
  readonly values: Float64Array;
  readonly windows: readonly LabelledWindow[];
}

const labelsSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));
const rowsSchema = z.array(
  z.object({ timestamp: z.string(), value: z.string().trim().min(1).pipe(z.coerce.number()) }),
);

/** Up to the second: labels carry microseconds that rows do not. */
const SECOND_LENGTH = '2014-04-10 16:15:00'.length;

/**
 * @returns The series that windows.json names, sorted by name.
 * @throws {Error} If a file is missing, is no such table, or has no row at the edge of a window: the folder's mistake.
 */
export function readCorpus(folder: string): LabelledSeries[] {
  const labels = labelsSchema.parse(JSON.parse(readFileSync(path.join(folder, 'windows.json'), 'utf8')));
  const names = Object.keys(labels).toSorted();
  return names.map((name) => {
    const text = readFileSync(path.join(folder, 'data', name), 'utf8');
    const rows = rowsSchema.parse(parse(text, { columns: true, skip_empty_lines: true }));
    const timestamps = rows.map(({ timestamp }) => timestamp);
    const rowOf = (label: string): number => {
      const row = timestamps.indexOf(label.slice(0, SECOND_LENGTH));
      if (row < 0) throw new Error(`${name} has no row at ${label}, the edge of a window.`);
      return row;
    };
    const windows = labels[name]!.map(([first, last]) => ({ firstRow: rowOf(first), lastRow: rowOf(last) }));
    return { name, values: Float64Array.from(rows, ({ value }) => value), windows };
  });
}
