/** What a policy knows after a number of mixed sessions, one after the other. */
import type { Posterior } from '../contract/policy.ts';
import { drawScenario } from '../simulation/scenario/draw-scenario.ts';
import { composeRun } from '../systems/sessions/compose.ts';

/** Seeds from here on are learnt on, and never compared on. */
export const LEARNING_SEED_OFFSET = 2_147_483_648;

/**
 * Performs drawn sessions by Thompson sampling, each from what those before it have taught.
 *
 * @param count Sessions; 0 learns nothing.
 * @param from Which of the sessions to learn on is the first, from 0.
 * @returns Null for the built-in prior.
 */
export function learnOnDrawn(count: number, onDone?: (doneCount: number) => void, from = 0): Posterior | null {
  let posterior: Posterior | null = null;
  for (let index = 0; index < count; index += 1) {
    const seed = LEARNING_SEED_OFFSET + from + index;
    const run = composeRun({
      scenario: drawScenario(seed),
      seed,
      mode: 'auto',
      policy: 'thompson',
      personas: [],
      posterior,
      wording: 'template',
      recording: null,
    });
    while (!run.isOver) run.step([]);
    posterior = run.posterior();
    onDone?.(index + 1);
  }
  return posterior;
}
