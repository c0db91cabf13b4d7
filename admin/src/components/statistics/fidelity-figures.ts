/** The community's shape beside published figures: where a value lies on its scale, and how it reads. Pure. */
import type { FidelityRow } from '../../../../server/contract/community.ts';
import { toCsv } from '../../csv.ts';

export interface BandPlaces {
  /** Shares of the bar's width, 0 to 1. */
  low: number;
  high: number;
  value: number | null;
}

/**
 * Places the published band and our value on one bar. The scale reaches a quarter beyond what is shown, and a band that
 * is open on a side reaches the bar's end there; ratios stay within 0 and 1.
 */
export function bandPlaces({ low, high, value, unit }: FidelityRow): BandPlaces {
  const known = [low, high, value].filter((number) => number !== null);
  if (known.length === 0) return { low: 0, high: 1, value: null };
  const span = Math.max(...known) - Math.min(...known) || Math.abs(known[0]!) || 1;
  const start = Math.min(...known) - span / 4;
  const end = Math.max(...known) + span / 4;
  const from = unit === 'ratio' ? Math.max(0, start) : start;
  const to = unit === 'ratio' ? Math.min(1, end) : end;
  const place = (number: number) => Math.min(1, Math.max(0, (number - from) / (to - from || 1)));
  return {
    low: low === null ? 0 : place(low),
    high: high === null ? 1 : place(high),
    value: value === null ? null : place(value),
  };
}

/** A figure with its unit, in the digits that tell it from its neighbours. */
export function figure(value: number, unit: string): string {
  const size = Math.abs(value);
  const digits = Number.isInteger(value) ? 0 : size < 10 ? 2 : size < 100 ? 1 : 0;
  const text = value.toFixed(digits).replace('-', '−');
  return unit === '' || unit === 'ratio' ? text : `${text} ${unit}`;
}

export function bandText({ low, high, unit }: FidelityRow): string {
  if (low !== null && high !== null) return `${figure(low, '')} to ${figure(high, unit)}`;
  if (low !== null) return `at least ${figure(low, unit)}`;
  return high === null ? 'no band' : `at most ${figure(high, unit)}`;
}

export const verdicts = {
  inside: { label: 'inside', icon: 'i-lucide-circle-check', colour: 'text-high' },
  outside: { label: 'outside', icon: 'i-lucide-circle-alert', colour: 'text-low' },
  /** Measured, but nobody has published what it should be. */
  open: { label: 'no band to compare', icon: 'i-lucide-circle-dot', colour: 'text-muted' },
  unknown: { label: 'not measurable', icon: 'i-lucide-circle-dashed', colour: 'text-muted' },
} as const;

export function verdictOf({ value, isInside }: FidelityRow): keyof typeof verdicts {
  if (value === null) return 'unknown';
  if (isInside === null) return 'open';
  return isInside ? 'inside' : 'outside';
}

export const fidelityCsv = (rows: readonly FidelityRow[]) =>
  toCsv(
    [
      'id',
      'statistic',
      'value',
      'unit',
      'low',
      'high',
      'verdict',
      'published',
      'source',
      'band_is_ours',
      'sample_size',
      'note',
    ],
    rows.map((row) => [
      row.id,
      row.name,
      row.value,
      row.unit,
      row.low,
      row.high,
      verdicts[verdictOf(row)].label,
      row.published,
      row.source,
      row.isBandOurs ? 'yes' : 'no',
      row.sampleCount,
      row.note,
    ]),
  );
