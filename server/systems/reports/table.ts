/** A session's report as CSV: one row an intervention, what holds for the session in every row (EC-25). */
import { stringify } from 'csv-stringify/sync';
import type { SessionReport } from '../../contract/report.ts';

type Intervention = SessionReport['interventions'][number];
type Cell = string | number | null;

const ownColumns: Record<string, (entry: Intervention) => Cell> = {
  number: ({ number }) => number,
  kind: ({ kind }) => kind,
  variant: ({ variant }) => variant,
  state: ({ state }) => state,
  suggested_at_s: ({ suggestedTick }) => suggestedTick,
  started_at_s: ({ startedTick }) => startedTick,
  ended_at_s: ({ endedTick }) => endedTick,
  anomaly_number: ({ anomalyNumber }) => anomalyNumber,
  anomaly_type: ({ anomalyType }) => anomalyType,
  text: ({ content }) => content?.text ?? null,
  options: ({ content }) => content?.options.join(' | ') ?? null,
  words_from: ({ content }) => content?.source ?? null,
  confidence: ({ confidence }) => confidence,
  why: ({ reasoning }) => reasoning?.sentence ?? null,
  expected_uplift: ({ reasoning }) => reasoning?.expectedUplift ?? null,
  expected_uplift_low80: ({ reasoning }) => reasoning?.expectedUpliftLow ?? null,
  expected_uplift_high80: ({ reasoning }) => reasoning?.expectedUpliftHigh ?? null,
  alternatives: ({ reasoning }) =>
    reasoning?.alternatives.map(({ kind, variant, why }) => `${kind}:${variant} (${why})`).join(' | ') ?? null,
  decided_by: ({ decidedBy }) => decidedBy,
  dismiss_reason: ({ dismissReason }) => dismissReason,
  verdict: ({ verdict }) => verdict,
  reached_count: ({ reachedCount }) => reachedCount,
  delta: ({ delta }) => delta,
  uplift: ({ uplift }) => uplift,
};

const sessionColumns: Record<string, (report: SessionReport) => Cell> = {
  session_id: ({ sessionId }) => sessionId,
  title: ({ title }) => title,
  event: ({ event }) => event,
  scenario: ({ scenarioId }) => scenarioId,
  seed: ({ seed }) => seed,
  mode: ({ mode }) => mode,
  policy: ({ policy }) => policy,
  session_mean_score: ({ scores }) => scores?.mean ?? null,
  session_uplift: ({ counterfactual }) => counterfactual?.uplift ?? null,
  seeds: ({ seeds }) => seeds?.count ?? null,
  seeds_agree: ({ seeds }) => seeds?.agreeCount ?? null,
  seeds_uplift_mean: ({ seeds }) => seeds?.upliftMean ?? null,
  seeds_uplift_low95: ({ seeds }) => seeds?.upliftCi95?.[0] ?? null,
  seeds_uplift_high95: ({ seeds }) => seeds?.upliftCi95?.[1] ?? null,
  seeds_note: ({ seedsNote }) => seedsNote,
  digest: ({ digest }) => digest,
  version: ({ version }) => version,
};

/** RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers (F-42). */
export function reportTable(report: SessionReport): string {
  const header = [...Object.keys(ownColumns), ...Object.keys(sessionColumns)];
  const ofSession = Object.values(sessionColumns).map((cellOf) => cellOf(report));
  const rows = report.interventions.map((entry) => [
    ...Object.values(ownColumns).map((cellOf) => cellOf(entry)),
    ...ofSession,
  ]);
  return stringify([header, ...rows], { escape_formulas: true, record_delimiter: 'windows' });
}
