/** What the points of a session say, as figures. Pure. */
import type { AnomalyBody, InterventionBody, Point, Signals } from '../../../server/contract/activity.ts';

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

/** How long after its onset the newest scripted change was detected, as the simulator knows it; null while none was. */
export function detectionSecondsOf(anomalies: readonly AnomalyBody[]): number | null {
  const reported = anomalies.findLast(({ detectionDelaySeconds }) => detectionDelaySeconds !== null);
  return reported?.detectionDelaySeconds ?? null;
}

export interface Trend {
  /** Score now minus then. */
  change: number;
  seconds: number;
}

/**
 * How the score moves: from the last minute's highest or lowest point, whichever came later, to now. A fall after a rise
 * is a fall, even while the score is still above that of a minute ago. Null while there are too few points.
 */
export function trendOf(points: readonly Point[]): Trend | null {
  const last = points.at(-1);
  const minute = last ? points.filter(({ tick }) => tick >= last.tick - 60).slice(0, -1) : [];
  if (!last || minute.length === 0) return null;
  const highest = minute.reduce((best, point) => (point.score >= best.score ? point : best));
  const lowest = minute.reduce((best, point) => (point.score <= best.score ? point : best));
  const turn =
    last.score <= lowest.score
      ? highest
      : last.score >= highest.score
        ? lowest
        : highest.tick > lowest.tick
          ? highest
          : lowest;
  return { change: last.score - turn.score, seconds: last.tick - turn.tick };
}

/** An anomaly is news for this long, in seconds of session time: about as long as it takes to be answered. Assumed. */
const newsSeconds = 120;

export interface News {
  anomaly: AnomalyBody;
  /** An intervention has been started because of it. */
  isAnswered: boolean;
}

/** The newest anomaly, until what answered it is measured or it is old; null otherwise. */
export function newsOf({
  anomalies,
  interventions,
  session,
}: {
  anomalies: readonly AnomalyBody[];
  interventions: readonly InterventionBody[];
  session: { tick: number };
}): News | null {
  const anomaly = anomalies.at(-1);
  if (!anomaly || session.tick - anomaly.tick > newsSeconds) return null;
  const answers = interventions.filter(({ anomalyNumber }) => anomalyNumber === anomaly.number);
  if (answers.some(({ state }) => state === 'measured')) return null;
  return { anomaly, isAnswered: answers.some(({ startedTick }) => startedTick !== null) };
}

/** The evidence that gave an anomaly its type: leaves for a mass exit, otherwise what comes first. */
export function tellingEvidence({ type, evidence }: AnomalyBody): AnomalyBody['evidence'][number] | undefined {
  const leaves = type === 'MASS_EXIT' ? evidence.find(({ signal }) => signal === 'leaves') : undefined;
  return leaves ?? evidence[0];
}

export interface SignalFigure {
  key: 'chat' | 'active' | 'poll' | 'reactions' | 'leaves';
  value: number | null;
  series: (number | null)[];
  /** Against a minute ago: relative for a rate, a difference for a share; null where there is nothing to compare. */
  change: number | null;
  isShare: boolean;
  /** The change is larger than chance makes it. */
  isNotable: boolean;
}

const readers: Record<SignalFigure['key'], (signals: Signals) => number | null> = {
  chat: ({ chatPerMinute }) => chatPerMinute,
  active: ({ activeCount, presentCount }) =>
    activeCount !== null && presentCount > 0 ? activeCount / presentCount : null,
  poll: ({ pollParticipationRatio }) => pollParticipationRatio,
  reactions: ({ reactionsPerMinute }) => reactionsPerMinute,
  leaves: ({ leavesPerMinute }) => leavesPerMinute,
};
const shares = new Set<SignalFigure['key']>(['active', 'poll']);

const pointsPerMinute = 60 / pointEverySeconds;
/** A share that changes by less wanders. Assumed. */
const notableShare = 0.1;
/** Standard deviations: a rate is the count of a minute, and such counts vary by their root (Poisson). */
const notableDeviations = 2;

/** The five signals of the points given, newest last, each with its change against a minute ago. */
export function signalFigures(points: readonly Point[]): SignalFigure[] {
  return (Object.keys(readers) as SignalFigure['key'][]).map((key) => {
    const series = points.map(({ signals }) => readers[key](signals));
    const value = series.at(-1) ?? null;
    const before = series.at(-1 - pointsPerMinute) ?? null;
    const isShare = shares.has(key);
    if (value === null || before === null) return { key, value, series, change: null, isShare, isNotable: false };
    const difference = value - before;
    const isNotable = isShare
      ? Math.abs(difference) >= notableShare
      : Math.abs(difference) >= notableDeviations * Math.sqrt(value + before) && difference !== 0;
    return {
      key,
      value,
      series,
      change: isShare ? difference : before ? value / before - 1 : null,
      isShare,
      isNotable,
    };
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

/** When an intervention began; where it never did, when it was decided in shadow mode, or suggested. */
export const momentOf = ({ state, startedTick, endedTick, suggestedTick }: InterventionBody): number =>
  startedTick ?? (state === 'shadowed' ? endedTick : null) ?? suggestedTick;
