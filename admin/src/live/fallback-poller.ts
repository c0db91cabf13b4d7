/** How long after an answer the next question comes, and at most after refusals in a row (EX-8). */
export const pollEveryMs = 2_000;
const longestPollMs = 30_000;

/**
 * When to ask again.
 *
 * @param failureCount Failures in a row, from 0; each doubles the wait, up to 30 s.
 */
export const pollDelayMs = (failureCount: number, everyMs = pollEveryMs): number =>
  Math.max(everyMs, Math.min(longestPollMs, everyMs * 2 ** failureCount));

export interface FallbackPoller {
  /** Begins to ask, a wait from now; asking already, it goes on as it is. */
  start(): void;
  stop(): void;
}

/**
 * Asks again and again while the stream is down, never twice at once, and stops by itself when there is nothing more to
 * come (EX-8).
 *
 * @param ask Answers `over` when it has ended, `failed` when there was no answer.
 */
export function createFallbackPoller(
  ask: () => Promise<'going' | 'over' | 'failed'>,
  everyMs: number = pollEveryMs,
): FallbackPoller {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let isAsking = false;

  const wait = (failureCount: number, own: number) => {
    timer = setTimeout(() => void next(failureCount, own), pollDelayMs(failureCount, everyMs));
  };
  const next = async (failureCount: number, own: number) => {
    const answer = await ask().catch(() => 'failed' as const);
    if (own !== turn) return;
    if (answer === 'over') isAsking = false;
    else wait(answer === 'failed' ? failureCount + 1 : 0, own);
  };

  return {
    start() {
      if (isAsking) return;
      isAsking = true;
      wait(0, turn);
    },
    stop() {
      turn += 1;
      isAsking = false;
      clearTimeout(timer);
    },
  };
}
