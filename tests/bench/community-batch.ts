/** Thirty days of the shipped bots as the command performs them, against a loop that draws and keeps the agenda alone. */
import { Piscina } from 'piscina';
import type { CommunityJob, CommunityPerformance } from '../../server/commands/community-worker.ts';
import { random, streams } from '../../server/kernel/random.ts';
import type { LanguageModel } from '../../server/language/port.ts';
import { createWebSearch } from '../../server/search/create-web-search.ts';
import { firstGapMs, gapMs } from '../../server/simulation/community/rhythm.ts';
import { Agenda } from '../../server/systems/bots/agenda.ts';
import { performBatchCommunity } from '../../server/systems/bots/index.ts';
import { loadPersonas } from '../../server/systems/scenarios/index.ts';
import { loadPrices } from '../../server/systems/usage/index.ts';
import { medianMs } from './measure.ts';

const DAYS = 30;
const TARGET_SECONDS = 60;
/** Memory counts as flat while it grows by no more than this from day 5 to the last. Assumed. */
const FLAT_RATIO = 1.25;
/** Draws of a heartbeat that looks at a full feed: three for each of its eight threads, and six others. */
const drawCount = 30;
const dayMs = 86_400_000;
const heapDays = [5, 10, 20, DAYS];
const pace = 'normal';
const folders = { botFolder: 'bots', libraryFolder: 'seeds/library', priceFile: 'seeds/prices.yaml' };

export async function benchBatch(): Promise<string[]> {
  const personas = [...loadPersonas(folders.botFolder).values()];
  const job: CommunityJob = { seed: 1, botCount: personas.length, days: DAYS, pace, hasMemory: true, ...folders };
  const { elapsedSeconds, heartbeatCount, heapBytes } = await inWorker(job);
  const floorSeconds = medianMs(3, () => bareLoop(personas.length, heartbeatCount)) / 1_000;
  const megabytes = heapDays.map((day) => heapBytes[day - 1]! / 1_048_576);
  const growth = megabytes.at(-1)! / megabytes[0]!;
  const share = await scriptedShare(5);
  return [
    `${DAYS} days of ${personas.length} bots: ${elapsedSeconds.toFixed(1)} s ` +
      `(${elapsedSeconds < TARGET_SECONDS ? 'inside' : 'OUTSIDE'} the target of ${TARGET_SECONDS} s), ${heartbeatCount} heartbeats, ` +
      `${(heartbeatCount / elapsedSeconds).toFixed(0)} a second, ${((1_000 * elapsedSeconds) / heartbeatCount).toFixed(2)} ms each, ` +
      `${(elapsedSeconds / floorSeconds).toFixed(0)} times the bare loop`,
    `  heap after days ${heapDays.join(', ')}, garbage collected: ${megabytes.map((size) => size.toFixed(1)).join(', ')} MB, ` +
      `the last ${growth.toFixed(2)} of the first (${growth <= FLAT_RATIO ? 'inside' : 'OUTSIDE'} the target of ${FLAT_RATIO})`,
    `  of the time ${(share * 100).toFixed(0)}% is the scripted provider's`,
  ];
}

/** In a worker thread of its own, as the command has it: nothing of this bench counts as its memory. */
async function inWorker(job: CommunityJob): Promise<CommunityPerformance> {
  const pool = new Piscina<CommunityJob, CommunityPerformance>({
    filename: new URL('../../server/commands/community-worker.ts', import.meta.url).href,
    maxThreads: 1,
  });
  try {
    return await pool.run(job);
  } finally {
    await pool.destroy();
  }
}

/** The floor: the same agenda and gaps, as many draws, and no bot. */
function bareLoop(botCount: number, heartbeatCount: number): number {
  const agenda = new Agenda();
  const who = (agent: number) => ({ seed: 1, agent });
  for (let agent = 0; agent < botCount; agent += 1) agenda.add(firstGapMs(who(agent), pace), `${agent}`);
  let sum = 0;
  for (let number = 1; number <= heartbeatCount; number += 1) {
    const { atMs, botId } = agenda.take()!;
    const agent = Number(botId);
    for (let draw = 0; draw < drawCount; draw += 1)
      sum += random(1, streams.heartbeat, agent, number * drawCount + draw);
    agenda.add(atMs + gapMs(who(agent), number, pace, atMs), botId);
  }
  return sum;
}

/** The share of the time that goes into the provider's words. */
async function scriptedShare(days: number): Promise<number> {
  let scriptedMs = 0;
  const timed = (model: LanguageModel): LanguageModel => ({
    ...model,
    complete: async (request) => {
      const beganMs = performance.now();
      const result = await model.complete(request);
      scriptedMs += performance.now() - beganMs;
      return result;
    },
  });
  const personas = [...loadPersonas(folders.botFolder).values()];
  const parts = {
    prices: loadPrices(folders.priceFile),
    search: createWebSearch({ kind: 'library', folder: folders.libraryFolder }),
    around: timed,
  };
  const startMs = Date.UTC(2026, 0, 5);
  const beganMs = performance.now();
  await performBatchCommunity(
    { seed: 1, personas, pace, hasMemory: true, startMs, endMs: startMs + days * dayMs },
    parts,
  );
  return scriptedMs / (performance.now() - beganMs);
}
