/** What happened, as marks on a line of time. Pure. */
import type { AnomalyBody, InterventionBody, Point } from '../../../../server/contract/activity.ts';
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

/** An intervention is marked when it starts; what never started has no mark. */
export function interventionMarks(interventions: readonly InterventionBody[]): InterventionMark[] {
  return interventions
    .filter(
      (intervention): intervention is InterventionBody & { startedTick: number } => intervention.startedTick !== null,
    )
    .map(({ number, startedTick, kind, durationSeconds }) => ({
      number,
      tick: startedTick,
      label: kindWords[kind].label,
      letter: kindWords[kind].letter,
      durationSeconds,
    }));
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
