import type { Clock } from '../kernel/clock.ts';
import type { LanguageModel, ModelResult } from './port.ts';
import { addUsage, noUsage } from './usage.ts';
import type { Wait } from './wait.ts';

/** Attempts a call has at most. More would turn a provider's bad minute into a burst of ours. */
const mostAttempts = 3;
/** The first pause, in ms; it doubles. Assumed: shorter hits the same fault again, longer eats the deadline. */
const firstPauseMs = 500;
/** The longest pause of a call that has no deadline, in ms. */
const longestPauseMs = 60_000;

/**
 * Repeats what may succeed a moment later.
 *
 * A provider's Retry-After is obeyed if it ends before the deadline; if not, the failure is handed back at once, so
 * that nobody is parked. Text that was already passed on is never written a second time. The SDKs' own retries are off.
 *
 * @param jitter Draws in [0, 1): spreads the pauses of callers that failed together.
 */
export function withRetry(
  model: LanguageModel,
  { clock, wait, jitter }: { clock: Clock; wait: Wait; jitter: () => number },
): LanguageModel {
  return {
    provider: model.provider,
    name: model.name,
    async complete(request) {
      let hasStreamed = false;
      const { onText } = request;
      const attempt = onText && {
        ...request,
        onText: (piece: string): void => {
          hasStreamed = true;
          onText(piece);
        },
      };
      let usage = noUsage;
      for (let attemptCount = 1; ; attemptCount += 1) {
        const latest = await model.complete(attempt ?? request);
        usage = addUsage(usage, latest.usage);
        const result: ModelResult = { ...latest, usage };
        if (result.kind === 'answered' || !result.isRetryable || hasStreamed || attemptCount === mostAttempts)
          return result;
        const pauseMs = result.retryAfterMs ?? firstPauseMs * 2 ** (attemptCount - 1) * (0.5 + jitter());
        const leftMs = request.deadlineAtMs === undefined ? longestPauseMs : request.deadlineAtMs - clock.now();
        if (pauseMs >= leftMs) return result;
        await wait(pauseMs, request.signal);
        if (request.signal?.aborted) return result;
      }
    },
  };
}
