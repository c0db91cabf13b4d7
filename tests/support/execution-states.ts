/** Executions as they are kept, for tests of what is computed of them. */
import type { ExecutionState } from '../../server/systems/executions/rules.ts';
import { changed, created } from '../../server/systems/executions/rules.ts';

export const executionId = '01a1ff1e-959d-7b2a-b432-f7b747381f69';

export const newState = (changes: Partial<ExecutionState> = {}): ExecutionState => ({
  ...created(
    {
      id: executionId,
      ventureId: 'default',
      kind: 'call',
      title: 'Ask the venue',
      source: 'api',
      stageCount: 4,
      metadata: {},
    },
    0,
  ).state,
  ...changes,
});

/** One that runs from 0 on and entered its stages at the moments given, in ms. */
export function runningState(stageStartsMs: readonly number[], changes: Partial<ExecutionState> = {}): ExecutionState {
  const begun = changed(newState(changes), { atMs: 0, status: 'running' }).state;
  return stageStartsMs.reduce(
    (state, atMs, index) => changed(state, { atMs, stage: { number: index + 1, name: `s${index + 1}` } }).state,
    begun,
  );
}
