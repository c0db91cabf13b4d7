/** Work of which nobody keeps track. */
import type { Executions, TrackedExecution } from '../../server/systems/executions/index.ts';

const nobody: TrackedExecution = {
  id: '00000000-0000-7000-8000-000000000000',
  signal: new AbortController().signal,
  seal: () => true,
  stage: () => undefined,
  log: () => undefined,
  metric: () => undefined,
  complete: () => undefined,
  fail: () => undefined,
  cancel: () => undefined,
};

export const untracked: Executions = { begin: () => nobody, track: (_beginning, work) => work(nobody) };
