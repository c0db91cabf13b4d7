/** What a heartbeat costs on a server with a database on disk, against transactions of one row on the same file. */
import { trace } from '@opentelemetry/api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { composeCommunity } from '../../server/compose-community.ts';
import { composeExecutions } from '../../server/compose-executions.ts';
import { composeLanguage } from '../../server/compose-language.ts';
import { seedCommand } from '../../server/commands/seed.ts';
import type { Config } from '../../server/config.ts';
import { readConfig } from '../../server/config.ts';
import type { Heartbeat } from '../../server/contract/bot.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import type { Database } from '../../server/platform/database/database.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { Metrics } from '../../server/platform/telemetry/metrics.ts';
import { loadPersonas } from '../../server/systems/scenarios/index.ts';

const ROUNDS = 10;
const ROUND = 100;
/** Between heartbeats of all bots at the normal pace. */
const gapMs = 37_500;

interface Beat {
  readonly heartbeat: Heartbeat;
  readonly ms: number;
}

/** Heartbeats and the floor take turns, so that whatever else the machine does meets both. */
export async function benchLive(): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'claque-bench-'));
  const config = readConfig({ CLAQUE_DATA_DIR: folder });
  try {
    await seedCommand(config);
    const database = await openDatabase(folder, migrations);
    try {
      return await measure(config, database);
    } finally {
      await database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(config: Config, database: Database): Promise<string[]> {
  const beat = await beating(config, database);
  await database.write.schema.createTable('bench_floor', (table) => {
    table.increments('id');
    table.text('text');
  });
  const beats: Beat[] = [];
  const floorMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let index = 0; index < ROUND; index += 1) beats.push(await beat(round * ROUND + index));
    for (let index = 0; index < ROUND; index += 1)
      floorMs.push(
        await msOf(() => database.write.transaction((trx) => trx('bench_floor').insert({ text: 'x'.repeat(100) }))),
      );
  }
  return report(beats, floorMs);
}

/** A server's bots as they are composed for it, without HTTP. @returns One heartbeat out of turn, of one bot after the other. */
async function beating(config: Config, database: Database): Promise<(number: number) => Promise<Beat>> {
  const clock = { ms: Date.now(), now: () => clock.ms };
  const log = pino({ level: 'warn' });
  const personas = loadPersonas(config.botFolder);
  const activityLog = await ActivityLog.open(database, clock, (err) => log.error({ err }, 'A subscriber failed'));
  const metrics = new Metrics();
  const executions = await composeExecutions({
    config,
    database,
    activityLog,
    clock,
    log,
    metrics,
    sessionTitleOf: (id) => id,
  });
  const language = await composeLanguage({
    config,
    activityLog,
    clock,
    log,
    metrics,
    tracer: trace.getTracer('claque'),
    keepCall: (...call) => executions.service.keepCall(...call),
  });
  const { service } = await composeCommunity({
    config,
    database,
    activityLog,
    clock,
    log,
    metrics,
    personas,
    language,
    executions: executions.service,
  });
  metrics.close();
  const ids = [...personas.keys()];
  return async (number) => {
    clock.ms += gapMs;
    let heartbeat: Heartbeat;
    const ms = await msOf(async () => (heartbeat = await service.beatNow(ids[number % ids.length]!)));
    return { heartbeat: heartbeat!, ms };
  };
}

function report(beats: readonly Beat[], floorMs: readonly number[]): string[] {
  const floor = quantileOf(floorMs, 0.5);
  const line = (what: string, some: readonly Beat[]): string => {
    const times = some.map(({ ms }) => ms);
    return `  ${what}: ${some.length}, ${spread(times)}; ${(quantileOf(times, 0.5) / floor).toFixed(1)} times that`;
  };
  const wrote = ({ heartbeat }: Beat): boolean => heartbeat.provider !== null;
  return [
    `heartbeats on disk, after five days of history; a transaction of one row: ${spread(floorMs)}`,
    line('all', beats),
    line(
      'that asked no model',
      beats.filter((beat) => !wrote(beat)),
    ),
    line('that asked one', beats.filter(wrote)),
  ];
}

const spread = (timesMs: readonly number[]): string =>
  `median ${quantileOf(timesMs, 0.5).toFixed(2)} ms, mean ${meanOf(timesMs).toFixed(2)}, 99th percentile ${quantileOf(timesMs, 0.99).toFixed(2)}`;

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantileOf = (values: readonly number[], ratio: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(ratio * values.length) - 1]!;
