/** The beat: once a second it says "now", and nothing else. Whoever listens decides what that means. */
import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import type { Clock } from '../../kernel/clock.ts';

export interface Job {
  readonly name: string;
  /** After this its slot is free again, whatever it still does (F-22). */
  readonly deadlineMs: number;
  run(nowMs: number): Promise<void> | void;
}

export interface Beat {
  /** When the last beat was, in milliseconds since 1970; null before the first. */
  readonly lastMs: () => number | null;
  stop(): Promise<void>;
}

export interface BeatOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** Hears how many beats did not happen because the process was busy. */
  readonly onMissed?: (count: number) => void;
  /** Hears how each job of each beat went. */
  readonly onRun?: ((run: JobRun) => void) | undefined;
}

export interface JobRun {
  readonly job: string;
  /** `late`: it took longer than its deadline. `skipped`: it was still at the beat before, and did not begin. */
  readonly outcome: 'done' | 'failed' | 'late' | 'skipped';
  readonly durationMs: number;
}

/**
 * Starts the beat. node-cron never makes up for a missed one: jobs get the time and see for themselves how much of it
 * has passed (F-21).
 */
export function startBeat(jobs: readonly Job[], { clock, log, onMissed, onRun }: BeatOptions): Beat {
  let lastMs: number | null = null;
  const busy = new Set<string>();
  const task = schedule(
    '* * * * * *',
    () => {
      const now = clock.now();
      const missed = missedBeats(lastMs, now);
      if (missed > 0) onMissed?.(missed);
      lastMs = now;
      for (const job of jobs) void perform(job, now, busy, { log, onRun });
    },
    { noOverlap: true, logger: cronLogger(log), suppressMissedWarning: true },
  );
  return { lastMs: () => lastMs, stop: async () => void (await task.destroy()) };
}

/** How many beats did not happen between two that did; 0 before the second, and where the clock was set back. */
export const missedBeats = (lastMs: number | null, nowMs: number): number =>
  lastMs === null ? 0 : Math.max(0, Math.round((nowMs - lastMs) / 1_000) - 1);

/** One job's failure or silence must not keep the others from their beat (F-22, F-23). */
export async function perform(
  job: Job,
  nowMs: number,
  busy: Set<string>,
  { log, onRun }: Pick<BeatOptions, 'log' | 'onRun'>,
): Promise<void> {
  if (busy.has(job.name)) return onRun?.({ job: job.name, outcome: 'skipped', durationMs: 0 });
  busy.add(job.name);
  const beganMs = performance.now();
  let outcome: JobRun['outcome'] = 'done';
  let deadline: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    deadline = setTimeout(() => {
      outcome = 'late';
      reject(new Error(`took longer than ${job.deadlineMs} ms`));
    }, job.deadlineMs);
  });
  try {
    await Promise.race([Promise.resolve(job.run(nowMs)), late]);
  } catch (error) {
    if (outcome === 'done') outcome = 'failed';
    log.error({ err: error, job: job.name }, 'A job failed');
  } finally {
    clearTimeout(deadline);
    busy.delete(job.name);
    onRun?.({ job: job.name, outcome, durationMs: performance.now() - beganMs });
  }
}

/** node-cron writes to the console unless it is given a logger. */
const cronLogger = (log: Logger) => ({
  info: (message: string) => log.debug(message),
  warn: (message: string) => log.warn(message),
  debug: (message: string | Error) => log.trace(String(message)),
  error: (message: string | Error, error?: Error) => log.error({ err: error ?? message }, String(message)),
});
