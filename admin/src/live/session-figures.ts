/** What the points of a session say, as figures. Pure. */
import type { AnomalyBody, Point, Signals } from '../../../server/contract/activity.ts';

export const pointEverySeconds = 5;

export interface Statistics {
  pointCount: number;
  mean: number;
  min: number;
  max: number;
}

/** Points, mean and range; null while there is no point. */
export function statisticsOf(points: readonly Point[]): Statistics | null {
  if (points.length === 0) return null;
  const scores = points.map(({ score }) => score);
  return { pointCount: points.length, mean: meanOf(scores), min: Math.min(...scores), max: Math.max(...scores) };
}

export interface Comparison {
  /** Mean score of the run so far. */
  runMean: number;
  /** Mean score so far of the same run with nothing done. */
  ghostMean: number;
  /** runMean minus ghostMean. */
  uplift: number;
  /** The counterfactual's score now. */
  ghostScore: number;
  /** Score minus ghostScore, now. */
  upliftNow: number;
}

/** The run against its counterfactual. Until the first intervention both are the same run; null while there was none. */
export function comparisonOf(points: readonly Point[]): Comparison | null {
  const last = points.at(-1);
  if (!last || last.ghostScore === null) return null;
  const runMean = meanOf(points.map(({ score }) => score));
  const ghostMean = meanOf(points.map(({ score, ghostScore }) => ghostScore ?? score));
  return {
    runMean,
    ghostMean,
    uplift: runMean - ghostMean,
    ghostScore: last.ghostScore,
    upliftNow: last.score - last.ghostScore,
  };
}

/** A rise this small within a fall is the points' own wandering. Assumed. */
const wanderRatio = 0.01;

export type Detection = { kind: 'after'; seconds: number } | { kind: 'before' };

/**
 * How long after the score began to fall the newest drop was detected, as far as the points tell (they come every 5 s).
 *
 * The fall is the unbroken descent that leads to the anomaly. `before`: the conductor noticed from the counts before
 * the score, which averages a minute, had moved at all. Slow declines have no such beginning: null for them.
 */
export function detectionOf(anomalies: readonly AnomalyBody[], points: readonly Point[]): Detection | null {
  const drop = anomalies.findLast(({ type }) => type === 'SUDDEN_DROP' || type === 'MASS_EXIT');
  if (!drop) return null;
  const earlier = points.filter(({ tick }) => tick <= drop.tick);
  if (earlier.length < 3) return null;
  let onset = earlier.at(-1)!;
  for (const point of earlier.slice(0, -1).toReversed()) {
    if (point.score < onset.score - wanderRatio) break;
    if (point.score > onset.score + wanderRatio) onset = point;
  }
  const seconds = drop.tick - onset.tick;
  return seconds < pointEverySeconds ? { kind: 'before' } : { kind: 'after', seconds };
}

export interface SignalFigure {
  key: 'chat' | 'active' | 'poll' | 'reactions' | 'leaves';
  value: number | null;
  series: (number | null)[];
  /** Relative change against a minute ago; null where there is nothing to compare. */
  changeRatio: number | null;
}

const readers: Record<SignalFigure['key'], (signals: Signals) => number | null> = {
  chat: ({ chatPerMinute }) => chatPerMinute,
  active: ({ activeCount, presentCount }) => (presentCount > 0 ? activeCount / presentCount : null),
  poll: ({ pollParticipationRatio }) => pollParticipationRatio,
  reactions: ({ reactionsPerMinute }) => reactionsPerMinute,
  leaves: ({ leavesPerMinute }) => leavesPerMinute,
};

const pointsPerMinute = 60 / pointEverySeconds;

/** The five signals of the points given, newest last, each with its change against a minute ago. */
export function signalFigures(points: readonly Point[]): SignalFigure[] {
  return (Object.keys(readers) as SignalFigure['key'][]).map((key) => {
    const series = points.map(({ signals }) => readers[key](signals));
    const value = series.at(-1) ?? null;
    const before = series.at(-1 - pointsPerMinute) ?? null;
    return { key, value, series, changeRatio: value === null || !before ? null : value / before - 1 };
  });
}

/** The score at a tick, between two points on the straight line through them; null outside. */
export function scoreAt(points: readonly Point[], tick: number): number | null {
  const index = points.findIndex((point) => point.tick >= tick);
  const after = points[index];
  if (!after) return null;
  const before = points[index - 1];
  if (!before || after.tick === tick) return after.score;
  return before.score + ((after.score - before.score) * (tick - before.tick)) / (after.tick - before.tick);
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
