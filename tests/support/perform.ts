/** Performs a run alone, undisturbed: what the server must arrive at, whatever happens to it. */
import type { SessionInput } from '../../server/contract/input.ts';
import type { RunSpec } from '../../server/contract/run-file.ts';
import type { Run } from '../../server/simulation/session/run.ts';

export function perform(composeRun: (spec: RunSpec) => Run, spec: RunSpec, inputs: readonly SessionInput[]) {
  const run = composeRun(spec);
  while (!run.isOver) run.step(inputs.filter((input) => input.tick === run.tick + 1));
  return { digest: run.digest(), tickCount: run.tick };
}
