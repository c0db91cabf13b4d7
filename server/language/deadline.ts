import type { Clock } from '../kernel/clock.ts';
import { failed } from './failed.ts';
import { DeadlinePassed } from './failures.ts';
import type { LanguageModel, ModelResult } from './port.ts';
import type { Wait } from './wait.ts';

/** How long an aborted call may take to come back with what it consumed, in ms. Then it is left behind. */
const graceMs = 1_000;

/**
 * Ends every call after `deadlineMs`, its retries and repairs together, headers and body alike.
 *
 * A call that does not come back even when aborted is left behind: the caller goes on, and its reservation stays open
 * until the ledger reconciles it at the estimate.
 */
export function withDeadline(
  model: LanguageModel,
  { deadlineMs, clock, wait }: { deadlineMs: number; clock: Clock; wait: Wait },
): LanguageModel {
  return {
    provider: model.provider,
    name: model.name,
    async complete(request) {
      const passed = new AbortController();
      const isOver = new AbortController();
      const signal = request.signal ? AbortSignal.any([request.signal, passed.signal]) : passed.signal;
      const deadlineAtMs = Math.min(request.deadlineAtMs ?? Number.POSITIVE_INFINITY, clock.now() + deadlineMs);
      const overdue = async (): Promise<ModelResult> => {
        await wait(deadlineAtMs - clock.now(), isOver.signal);
        passed.abort(new DeadlinePassed());
        await wait(graceMs, isOver.signal);
        return failed('timed_out', { detail: `The deadline of ${deadlineMs} ms passed, and the call did not stop.` });
      };
      try {
        return await Promise.race([model.complete({ ...request, signal, deadlineAtMs }), overdue()]);
      } finally {
        isOver.abort();
      }
    },
  };
}
