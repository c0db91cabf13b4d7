/** Passing time, as a parameter: tests move a clock where the server really waits. */

/** Resolves after `durationMs`, or as soon as the signal is aborted; never rejects. */
export type Wait = (durationMs: number, signal?: AbortSignal) => Promise<void>;

/** The longest delay of a timer, in ms; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

export const systemWait: Wait = (durationMs, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(durationMs, longestTimerMs));
    signal?.addEventListener('abort', end, { once: true });
  });
