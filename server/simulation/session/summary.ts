/** The figures of a run (PL-7). */
import {
  isAboutAnomaly,
  isAboutIntervention,
  type AnomalyBody,
  type InterventionBody,
  type Point,
  type RunActivity,
} from '../../contract/activity.ts';
import type { Observation } from '../../contract/observation.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import type { RunResult } from '../../contract/run-result.ts';
import { onsetsOf, type Onset } from '../scenario/onset.ts';

/** What a run keeps of itself for its figures. */
export interface RunRecord {
  /** True mean attention by tick. */
  readonly attention: number[];
  readonly points: Point[];
  readonly anomalies: AnomalyBody[];
  readonly interventions: Map<number, InterventionBody>;
}

/** The counts of an observation, for the digest. */
export function countsOf(observation: Observation): number[] {
  const { presentCount, activeCount, joinCount, leaveCount, chatCount, reactionCount, poll } = observation;
  return [presentCount, activeCount, joinCount, leaveCount, chatCount, reactionCount, poll?.voteCount ?? -1];
}

/** Keeps what an activity adds to the figures. */
export function note(record: RunRecord, activity: RunActivity): void {
  if (activity.type === 'session.scored') record.points.push(activity.payload);
  else if (isAboutAnomaly(activity)) record.anomalies[activity.payload.number - 1] = activity.payload;
  else if (isAboutIntervention(activity)) record.interventions.set(activity.payload.number, activity.payload);
}

/** Adds to an anomaly what only the simulator knows: how long after the onset it was detected. */
export function judged(spec: RunSpec, record: RunRecord, activity: RunActivity): RunActivity {
  if (!isAboutAnomaly(activity)) return activity;
  const known = record.anomalies[activity.payload.number - 1]
    ? record.anomalies
    : [...record.anomalies, activity.payload];
  const onsets = onsetsOf(spec.scenario, record.attention);
  const detectionDelaySeconds = delayOf(activity.payload.tick, onsets, known);
  return { ...activity, payload: { ...activity.payload, detectionDelaySeconds } } as RunActivity;
}

/** An anomaly belongs to a change if it is reported within this long of its onset; later ones are false alarms. Assumed. */
const BELONGS_SECONDS = 180;

export function summarise(
  spec: RunSpec,
  record: RunRecord,
  { ticks, digest }: { ticks: number; digest: string },
): Omit<RunResult, 'elapsedSeconds'> {
  const onsets = onsetsOf(spec.scenario, record.attention);
  const scores = record.points.map((point) => point.score);
  const meanScore = average(scores);
  const ghostMean = average(record.points.map((point) => point.ghostScore ?? point.score));
  return {
    scenario: spec.scenario.id,
    seed: spec.seed,
    attendees: spec.scenario.audience.attendeeCount,
    mode: spec.mode,
    ticks,
    digest,
    score: {
      mean: meanScore,
      min: scores.reduce((least, score) => Math.min(least, score), scores[0] ?? 0),
      final: scores.at(-1) ?? 0,
    },
    onsets,
    anomalies: record.anomalies.map(({ tick, type, severity, score }) => ({
      tick,
      type,
      severity,
      score,
      detectionDelaySeconds: delayOf(tick, onsets, record.anomalies),
    })),
    interventions: interventionsByNumber(record).map((entry) => ({
      tick: entry.startedTick ?? entry.suggestedTick,
      kind: entry.kind,
      variant: entry.variant,
      state: entry.state,
      confidence: entry.confidence,
      anomalyType: entry.anomalyType,
      delta: entry.delta,
      uplift: entry.uplift,
    })),
    counterfactual: { meanScore: ghostMean, uplift: meanScore - ghostMean },
  };
}

/**
 * Seconds since the onset that the anomaly is the first to report; null if it reports none. Negative where the change
 * was noticed before attention had fallen by the whole 0.10 that defines the onset.
 */
function delayOf(tick: number, onsets: readonly Onset[], anomalies: readonly AnomalyBody[]): number | null {
  const onset = onsets.findLast((candidate) => tick > candidate.scriptTick && tick <= candidate.tick + BELONGS_SECONDS);
  if (!onset) return null;
  const first = anomalies.find((anomaly) => anomaly.tick > onset.scriptTick);
  return first?.tick === tick ? tick - onset.tick : null;
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function interventionsByNumber(record: RunRecord): InterventionBody[] {
  return [...record.interventions.values()].toSorted((a, b) => a.number - b.number);
}
