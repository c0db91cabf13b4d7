/** Puts a run together: the simulated session and its conductor, which know nothing of each other. */
import type { RunSpec } from '../../contract/run-file.ts';
import { createConductor } from '../../conductor/conductor.ts';
import { RecordedRun } from '../../simulation/recording/recorded-run.ts';
import { createRun, type Run, type SimulationRun } from '../../simulation/session/run.ts';

export function composeRun(spec: RunSpec): Run {
  const conductor = createConductor(spec);
  return spec.recording ? new RecordedRun(spec, spec.recording, conductor) : createRun(spec, conductor);
}

/**
 * A run whose conductor is told at each decision what every arm would bring, and takes the best: what other policies are
 * measured against, and no mode that anybody could choose.
 *
 * @param spec Its policy and posterior play no part.
 */
export function composeOracleRun(spec: RunSpec): Run {
  const run: SimulationRun = createRun(
    spec,
    createConductor({ ...spec, appraise: (directive, startTick) => run.appraise(directive, startTick) }),
  );
  return run;
}
