/** The runs that are compared, on this thread or over worker threads. */
import { Piscina } from 'piscina';
import type { Posterior } from '../contract/policy.ts';
import type { RunSpec } from '../contract/run-file.ts';
import type { PolicyName } from '../contract/vocabulary.ts';
import { composeOracleRun, composeRun } from '../systems/sessions/compose.ts';

export type ComparedPolicy = PolicyName | 'oracle';

/** One session under one policy. */
export interface Trial {
  readonly policy: ComparedPolicy;
  /** The session; its policy and posterior are replaced by the trial's. */
  readonly spec: RunSpec;
  readonly posterior: Posterior | null;
}

export interface TrialResult {
  /** Mean score of the run minus that of the same run with nothing done. */
  readonly uplift: number;
  readonly digest: string;
}

export function performTrial({ policy, spec, posterior }: Trial): TrialResult {
  const run = policy === 'oracle' ? composeOracleRun(spec) : composeRun({ ...spec, policy, posterior });
  while (!run.isOver) run.step([]);
  const { counterfactual, digest } = run.result();
  return { uplift: counterfactual.uplift, digest };
}

/**
 * Results come in the order of the trials, whichever thread was first.
 *
 * @param workers Worker threads; 0 performs on the calling thread.
 */
export async function performTrials(
  trials: readonly Trial[],
  { workers, onDone }: { workers: number; onDone: (doneCount: number) => void },
): Promise<TrialResult[]> {
  let doneCount = 0;
  const done = (result: TrialResult): TrialResult => {
    onDone((doneCount += 1));
    return result;
  };
  if (workers === 0) return trials.map((trial) => done(performTrial(trial)));
  const pool = new Piscina<Trial, TrialResult>({
    filename: new URL('policy-compare-worker.ts', import.meta.url).href,
    maxThreads: workers,
    minThreads: workers,
  });
  try {
    return await Promise.all(trials.map(async (trial) => done(await pool.run(trial))));
  } finally {
    await pool.destroy();
  }
}
