/** Puts a run together: the simulated session and its conductor, which know nothing of each other. */
import type { RunSpec } from '../../contract/run-file.ts';
import { createConductor } from '../../conductor/conductor.ts';
import { RecordedRun } from '../../simulation/recording/recorded-run.ts';
import { createRun, type Run } from '../../simulation/session/run.ts';

export function composeRun(spec: RunSpec): Run {
  const conductor = createConductor(spec);
  return spec.recording ? new RecordedRun(spec, spec.recording, conductor) : createRun(spec, conductor);
}
