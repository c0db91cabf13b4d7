/** Time as the coach cuts it: spans of 24 hours that end at the moment it looks, so that no day is a part of one. */
export const dayMs = 86_400_000;
/** How far back it looks: four weeks, so that every weekday is in it as often as any other. */
export const dayCount = 28;

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The last days before a moment; `toMs` is not in it. */
export const spanBefore = (atMs: number, days = dayCount): Span => ({ fromMs: atMs - days * dayMs, toMs: atMs });

/** SQL for the day of a span that a row belongs to, counted from 0; takes the span's beginning as its one value. */
export const dayIndex = (column: string): string => `CAST((${column} - ?) / ${dayMs} AS INTEGER)`;

/** A value for every day of the span, oldest first; 0 where there is none. */
export function daily<Row extends { readonly day: number }>(
  rows: readonly Row[],
  pick: (row: Row) => number,
): number[] {
  const values = Array<number>(dayCount).fill(0);
  for (const row of rows) if (row.day >= 0 && row.day < dayCount) values[row.day]! += pick(row);
  return values;
}

/** The sum of the newest days, or with an offset of those before them. */
export function sumOfLast(values: readonly number[], days: number, offset = 0): number {
  const end = values.length - offset;
  return values.slice(Math.max(0, end - days), end).reduce((sum, value) => sum + value, 0);
}

/**
 * The sums of the last `days` days as they were at the end of each day; null where the span does not reach so far, or
 * where nothing had happened before: what has not begun has no history of nothing.
 */
export function rollingSums(values: readonly number[], days: number): (number | null)[] {
  const first = values.findIndex((value) => value !== 0);
  const from = first < 0 ? 0 : first;
  return values.map((_, index) => (index + 1 - from < days ? null : sumOfLast(values.slice(0, index + 1), days)));
}

/** Whether something had happened so many days ago already: of what began this morning nobody can say "for a week". */
export const reachesBack = (values: readonly number[], days: number): boolean =>
  rollingSums(values, days).at(-1) !== null && sumOfLast(values, dayCount) > 0;

/** The quotients of two such series; null where there is nothing to divide by. */
export const ratios = (above: readonly (number | null)[], below: readonly (number | null)[]): (number | null)[] =>
  above.map((value, index) => {
    const by = below[index] ?? null;
    return value === null || by === null || by === 0 ? null : value / by;
  });
