/** Specs for tests, from the scenarios and personas that ship. */
import { fileURLToPath } from 'node:url';
import type { RunActivity } from '../../server/contract/activity.ts';
import type { SessionInput } from '../../server/contract/input.ts';
import type { RunSpec } from '../../server/contract/run-file.ts';
import { Scenario, type ScenarioSource } from '../../server/contract/scenario.ts';
import { loadPersonas, loadScenarios, personasOf } from '../../server/systems/scenarios/index.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const scenarios = loadScenarios(folder('seeds/scenarios'));
const personas = loadPersonas(folder('bots'));

/** A spec of a scenario that ships; what is given replaces what it says. */
export function specOf(
  id: string,
  seed: number,
  changes: { scenario?: Partial<ScenarioSource> } & Partial<Omit<RunSpec, 'scenario'>> = {},
): RunSpec {
  const shipped = scenarios.get(id);
  if (!shipped) throw new Error(`There is no scenario ${id}.`);
  const scenario = Scenario.parse({ ...shipped, ...changes.scenario });
  const { scenario: _, ...others } = changes;
  return {
    seed,
    mode: 'auto',
    policy: 'thompson',
    personas: personasOf(scenario, personas),
    posterior: null,
    wording: 'template',
    recording: null,
    ...others,
    scenario,
  };
}

/** Performs a run and keeps everything that happened. */
export function performWhole(spec: RunSpec, inputs: readonly SessionInput[] = []) {
  const run = composeRun(spec);
  const activities: RunActivity[] = [];
  while (!run.isOver) activities.push(...run.step(inputs.filter((input) => input.tick === run.tick + 1)));
  return { run, activities, result: run.result(), digest: run.digest() };
}

export function activitiesOf<T extends RunActivity['type']>(activities: readonly RunActivity[], type: T) {
  return activities.filter((activity): activity is Extract<RunActivity, { type: T }> => activity.type === type);
}
