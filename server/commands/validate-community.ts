/** `claque validate community`: the shape of a simulated community beside published figures for real ones (BC-18). */
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Config } from '../config.ts';
import type { Pace } from '../contract/bot.ts';
import type { FidelityRow } from '../contract/community.ts';
import { meanInterval95 } from '../kernel/statistics.ts';
import { fidelityOf, repeatedPairsRow } from '../simulation/community/fidelity.ts';
import { similarityOf } from '../simulation/community/similarity.ts';
import performCommunityJob, { type CommunityJob, type CommunityPerformance } from './community-worker.ts';
import { Progress } from './progress.ts';
import { type CommunityReport, reportCommunity } from './report-community.ts';

export interface ValidateFlags {
  readonly bots: number;
  readonly days: number;
  readonly seed: number;
  readonly pace: Exclude<Pace, 'paused'>;
  readonly replicates: number;
  readonly workers?: number;
  readonly json?: boolean;
}

/** Performs each seed twice, with memory and without: what memory does is measured against the same run without it. */
export async function validateCommunityCommand(flags: ValidateFlags, config: Config): Promise<void> {
  const jobs = Array.from({ length: flags.replicates * 2 }, (_, index) => ({
    seed: flags.seed + Math.floor(index / 2),
    botCount: flags.bots,
    days: flags.days,
    pace: flags.pace,
    hasMemory: index % 2 === 0,
    botFolder: config.botFolder,
    libraryFolder: config.search.libraryFolder,
    priceFile: config.priceFile,
  }));
  const workers = flags.workers ?? Math.min(availableParallelism(), jobs.length);
  const performances = await performAll(jobs, workers);
  const report = reportOf(performances, flags);
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : reportCommunity(report));
}

async function performAll(jobs: readonly CommunityJob[], workers: number): Promise<CommunityPerformance[]> {
  const progress = new Progress('community');
  let doneCount = 0;
  const done = (performance: CommunityPerformance): CommunityPerformance => {
    progress.show((doneCount += 1), jobs.length, 'communities');
    return performance;
  };
  progress.show(0, jobs.length, 'communities');
  const pool =
    workers === 0
      ? null
      : new Piscina<CommunityJob, CommunityPerformance>({
          filename: new URL('community-worker.ts', import.meta.url).href,
          maxThreads: workers,
          minThreads: Math.min(workers, jobs.length),
        });
  try {
    if (pool) return await Promise.all(jobs.map(async (job) => done(await pool.run(job))));
    const performances: CommunityPerformance[] = [];
    for (const job of jobs) performances.push(done(await performCommunityJob(job)));
    return performances;
  } finally {
    progress.clear();
    await pool?.destroy();
  }
}

function reportOf(
  performances: readonly CommunityPerformance[],
  { bots, days, seed, pace }: ValidateFlags,
): CommunityReport {
  const pairs = performances.flatMap((on, index) => (index % 2 === 0 ? [{ on, off: performances[index + 1]! }] : []));
  const tables = pairs.map(({ on, off }) => {
    const window = { fromMs: on.fromMs, toMs: on.toMs };
    return [...fidelityOf(on.record, window).rows, repeatedPairsRow(on.record, off.record, window)];
  });
  const { on: first } = pairs[0]!;
  return {
    bots,
    days,
    seed,
    pace,
    replicates: pairs.length,
    digest: first.digest,
    heartbeatCount: first.heartbeatCount,
    postCount: first.record.posts.length,
    actions: first.actions,
    tokensPerBotDay: first.tokens / bots / days,
    similarity: similarityOf(first.texts).meanRatio,
    elapsedSeconds: first.elapsedSeconds,
    heapBytes: first.heapBytes,
    rows: tables[0]!.map((row, index) =>
      overSeeds(
        row,
        tables.map((table) => table[index]!),
      ),
    ),
  };
}

/** The row of the first seed, with the mean and its 95% interval over all of them. */
function overSeeds(row: FidelityRow, same: readonly FidelityRow[]): CommunityReport['rows'][number] {
  const values = same.flatMap(({ value }) => (value === null ? [] : [value]));
  const insideCount = same.filter(({ isInside }) => isInside === true).length;
  if (values.length < 2) return { ...row, mean: values[0] ?? null, low95: null, high95: null, insideCount };
  const { mean, low, high } = meanInterval95(values);
  return { ...row, mean, low95: low, high95: high, insideCount };
}
