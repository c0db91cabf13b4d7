/** Interventions by kind and variant, with what they brought. Pure. */
import { interval95, mean } from '../../../kernel/statistics.ts';
import type { MetIntervention } from '../knowledge/sessions.ts';

export interface VariantCount {
  /** Such as POLL/opinion. */
  readonly name: string;
  readonly words: string;
  readonly metCount: number;
  readonly measuredCount: number;
  /** In points of the score, -1 to 1; null where nothing was measured. */
  readonly upliftMean: number | null;
  /** The 95% interval; null below two. */
  readonly upliftInterval: readonly [low: number, high: number] | null;
}

/** Most often met first. */
export function countsOf(interventions: readonly MetIntervention[]): VariantCount[] {
  const groups = Map.groupBy(interventions, ({ kind, variant }) => `${kind}/${variant}`);
  const counts = [...groups].map(([name, rows]) => {
    const uplifts = rows.flatMap(({ uplift }) => (uplift === null ? [] : [uplift]));
    const { kind, variant } = rows[0]!;
    return {
      name,
      words: `${kind.toLowerCase().replaceAll('_', ' ')} “${variant.replaceAll('_', ' ')}”`,
      metCount: rows.filter(({ isStarted }) => isStarted).length,
      measuredCount: uplifts.length,
      upliftMean: uplifts.length === 0 ? null : mean(uplifts),
      upliftInterval: interval95(uplifts),
    };
  });
  return counts.toSorted((one, other) => other.metCount - one.metCount || one.name.localeCompare(other.name));
}
