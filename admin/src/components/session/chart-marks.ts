/** What happened, as marks on a line of time. Pure. */
import type { AnomalyBody, GhostPoint, InterventionBody, Point } from '../../../../server/contract/activity.ts';
import { scoreAt } from '../../live/session-figures.ts';
import { anomalyWords, kindWords } from '../../words.ts';

export interface AnomalyMark {
  number: number;
  tick: number;
  /** The score at its point, 0 to 1. */
  score: number;
  label: string;
  severity: AnomalyBody['severity'];
}

export interface InterventionMark {
  number: number;
  tick: number;
  label: string;
  letter: string;
  durationSeconds: number;
  /** Decided in shadow mode: nobody met it. */
  isShadowed: boolean;
}

/** The minute of an intervention that a person has picked out. */
export interface PickedMinute {
  number: number;
  from: number;
  to: number;
  /** In its minute, against the same minute without it; null where that is not known. */
  uplift: number | null;
  /** The same minute without it; empty where that is not known. */
  ghost: readonly GhostPoint[];
}

/** An anomaly's mark sits on the line, at the sample that caused it. */
export function anomalyMarks(anomalies: readonly AnomalyBody[], points: readonly Point[]): AnomalyMark[] {
  return anomalies.map(({ number, tick, type, severity }) => ({
    number,
    tick,
    score: scoreAt(points, tick) ?? points.at(-1)?.score ?? 0,
    label: anomalyWords[type].label,
    severity,
  }));
}

/** When an intervention began or, in shadow mode, would have; null for what never came so far. */
const markTick = ({ state, startedTick, endedTick }: InterventionBody) =>
  state === 'shadowed' ? endedTick : startedTick;

/** An intervention is marked when it starts; what never started has no mark, unless it was decided in shadow mode. */
export function interventionMarks(interventions: readonly InterventionBody[]): InterventionMark[] {
  return interventions.flatMap((intervention) => {
    const tick = markTick(intervention);
    if (tick === null) return [];
    const { number, state, kind, durationSeconds } = intervention;
    const isShadowed = state === 'shadowed';
    const label = isShadowed ? `${kindWords[kind].label}, in shadow` : kindWords[kind].label;
    return [{ number, tick, label, letter: kindWords[kind].letter, durationSeconds, isShadowed }];
  });
}

/** An outcome is measured over a minute (EC-17). */
const outcomeSeconds = 60;

export function pickedMinute(intervention: InterventionBody | null): PickedMinute | null {
  const from = intervention && markTick(intervention);
  if (from == null) return null;
  const { number, uplift, ghost = [] } = intervention!;
  return { number, from, to: from + outcomeSeconds, uplift, ghost };
}

/** What is marked within reach of a place on the chart: the nearest, an anomaly only where its point is. */
export function markAt(
  place: { tick: number; score: number },
  reach: { ticks: number; score: number },
  { anomalies, interventions }: { anomalies: readonly AnomalyMark[]; interventions: readonly InterventionMark[] },
): { subject: 'anomaly' | 'intervention'; number: number } | null {
  const far = (tick: number) => Math.abs(tick - place.tick) / reach.ticks;
  const candidates = [
    ...anomalies
      .filter(({ score }) => Math.abs(score - place.score) <= reach.score)
      .map(({ number, tick }) => ({ subject: 'anomaly' as const, number, distance: far(tick) })),
    ...interventions.map(({ number, tick }) => ({ subject: 'intervention' as const, number, distance: far(tick) })),
  ].filter(({ distance }) => distance <= 1);
  const [nearest] = candidates.toSorted((a, b) => a.distance - b.distance);
  return nearest ? { subject: nearest.subject, number: nearest.number } : null;
}

export interface ChartWindow {
  from: number;
  to: number;
}

export const windowSeconds = 300;

/** The five minutes shown: up to `end`, but never before the session's start, so that the axis does not jump. */
export function windowEnding(end: number): ChartWindow {
  const to = Math.max(windowSeconds, end);
  return { from: to - windowSeconds, to };
}

/** The whole session in one window, as far as it has come, and never less than five minutes. */
export const wholeWindow = (lastTick: number): ChartWindow => ({ from: 0, to: Math.max(windowSeconds, lastTick) });

/** The points of a window, with one more on the left so that the line reaches the edge. */
export function pointsWithin(points: readonly Point[], { from, to }: ChartWindow): Point[] {
  const first = points.findIndex(({ tick }) => tick >= from);
  if (first < 0) return [];
  return points.slice(Math.max(0, first - 1)).filter(({ tick }) => tick <= to);
}

/** The next anomaly after a tick; after the last one, the first again. */
export function nextAnomaly(anomalies: readonly AnomalyBody[], afterTick: number): AnomalyBody | null {
  const inOrder = anomalies.toSorted((a, b) => a.tick - b.tick);
  return inOrder.find(({ tick }) => tick > afterTick) ?? inOrder[0] ?? null;
}
