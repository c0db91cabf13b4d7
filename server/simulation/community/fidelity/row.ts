/** A statistic beside what is published of it. */
import type { FidelityRow } from '../../../contract/community.ts';
import { assert } from '../../../kernel/errors.ts';

/** What is said about a statistic before anything was measured. */
export type Statistic = Pick<
  FidelityRow,
  'id' | 'name' | 'unit' | 'low' | 'high' | 'published' | 'source' | 'isBandOurs'
>;

/** A measured statistic; both ends belong to the band, and without a band nothing is inside or outside. */
export function rowOf(
  statistic: Statistic,
  value: number,
  sampleCount: number,
  note: string | null = null,
): FidelityRow {
  assert(Number.isFinite(value), `${statistic.id} is a number where it is measured, and not ${value}`);
  const { low, high } = statistic;
  const isInside = low === null && high === null ? null : value >= (low ?? -Infinity) && value <= (high ?? Infinity);
  return { ...statistic, value, isInside, sampleCount, note };
}

/** A statistic for which there is too little to measure. */
export const missingRow = (statistic: Statistic, sampleCount: number, note: string): FidelityRow => ({
  ...statistic,
  value: null,
  isInside: null,
  sampleCount,
  note,
});
