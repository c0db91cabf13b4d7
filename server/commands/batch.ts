/** Many performances, on this thread or over worker threads. */
import { Piscina } from 'piscina';
import { perform, type Job, type Performance } from '../systems/sessions/perform.ts';

export interface BatchOptions {
  /** 0 performs on the calling thread. */
  readonly workers: number;
  /** Told after each performance. */
  readonly onDone?: (doneCount: number) => void;
  /** Told during a performance on the calling thread. */
  readonly onTick?: (tick: number, tickCount: number) => void;
}

/** Performs every job; results come in the order of the jobs, whichever thread was first. */
export async function performBatch(
  jobs: readonly Job[],
  { workers, onDone, onTick }: BatchOptions,
): Promise<Performance[]> {
  let doneCount = 0;
  const done = (performance: Performance): Performance => {
    doneCount += 1;
    onDone?.(doneCount);
    return performance;
  };
  if (workers === 0) return jobs.map(({ spec, inputs }) => done(perform(spec, inputs, onTick)));
  const pool = new Piscina<Job, Performance>({
    filename: new URL('perform-worker.ts', import.meta.url).href,
    maxThreads: workers,
    minThreads: Math.min(workers, jobs.length),
  });
  try {
    return await Promise.all(jobs.map(async (job) => done(await pool.run(job))));
  } finally {
    await pool.destroy();
  }
}
