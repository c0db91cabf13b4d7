/** Which interventions worked where, as figures (EC-26). Pure. */
import type { EffectRow, InterventionEffects } from '../../../../server/contract/report.ts';
import { AnomalyType } from '../../../../server/contract/vocabulary.ts';
import { toCsv } from '../../csv.ts';
import { anomalyWords } from '../../words.ts';
import { niceTop } from './nice-top.ts';

type Grouping = InterventionEffects['groupedBy'];

/** As the choice reads; a column’s head leaves the “By” out. */
export const groupingWords: Record<Grouping, string> = {
  none: 'Everywhere',
  anomalyType: 'By anomaly',
  sessionFormat: 'By format',
  event: 'By event',
  scenario: 'By scenario',
  topic: 'By topic',
};

/** A group's name as a person reads it. */
export function groupWords(group: string | null): string {
  if (group === null) return '–';
  const type = AnomalyType.safeParse(group);
  return type.success ? anomalyWords[type.data].label : group;
}

/** Each kind’s variants under the kind, or kinds alone; otherwise in the order given. */
export function arrangeRows(rows: readonly EffectRow[], hasVariants: boolean): EffectRow[] {
  const isOf = (whole: EffectRow) => (row: EffectRow) =>
    row.variant !== null && row.kind === whole.kind && row.group === whole.group;
  return rows
    .filter(({ variant }) => variant === null)
    .flatMap((whole) => [whole, ...(hasVariants ? rows.filter(isOf(whole)) : [])]);
}

/** Below this many outcomes an interval is so wide that it says little. Assumed. */
const fewOutcomes = 5;

/** What to think of a row's figures; null where they can stand alone. */
export function caution({ startedCount, measuredCount, upliftCi95 }: EffectRow): string | null {
  if (measuredCount === 0) return startedCount === 0 ? 'never launched' : 'never measured';
  if (upliftCi95 === null) return 'one outcome: no interval yet';
  return measuredCount < fewOutcomes ? 'few outcomes' : null;
}

/**
 * How far the plot reaches to either side of zero: every mean, and the intervals that rest on enough outcomes; the
 * others may run over its edge, or one row with two outcomes would press all others into a dot.
 */
export function effectReach(rows: readonly EffectRow[]): number {
  const ends = rows.flatMap(({ upliftMean, upliftCi95, measuredCount }) => [
    ...(upliftMean === null ? [] : [Math.abs(upliftMean) * 1.25]),
    ...(upliftCi95 === null || measuredCount < fewOutcomes ? [] : upliftCi95.map(Math.abs)),
  ]);
  return niceTop(Math.max(0.01, ...ends));
}

export interface Whisker {
  /** Shares of the plot's width, 0 to 1. */
  low: number;
  high: number;
  mean: number;
  /** Whether the interval goes on beyond the edge. */
  isCutLow: boolean;
  isCutHigh: boolean;
}

/** Where dot and whiskers stand; null without a mean. */
export function whiskerOf({ upliftMean, upliftCi95 }: EffectRow, reach: number): Whisker | null {
  if (upliftMean === null) return null;
  const place = (value: number) => Math.min(1, Math.max(0, (value + reach) / (2 * reach)));
  const [low, high] = upliftCi95 ?? [upliftMean, upliftMean];
  return {
    low: place(low),
    high: place(high),
    mean: place(upliftMean),
    isCutLow: low < -reach,
    isCutHigh: high > reach,
  };
}

const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(4)));

export const effectsCsv = ({ groupedBy, rows }: InterventionEffects) =>
  toCsv(
    [
      groupedBy === 'none' ? 'group' : groupedBy,
      'kind',
      'variant',
      'sessions',
      'started',
      'measured',
      'dismissed',
      'uplift_mean',
      'uplift_low95',
      'uplift_high95',
      'delta_mean',
    ],
    rows.map((row) => [
      row.group,
      row.kind,
      row.variant,
      row.sessionCount,
      row.startedCount,
      row.measuredCount,
      row.dismissedCount,
      rounded(row.upliftMean),
      rounded(row.upliftCi95?.[0] ?? null),
      rounded(row.upliftCi95?.[1] ?? null),
      rounded(row.deltaMean),
    ]),
  );
