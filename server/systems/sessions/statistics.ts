/** What the interventions of a session have come to: pure. */
import type { Posterior } from '../../contract/policy.ts';
import type { ArmStatistics, Intervention, InterventionStatistics } from '../../contract/session.ts';
import { InterventionKind } from '../../contract/vocabulary.ts';
import { mean } from '../../kernel/statistics.ts';
import { shareInterval95 } from './credible-interval.ts';

export function interventionStatistics(
  sessionId: string,
  interventions: readonly Intervention[],
  posterior: Posterior | null,
): InterventionStatistics {
  const byState: Record<string, number> = {};
  for (const { state } of interventions) byState[state] = (byState[state] ?? 0) + 1;
  return {
    sessionId,
    count: interventions.length,
    byState,
    byKind: InterventionKind.options
      .map((kind) => kindStatistics(kind, interventions))
      .filter((entry) => entry.count > 0),
    upliftMean: meanOf(interventions, 'uplift'),
    arms: (posterior?.arms ?? []).map(armStatistics),
  };
}

function kindStatistics(
  kind: InterventionKind,
  all: readonly Intervention[],
): InterventionStatistics['byKind'][number] {
  const own = all.filter((intervention) => intervention.kind === kind);
  const measuredCount = own.filter((intervention) => intervention.state === 'measured').length;
  return { kind, count: own.length, measuredCount, deltaMean: meanOf(own, 'delta'), upliftMean: meanOf(own, 'uplift') };
}

function meanOf(interventions: readonly Intervention[], figure: 'delta' | 'uplift'): number | null {
  const values = interventions.map((intervention) => intervention[figure]).filter((value) => value !== null);
  return values.length === 0 ? null : mean(values);
}

/** An arm's record with the 95% credible interval of its chance to succeed. */
export function armStatistics(arm: Posterior['arms'][number]): ArmStatistics {
  const { kind, variant, trialCount, successCount, upliftSum } = arm;
  const { mean: successRatio, low, high } = shareInterval95(trialCount, successCount);
  return {
    kind,
    variant,
    trialCount,
    successCount,
    successRatio,
    low,
    high,
    upliftMean: trialCount > 0 ? upliftSum / trialCount : null,
  };
}
