/** Puts a run together: the simulated session and its conductor, which know nothing of each other. */
import type { RunSpec } from '../../contract/run-file.ts';
import { createConductor } from '../../conductor/conductor.ts';
import { createRun, type Run } from '../../simulation/session/run.ts';

export function composeRun(spec: RunSpec): Run {
  return createRun(spec, createConductor(spec));
}
