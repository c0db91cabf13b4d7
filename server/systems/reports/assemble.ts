/** The figures of a report, from the points of its session: pure. */
import type { Point } from '../../contract/activity.ts';
import type { SessionReport } from '../../contract/report.ts';
import { mean } from '../../kernel/statistics.ts';

type Scored = Pick<Point, 'tick' | 'score' | 'ghostScore'>;

/** Mean, lowest, highest and last score; null of no point. */
export function scoresOf(points: readonly Scored[]): SessionReport['scores'] {
  const last = points.at(-1);
  if (!last) return null;
  const scores = points.map(({ score }) => score);
  return {
    mean: mean(scores),
    min: scores.reduce((least, score) => Math.min(least, score)),
    max: scores.reduce((most, score) => Math.max(most, score)),
    final: last.score,
  };
}

/** Until there is an intervention, a run is its own counterfactual. Null of no point, and of a recorded session. */
export function counterfactualOf(points: readonly Scored[], isRecorded: boolean): SessionReport['counterfactual'] {
  if (isRecorded || points.length === 0) return null;
  const meanScore = mean(points.map(({ score, ghostScore }) => ghostScore ?? score));
  return { meanScore, uplift: mean(points.map(({ score }) => score)) - meanScore };
}
