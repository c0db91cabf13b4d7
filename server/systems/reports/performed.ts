/** The report of a run that is performed here and now, without a server (PL-7, EC-25). */
import type { AnomalyBody, InterventionBody, RunActivity } from '../../contract/activity.ts';
import { isAboutAnomaly, isAboutIntervention } from '../../contract/activity.ts';
import type { SessionInput } from '../../contract/input.ts';
import type { SessionReport } from '../../contract/report.ts';
import type { RunSpec } from '../../contract/run-file.ts';
import type { Run } from '../../simulation/session/run.ts';
import { counterfactualOf, scoresOf } from './assemble.ts';

/** What a run does not know of itself. */
export type Surroundings = Pick<SessionReport, 'version' | 'createdAt' | 'seeds' | 'seedsNote'>;

/**
 * Performs a run to its end and reports on it.
 *
 * @param inputs Each takes effect at its tick, in the order given.
 */
export function reportOfRun(
  spec: RunSpec,
  run: Run,
  inputs: readonly SessionInput[],
  surroundings: Surroundings,
): SessionReport {
  const seen = performAll(run, inputs);
  const { scenario, seed, mode, policy, recording } = spec;
  const isRecorded = recording !== null;
  return {
    format: 'claque-report',
    ...surroundings,
    sessionId: `${scenario.id}-${seed}`,
    title: scenario.title,
    event: scenario.event,
    scenarioId: scenario.id,
    seed,
    digest: run.digest(),
    isRecorded,
    sessionFormat: scenario.format,
    subject: scenario.topic.subject,
    mode,
    policy,
    attendeeCount: scenario.audience.attendeeCount,
    tick: run.tick,
    tickCount: run.tickCount,
    endedAt: surroundings.createdAt,
    scores: scoresOf(seen.points),
    counterfactual: counterfactualOf(seen.points, isRecorded),
    anomalies: [...seen.anomalies.values()],
    interventions: [...seen.interventions.values()],
    points: seen.points,
    hostActs: recording?.acts ?? [],
  };
}

interface Seen {
  readonly points: SessionReport['points'];
  /** By number, each as it last stood. */
  readonly anomalies: Map<number, AnomalyBody>;
  readonly interventions: Map<number, InterventionBody>;
}

function performAll(run: Run, inputs: readonly SessionInput[]): Seen {
  const byTick = Map.groupBy(inputs, (input) => input.tick);
  const seen: Seen = { points: [], anomalies: new Map(), interventions: new Map() };
  while (!run.isOver) for (const activity of run.step(byTick.get(run.tick + 1) ?? [])) note(seen, activity);
  return seen;
}

function note({ points, anomalies, interventions }: Seen, activity: RunActivity): void {
  if (activity.type === 'session.scored') {
    const { tick, score, ghostScore } = activity.payload;
    points.push({ tick, score, ghostScore });
  } else if (isAboutAnomaly(activity)) anomalies.set(activity.payload.number, activity.payload);
  else if (isAboutIntervention(activity)) interventions.set(activity.payload.number, activity.payload);
}
