/** Many performances, on this thread or over worker threads. */
import { Piscina } from 'piscina';
import type { SessionInput } from '../contract/input.ts';
import type { RunSpec } from '../contract/run-file.ts';
import { perform, type Performance } from '../systems/sessions/perform.ts';

export interface BatchOptions {
  /** 0 performs on the calling thread. */
  readonly workers: number;
  readonly inputs?: readonly SessionInput[];
  /** Told after each performance. */
  readonly onDone?: (doneCount: number) => void;
  /** Told during a performance on the calling thread. */
  readonly onTick?: (tick: number, tickCount: number) => void;
}

/** Performs every spec; results come in the order of the specs, whichever thread was first. */
export async function performBatch(
  specs: readonly RunSpec[],
  { workers, inputs = [], onDone, onTick }: BatchOptions,
): Promise<Performance[]> {
  let doneCount = 0;
  const done = (performance: Performance): Performance => {
    doneCount += 1;
    onDone?.(doneCount);
    return performance;
  };
  if (workers === 0) return specs.map((spec) => done(perform(spec, inputs, onTick)));
  const pool = new Piscina<{ spec: RunSpec; inputs: readonly SessionInput[] }, Performance>({
    filename: new URL('perform-worker.ts', import.meta.url).href,
    maxThreads: workers,
    minThreads: Math.min(workers, specs.length),
  });
  try {
    return await Promise.all(specs.map(async (spec) => done(await pool.run({ spec, inputs }))));
  } finally {
    await pool.destroy();
  }
}
