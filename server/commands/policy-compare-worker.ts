/** What a worker thread of a comparison does: one trial. The result does not depend on which thread it was. */
import { performTrial, type Trial, type TrialResult } from './policy-compare-trials.ts';

export default function performInWorker(trial: Trial): TrialResult {
  return performTrial(trial);
}
