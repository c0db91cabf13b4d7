/** `claque detect`: one row in, one row out, in one pass and bounded memory (EC-9). */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { StreamDetector, WARM_UP_ROWS } from '../conductor/detect/stream-detector.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { DetectNotes } from './detect-notes.ts';

export interface DetectFlags {
  readonly value: string;
  readonly timestamp?: string;
  readonly warmup: number;
}

export { WARM_UP_ROWS as DETECT_WARM_UP_ROWS };

const addedColumns = ['anomaly_score', 'type', 'severity', 'evidence'];

export async function detectCommand(file: string, flags: DetectFlags): Promise<void> {
  const notes = new DetectNotes();
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true });
  const judge = (rows: AsyncIterable<string[]>) => judged(rows, file, flags, notes);
  try {
    await pipeline(createReadStream(file), parser, judge, stringify(), process.stdout, { end: false });
  } catch (cause) {
    if (cause instanceof ClaqueError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EPIPE') return; // Whoever read has seen enough.
    throw new ClaqueError('bad-file', `${file} cannot be read as CSV: ${message}`, { cause });
  }
  for (const sentence of notes.sentences(flags.value)) process.stderr.write(`${sentence}\n`);
}

async function* judged(rows: AsyncIterable<string[]>, file: string, flags: DetectFlags, notes: DetectNotes) {
  const detector = new StreamDetector(flags.warmup);
  let header: string[] | null = null;
  let valuePlace = 0;
  let timePlace = -1;
  for await (const row of rows) {
    if (header === null) {
      header = row;
      valuePlace = placeOf('--value', flags.value, header, file);
      if (flags.timestamp !== undefined) timePlace = placeOf('--timestamp', flags.timestamp, header, file);
      yield [...header, ...addedColumns.map((name) => (row.includes(name) ? `claque_${name}` : name))];
      continue;
    }
    const value = numberOf(row[valuePlace]);
    notes.push(value, timePlace < 0 ? undefined : (row[timePlace] ?? ''));
    const { score, type, severity, evidence } = detector.push(value);
    // A row too short or too long for its header still has the added columns where the header has them.
    const cells = Array.from(header, (_, place) => row[place] ?? '');
    yield [...cells, score.toFixed(4), type ?? '', severity ?? '', evidence, ...row.slice(header.length)];
  }
  if (header === null) throw new ClaqueError('bad-file', `${file} is empty: it needs a header.`);
}

function numberOf(text: string | undefined): number | null {
  const value = text === undefined || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

function placeOf(flag: string, column: string, header: readonly string[], file: string): number {
  const place = header.indexOf(column);
  if (place < 0)
    throw new ClaqueError('bad-request', `${file} has no column "${column}" (${flag}); it has: ${header.join(', ')}.`);
  return place;
}
