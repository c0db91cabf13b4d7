/** What a worker thread of a batch does: one performance. The digest does not depend on which thread it was. */
import type { SessionInput } from '../contract/input.ts';
import type { RunSpec } from '../contract/run-file.ts';
import { perform, type Performance } from '../systems/sessions/perform.ts';

export default function performInWorker({ spec, inputs }: { spec: RunSpec; inputs: SessionInput[] }): Performance {
  return perform(spec, inputs);
}
