/** Sessions of an audience on which interventions work otherwise than on the calibrated one. */
import { createConductor } from '../../server/conductor/conductor.ts';
import type { RunActivity } from '../../server/contract/activity.ts';
import type { SessionInput } from '../../server/contract/input.ts';
import type { RunSpec } from '../../server/contract/run-file.ts';
import type { KindEffects } from '../../server/simulation/audience/calibration.ts';
import { createRun } from '../../server/simulation/session/run.ts';

export function performWith(effects: KindEffects, spec: RunSpec, inputs: readonly SessionInput[] = []) {
  const run = createRun(spec, createConductor(spec), effects);
  const activities: RunActivity[] = [];
  while (!run.isOver) activities.push(...run.step(inputs.filter((input) => input.tick === run.tick + 1)));
  return { run, activities };
}
