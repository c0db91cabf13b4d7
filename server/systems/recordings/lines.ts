/** The lines of a recording out of its text, which is CSV or JSON lines: its content says which. */
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { ClaqueError } from '../../kernel/errors.ts';
import { BrokenLine, shown, type RecordedLine } from './recorded-event.ts';

/** More in one line is no event. */
const MAX_LINE_LENGTH = 100_000;

/** What each field may be called; the second is how the benchmarks’ files have it. */
const columnNames = {
  session: ['session'],
  time: ['time', 't_s'],
  type: ['type'],
  user: ['user'],
  text: ['text'],
  poll: ['poll'],
} as const;
type Field = keyof typeof columnNames;
const fields = Object.keys(columnNames) as Field[];
const knownNames: ReadonlySet<string> = new Set(Object.values(columnNames).flat());

export interface LineTaker {
  take(line: RecordedLine): void;
  refuse(broken: BrokenLine): void;
  /** A column or key that says nothing to us. */
  ignore(name: string): void;
}

/**
 * Reads a recording’s lines in one pass, a chunk at a time.
 *
 * @param name What errors call the file.
 * @throws {ClaqueError} bad-file, if it is neither CSV with a header nor JSON lines.
 */
export async function readLines(name: string, chunks: AsyncIterable<string>, taker: LineTaker): Promise<void> {
  const [beginning, whole] = await peek(chunks);
  if (beginning === '') throw new ClaqueError('bad-file', `${name} is empty: give a line for each event.`);
  if (beginning.startsWith('['))
    throw new ClaqueError('bad-file', `${name} is one JSON array; write JSON lines, one object a line.`);
  await (beginning.startsWith('{') ? readJsonLines(whole, taker) : readCsv(name, beginning, whole, taker));
}

/** The first characters that say something, and all of it again. */
async function peek(chunks: AsyncIterable<string>): Promise<[string, AsyncIterable<string>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  let seen = '';
  let isOver = false;
  while (!isOver && !seen.trimStart().includes('\n') && seen.length < MAX_LINE_LENGTH) {
    const { value, done } = await iterator.next();
    if (done) isOver = true;
    else seen += value;
  }
  const whole = async function* (): AsyncGenerator<string> {
    yield seen;
    if (!isOver) yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return [seen.replace(/^\uFEFF/, '').trimStart(), whole()];
}

async function readJsonLines(chunks: AsyncIterable<string>, taker: LineTaker): Promise<void> {
  let line = 0;
  let rest = '';
  const read = (text: string) => {
    line += 1;
    try {
      if (text.trim() !== '') taker.take(jsonLine(line, text, taker));
    } catch (error) {
      if (!(error instanceof BrokenLine)) throw error;
      taker.refuse(error);
    }
  };
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop()!;
    // One character over the limit is kept, to know it by.
    if (rest.length > MAX_LINE_LENGTH) rest = rest.slice(0, MAX_LINE_LENGTH + 1);
    for (const text of lines) read(text);
  }
  if (rest !== '') read(rest);
}

function jsonLine(line: number, text: string, taker: LineTaker): RecordedLine {
  if (text.length > MAX_LINE_LENGTH)
    throw new BrokenLine(line, '(the whole line)', `is longer than ${MAX_LINE_LENGTH} characters`);
  const value = parsed(line, line === 1 ? text.replace(/^\uFEFF/, '') : text);
  for (const key of Object.keys(value)) if (!knownNames.has(key)) taker.ignore(key);
  return lineOf(line, (name) => (Object.hasOwn(value, name) ? value[name] : undefined));
}

function parsed(line: number, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, in the same words as what is no object.
  }
  throw new BrokenLine(line, '(the whole line)', `${shown(text)} is no JSON object; write one object a line`);
}

function lineOf(line: number, valueOf: (name: string) => unknown): RecordedLine {
  const textOf = (field: Field): string => {
    const value = columnNames[field].map(valueOf).find((found) => found !== undefined && found !== null);
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    throw new BrokenLine(line, field, 'is neither a text nor a number; use one of them');
  };
  const texts = Object.fromEntries(fields.map((field) => [field, textOf(field)])) as Record<Field, string>;
  return { line, ...texts };
}

async function readCsv(
  name: string,
  beginning: string,
  chunks: AsyncIterable<string>,
  taker: LineTaker,
): Promise<void> {
  let places: ReadonlyMap<string, number> | null = null;
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(beginning),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_LINE_LENGTH,
    on_record: (cells: string[], { lines }) => {
      if (places === null) places = placesOf(name, cells, taker);
      else takeCells(cells, lines, places, taker);
      return null;
    },
  });
  try {
    // Nothing comes out: each row is taken as soon as it is read.
    await pipeline(chunks, parser, async (rows) => {
      for await (const _ of rows);
    });
  } catch (cause) {
    if (cause instanceof ClaqueError) throw cause;
    const { message, lines } = cause as Error & { lines?: number };
    const place = lines === undefined ? '' : ` near line ${lines}`;
    throw new ClaqueError('bad-file', `${name} cannot be read as CSV${place}: ${message}`, { cause });
  }
}

function takeCells(cells: string[], line: number, places: ReadonlyMap<string, number>, taker: LineTaker): void {
  taker.take(lineOf(line, (name) => cells[places.get(name) ?? -1]));
}

function placesOf(name: string, header: readonly string[], taker: LineTaker): ReadonlyMap<string, number> {
  const names = header.map((column) => column.trim().toLowerCase());
  for (const [index, column] of names.entries()) if (!knownNames.has(column)) taker.ignore(header[index]!);
  for (const field of ['time', 'type'] as const) {
    if (columnNames[field].some((column) => names.includes(column))) continue;
    const there = header.slice(0, 20).map(shown).join(', ');
    throw new ClaqueError(
      'bad-file',
      `${name}, line 1, field ${field}: there is no such column; the header has ${there}. It needs time and type.`,
    );
  }
  return new Map(names.map((column, index) => [column, index]));
}

/** Spreadsheets of some countries write semicolons, others tabs: whichever the header has most of. */
function delimiterOf(beginning: string): string {
  const header = beginning.split('\n', 1)[0]!;
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
