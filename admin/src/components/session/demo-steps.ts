import type { AnomalyBody, InterventionBody, Point } from '../../../../server/contract/activity.ts';
import { sessionTime, signedPoints } from '../../numbers.ts';
import { anomalyWords, kindWords } from '../../words.ts';

export interface DemoStep {
  name: 'drop' | 'alert' | 'suggestion' | 'intervention' | 'recovery';
  label: string;
  /** What happened, once it has. */
  done: string | null;
}

export interface DemoInput {
  points: readonly Point[];
  anomalies: readonly AnomalyBody[];
  interventions: readonly InterventionBody[];
  /** While people arrive the score moves by itself: no drop is looked for. */
  buildUpSeconds: number;
}

/** A drop counts once the score is this far below its best; a recovery, once it is this far above the ghost. Assumed. */
const dropRatio = 0.1;
const recoveryRatio = 0.08;

/** The demo's five steps, told from the data alone: a step is done when it has really happened. */
export function demoSteps({ points, anomalies, interventions, buildUpSeconds }: DemoInput): DemoStep[] {
  const anomaly = anomalies[0];
  const suggested = interventions.find(({ anomalyNumber }) => anomalyNumber !== null);
  const started = interventions.find(({ startedTick }) => startedTick !== null);
  // The conductor reads the newest seconds, the score a minute: it may know of the drop before the score shows it.
  const dropTicks = [firstDrop(points.filter(({ tick }) => tick > buildUpSeconds)), anomaly?.tick ?? null].filter(
    (tick) => tick !== null,
  );
  const drop = dropTicks.length > 0 ? Math.min(...dropTicks) : null;
  const recovered = started
    ? points.find(
        ({ tick, score, ghostScore }) =>
          tick > (started.startedTick ?? 0) && ghostScore !== null && score - ghostScore >= recoveryRatio,
      )
    : undefined;
  return [
    { name: 'drop', label: 'Drop', done: drop === null ? null : sessionTime(drop) },
    { name: 'alert', label: 'Alert', done: anomaly ? anomalyWords[anomaly.type].label.toLowerCase() : null },
    { name: 'suggestion', label: 'Suggestion', done: suggested ? kindWords[suggested.kind].label.toLowerCase() : null },
    {
      name: 'intervention',
      label: 'Intervention',
      done: started?.startedTick != null ? sessionTime(started.startedTick) : null,
    },
    {
      name: 'recovery',
      label: 'Recovery',
      done: recovered ? `${signedPoints(recovered.score - (recovered.ghostScore ?? 0))} points` : null,
    },
  ];
}

function firstDrop(points: readonly Point[]): number | null {
  let best = 0;
  for (const { tick, score } of points) {
    best = Math.max(best, score);
    if (best - score >= dropRatio) return tick;
  }
  return null;
}
