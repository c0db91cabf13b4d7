/** Performs runs from start to end as fast as they go: no clock, no waiting. */
import type { ManualIntervention, SessionInput } from '../../contract/input.ts';
import type { RunFile, RunSpec } from '../../contract/run-file.ts';
import type { RunResult } from '../../contract/run-result.ts';
import { composeRun } from './compose.ts';

export interface Performance {
  readonly result: Omit<RunResult, 'elapsedSeconds'>;
  /** Scores over time: tick, score, and what the counterfactual scored. */
  readonly curve: readonly { readonly tick: number; readonly score: number; readonly ghostScore: number }[];
  readonly runFile: RunFile;
}

/**
 * @param inputs Each takes effect at its tick, in the order given.
 * @param onTick Told now and then how far it is, for showing progress.
 */
export function perform(
  spec: RunSpec,
  inputs: readonly SessionInput[] = [],
  onTick?: (tick: number, tickCount: number) => void,
): Performance {
  const run = composeRun(spec);
  const byTick = Map.groupBy(inputs, (input) => input.tick);
  const curve: { tick: number; score: number; ghostScore: number }[] = [];
  while (!run.isOver) {
    for (const activity of run.step(byTick.get(run.tick + 1) ?? [])) {
      if (activity.type !== 'session.scored') continue;
      const { tick, score, ghostScore } = activity.payload;
      curve.push({ tick, score, ghostScore: ghostScore ?? score });
    }
    onTick?.(run.tick, run.tickCount);
  }
  const result = run.result();
  return {
    result,
    curve,
    runFile: {
      format: 'claque-run',
      version: 1,
      spec,
      inputs: [...inputs],
      tickCount: run.tick,
      digest: result.digest,
    },
  };
}

/** What a performance is made from. */
export interface Job {
  readonly spec: RunSpec;
  readonly inputs: readonly SessionInput[];
}

/**
 * The same run again with one of its interventions left out, and another in its place if one is given, under the same
 * random numbers (PL-5). Everything after it unfolds by itself: the conductor meets another audience and may act
 * otherwise.
 *
 * @returns Null if the run has measured no intervention of that number.
 */
export function withoutIntervention(
  base: Performance,
  interventionNumber: number,
  instead: ManualIntervention | null,
): Job | null {
  const leftOut = base.result.interventions[interventionNumber - 1];
  if (leftOut?.state !== 'measured') return null;
  const changed = leavingOut(interventionNumber, { tick: leftOut.tick, by: 'counterfactual' }, instead);
  return { spec: base.runFile.spec, inputs: [...base.runFile.inputs, ...changed] };
}

/**
 * The inputs that leave an intervention out, and put another in its place if one is given.
 *
 * @param at The tick at which it begins, and who leaves it out.
 */
export function leavingOut(
  interventionNumber: number,
  at: { readonly tick: number; readonly by: string },
  instead: ManualIntervention | null,
): SessionInput[] {
  const cancel: SessionInput = { kind: 'cancel', ...at, interventionNumber };
  return instead ? [cancel, { kind: 'manual', ...at, intervention: instead }] : [cancel];
}
