/** Reference values of learning: what is published, what was repeated elsewhere, and what comes out here. */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { meanInterval95 } from '../../server/kernel/statistics.ts';
import type { ProblemName } from './learning-worker.ts';

interface Reference {
  readonly name: ProblemName;
  readonly title: string;
  readonly repetitions: number;
  /** What to arrive at, and how far off one may be, at each of the problem's marks; null: no judgement. */
  readonly targets: readonly (readonly [value: number, tolerance: number] | null)[];
}

const references: readonly Reference[] = [
  { name: 'threeArms', title: 'arms .9 .8 .7, T = 1,000', repetitions: 2_000, targets: [[10.95, 0.6]] },
  { name: 'twoArms', title: 'arms .45 .25, T = 1,000', repetitions: 2_000, targets: [[7.88, 0.6]] },
  { name: 'threeArmsByLogistic', title: 'arms .9 .8 .7 on our model', repetitions: 500, targets: [null] },
  { name: 'stationaryUnderDrift', title: 'drift, stationary', repetitions: 2_000, targets: [[46.2, 0.05 * 46.2]] },
  { name: 'forgettingUnderDrift', title: 'drift, forgetting 0.01', repetitions: 2_000, targets: [[37.9, 0.05 * 37.9]] },
  { name: 'delay1', title: 'delay 1, T = 1,000,000', repetitions: 12, targets: [[9_461, 0.05 * 9_461]] },
  { name: 'delay1000', title: 'delay 1,000, T = 1,000,000', repetitions: 12, targets: [[59_323, 0.05 * 59_323]] },
  {
    name: 'articles',
    title: 'articles on our model, t = 100, 1,000, 5,000',
    repetitions: 1_000,
    targets: [
      [11.3, 0.05 * 11.3],
      [37.2, 0.05 * 37.2],
      [65.2, 0.05 * 65.2],
    ],
  },
];
/** Repetitions that one task of a worker thread does. */
const CHUNK = 25;

/** Seeds from 1 on. @returns A line for each mark of each problem. */
export async function benchReferences(): Promise<string[]> {
  const pool = new Piscina<{ name: ProblemName; seeds: number[] }, number[][]>({
    filename: new URL('learning-worker.ts', import.meta.url).href,
    maxThreads: availableParallelism(),
  });
  try {
    // The longest first, so that no thread is left alone with them at the end.
    const runs = references.toReversed().map(async (reference) => linesOf(reference, await repeat(pool, reference)));
    return (await Promise.all(runs)).toReversed().flat();
  } finally {
    await pool.destroy();
  }
}

async function repeat(pool: Piscina, { name, repetitions }: Reference): Promise<number[][]> {
  const chunk = repetitions < CHUNK ? 1 : CHUNK;
  const tasks = Array.from({ length: Math.ceil(repetitions / chunk) }, (_, task) => {
    const seeds = Array.from(
      { length: Math.min(chunk, repetitions - task * chunk) },
      (_, index) => task * chunk + index + 1,
    );
    return pool.run({ name, seeds }) as Promise<number[][]>;
  });
  return (await Promise.all(tasks)).flat();
}

function linesOf({ title, repetitions, targets }: Reference, regrets: readonly number[][]): string[] {
  return targets.map((target, mark) => {
    const { mean, low, high } = meanInterval95(regrets.map((values) => values[mark]!));
    const found = `${title}${targets.length > 1 ? `, mark ${mark + 1}` : ''}: regret ${told(mean)} (${told(low)} to ${told(high)}), ${repetitions} seeds`;
    if (!target) return found;
    const [value, tolerance] = target;
    const verdict = Math.abs(mean - value) <= tolerance ? 'met' : 'MISSED';
    return `${found}; reference ${told(value)} ± ${told(tolerance)}: ${verdict}`;
  });
}

function told(value: number): string {
  return value >= 1_000 ? Math.round(value).toLocaleString('en-GB') : value.toFixed(2);
}
