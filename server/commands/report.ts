/** A run, told to a person at a terminal. */
import asciichart from 'asciichart';
import type { Replicates, RunResult, Without } from '../contract/run-result.ts';
import type { Performance } from '../systems/sessions/perform.ts';

/** What `claque run --json` prints: the run, and what was compared with it. */
export type RunReport = RunResult & { replicates?: Replicates; without?: Without; withoutReplicates?: Replicates };

const CHART_WIDTH = 72;
const CHART_HEIGHT = 10;

export function reportRun(result: RunReport, curve: Performance['curve']): string {
  const lines = [
    `${result.scenario} · seed ${result.seed} · ${result.attendees} attendees · mode ${result.mode} · ${clock(result.ticks)}`,
    '',
    ...(curve.length > 1 ? [chart(curve), ''] : []),
    `Engagement       mean ${percent(result.score.mean)}, lowest ${percent(result.score.min)}, at the end ${percent(result.score.final)}`,
    withoutItLine(result),
    ...onsetLines(result),
    ...interventionLines(result),
    ...(result.replicates ? [replicateLine(result.replicates)] : []),
    ...withoutLines(result),
    `Digest           ${result.digest}`,
    `Performed in     ${result.elapsedSeconds.toFixed(2)} s. The audience model is plausible, not predictive.`,
  ];
  return `${lines.join('\n')}\n`;
}

/** In shadow mode there is nothing that could be left out. */
function withoutItLine({ counterfactual: { meanScore, uplift }, interventions }: RunResult): string {
  if (interventions.length > 0 && interventions.every(({ state }) => state === 'shadowed'))
    return 'Without it       the same: in shadow mode the conductor decides, and does nothing';
  return `Without it       mean ${percent(meanScore)}: the conductor brought ${points(uplift)}`;
}

function onsetLines({ onsets, anomalies }: RunResult): string[] {
  const drops = onsets.map(
    ({ tick, scriptTick, type }) =>
      `Scripted         ${type} at ${clock(scriptTick)}, reached the audience at ${clock(tick)}`,
  );
  const found = anomalies.map(({ tick, type, severity, detectionDelaySeconds: delay }) => {
    const after =
      delay === null
        ? 'belongs to no scripted change'
        : delay >= 0
          ? `${delay} s after its onset`
          : `${-delay} s before its onset`;
    return `Noticed          ${type} (${severity}) at ${clock(tick)}, ${after}`;
  });
  return [...drops, ...(found.length > 0 ? found : ['Noticed          nothing'])];
}

function interventionLines({ interventions }: RunResult): string[] {
  if (interventions.length === 0) return ['Interventions    none'];
  return interventions.map(({ tick, kind, variant, ...rest }) => {
    const name = rest.state === 'shadowed' ? 'Would have done  ' : 'Intervention     ';
    return `${name}${kind} (${variant}) at ${clock(tick)}: ${outcomeOf(rest)}`;
  });
}

function outcomeOf({ state, uplift, delta }: Pick<RunResult['interventions'][number], 'state' | 'uplift' | 'delta'>) {
  if (state === 'shadowed')
    return delta === null
      ? 'nobody met it'
      : `nobody met it; the minute that followed scored ${points(delta)} against the minute before`;
  return uplift === null ? state : `${points(uplift)} in its minute, against the same run without it`;
}

function withoutLines({ without, withoutReplicates }: RunReport): string[] {
  if (!without) return [];
  const { interventionNumber, instead, meanScore, uplift } = without;
  const change = instead
    ? `${instead.kind} in place of intervention ${interventionNumber}`
    : `Without intervention ${interventionNumber}`;
  const line = `${change}: mean ${percent(meanScore)}, so the one that was chosen brought ${points(uplift)} over the whole run`;
  return withoutReplicates ? [line, replicateLine(withoutReplicates)] : [line];
}

function replicateLine({ count, upliftMean, upliftCi95 }: Replicates): string {
  if (!upliftCi95)
    return `Over one seed     ${points(upliftMean)}: one says nothing of chance, so there is no interval`;
  const [low, high] = upliftCi95;
  return `Over ${count} seeds    ${points(upliftMean)} on average, 95% interval ${points(low)} to ${points(high)}`;
}

export function chart(curve: Performance['curve']): string {
  const series = [curve.map((point) => point.ghostScore * 100), curve.map((point) => point.score * 100)].map(squeeze);
  const plot = asciichart.plot(series, {
    height: CHART_HEIGHT,
    min: 0,
    max: 100,
    format: (value: number) => `${value.toFixed(0).padStart(4)}%`,
  });
  const hasGhost = curve.some((point) => point.ghostScore !== point.score);
  return hasGhost ? `${plot}\n      the upper line is the run, the lower one the same run with nothing done` : plot;
}

/** Means over as many columns as fit. */
function squeeze(values: readonly number[]): number[] {
  const columns = Math.min(CHART_WIDTH, values.length);
  return Array.from({ length: columns }, (_, column) => {
    const part = values.slice(
      Math.floor((column * values.length) / columns),
      Math.floor(((column + 1) * values.length) / columns),
    );
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(1)}%`;
}

export function points(ratio: number): string {
  return `${ratio >= 0 ? '+' : '−'}${Math.abs(ratio * 100).toFixed(1)} points`;
}
