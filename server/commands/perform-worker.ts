/** What a worker thread of a batch does: one performance. The digest does not depend on which thread it was. */
import { perform, type Job, type Performance } from '../systems/sessions/perform.ts';

export default function performInWorker({ spec, inputs }: Job): Performance {
  return perform(spec, inputs);
}
