/** `claque detect`: one row in, one row out, in one pass (EC-9). */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { StreamDetector } from '../conductor/detect/stream-detector.ts';
import { ClaqueError } from '../kernel/errors.ts';
import { random, streams } from '../kernel/random.ts';

export interface DetectFlags {
  readonly value: string;
  readonly timestamp?: string;
  readonly seed: number;
}

type Row = Record<string, string>;

export async function detectCommand(file: string, flags: DetectFlags): Promise<void> {
  let draws = 0;
  const detector = new StreamDetector(() => random(flags.seed, streams.trees, draws++, 0));
  const parser = parse({
    bom: true,
    columns: (header: string[]) => checkedHeader(header, file, flags),
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const judge = async function* (rows: AsyncIterable<Row>) {
    for await (const row of rows) {
      const text = row[flags.value]?.trim() ?? '';
      const { score, type, severity } = detector.push(text === '' ? null : Number(text));
      yield { ...row, anomaly_score: score.toFixed(4), type: type ?? '', severity: severity ?? '' };
    }
  };
  try {
    await pipeline(createReadStream(file), parser, judge, stringify({ header: true }), process.stdout, { end: false });
  } catch (cause) {
    if (cause instanceof ClaqueError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'EPIPE') return; // Whoever read has seen enough.
    throw new ClaqueError('bad-file', `${file} cannot be read as CSV: ${message}`, { cause });
  }
}

function checkedHeader(header: string[], file: string, flags: DetectFlags): string[] {
  for (const [flag, column] of [
    ['--value', flags.value],
    ['--timestamp', flags.timestamp],
  ] as const)
    if (column !== undefined && !header.includes(column))
      throw new ClaqueError(
        'bad-request',
        `${file} has no column "${column}" (${flag}); it has: ${header.join(', ')}.`,
      );
  return header;
}
