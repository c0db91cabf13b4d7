/** What a worker thread of `claque validate community` does: one community, performed from its beginning. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Pace } from '../contract/bot.ts';
import { createWebSearch } from '../search/create-web-search.ts';
import { populate } from '../simulation/community/population.ts';
import type { BatchResult } from '../systems/bots/index.ts';
import { performBatchCommunity } from '../systems/bots/index.ts';
import { loadPersonas } from '../systems/scenarios/index.ts';
import { loadPrices } from '../systems/usage/index.ts';

export interface CommunityJob {
  readonly seed: number;
  readonly botCount: number;
  readonly days: number;
  readonly pace: Exclude<Pace, 'paused'>;
  readonly hasMemory: boolean;
  readonly botFolder: string;
  readonly libraryFolder: string;
  readonly priceFile: string;
}

export interface CommunityPerformance extends BatchResult {
  readonly fromMs: number;
  readonly toMs: number;
  readonly elapsedSeconds: number;
  /** Heap in use after each day of simulated time, garbage collected first, in bytes. */
  readonly heapBytes: readonly number[];
}

/** A Monday; which one makes no difference. */
const startMs = Date.UTC(2026, 0, 5);
const dayMs = 86_400_000;

export default async function performCommunityJob(job: CommunityJob): Promise<CommunityPerformance> {
  const { seed, botCount, days, pace, hasMemory } = job;
  const personas = populate([...loadPersonas(job.botFolder).values()], botCount, seed);
  const search = createWebSearch({ kind: 'library', folder: job.libraryFolder });
  const window = { startMs, endMs: startMs + days * dayMs };
  const heapBytes: number[] = [];
  const collect = garbageCollector();
  const onDay = () => {
    collect();
    heapBytes.push(process.memoryUsage().heapUsed);
  };
  const beganMs = performance.now();
  const spec = { seed, personas, pace, hasMemory, ...window };
  const result = await performBatchCommunity(spec, { prices: loadPrices(job.priceFile), search, onDay });
  const elapsedSeconds = (performance.now() - beganMs) / 1_000;
  return { ...result, fromMs: window.startMs, toMs: window.endMs, elapsedSeconds, heapBytes };
}

/** Memory is flat or it is not: what is merely not yet collected must not blur that. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
