/** Tables beside advice. */
import type { Breakdown, FigureUnit } from '../../contract/coach.ts';

/** More rows are no answer to "which ones?". */
const mostRows = 12;

/** @param columns Each a label, with the unit of its figures or null for words. */
export const breakdownOf = (
  columns: readonly (readonly [label: string, unit: FigureUnit | null])[],
  rows: readonly (readonly (string | number | null)[])[],
): Breakdown => ({
  columns: columns.map(([label, unit]) => ({ label, unit })),
  rows: rows.slice(0, mostRows).map((row) => [...row]),
});
