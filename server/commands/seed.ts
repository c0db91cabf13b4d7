/** `claque seed`: days of history for an empty community (BC-15). */
import type { Config } from '../config.ts';
import { CommunitySeed } from '../contract/community-seed.ts';
import { defaultVentureId as ventureId } from '../contract/vocabulary.ts';
import { withBudget } from '../language/budget.ts';
import { createScriptedModel } from '../language/scripted/scripted.ts';
import { ActivityLog } from '../platform/activity/activity-log.ts';
import { openDatabase } from '../platform/database/database.ts';
import { createLog } from '../platform/telemetry/log.ts';
import { createWebSearch } from '../search/create-web-search.ts';
import { loadCommunity, writeHistory } from '../systems/bots/index.ts';
import { loadPersonas, readYamlFile } from '../systems/scenarios/index.ts';
import { UsageReading, UsageService, loadPrices } from '../systems/usage/index.ts';
import { migrations } from '../migrations.ts';
import { Progress } from './progress.ts';

/**
 * Writes the history into the data folder.
 *
 * @throws {ClaqueError} unavailable while a server uses the folder; illegal-transition if there is a community already.
 */
export async function seedCommand(config: Config): Promise<void> {
  const seedFile = readYamlFile(config.community.file, CommunitySeed);
  const personas = loadPersonas(config.botFolder);
  const prices = loadPrices(config.priceFile);
  const endMs = Date.now();
  let nowMs = endMs;
  const clock = { now: () => nowMs };
  const log = createLog({ level: 'warn', isPretty: true });
  const database = await openDatabase(config.dataFolder, migrations, { isBulk: true });
  const progress = new Progress('seed');
  const days = seedFile.days;
  try {
    const activityLog = await ActivityLog.open(database, clock, (err) => log.error({ err }, 'A subscriber failed'));
    const budget = new UsageService({ activityLog, clock, log, prices });
    const reading = new UsageReading({ read: database.read, clock, prices });
    const model = withBudget(
      createScriptedModel({ provider: 'scripted', name: 'scripted', seed: seedFile.seed }),
      budget,
    );
    const community = await loadCommunity({
      ventureId,
      read: database.read,
      clock,
      log,
      personas,
      seed: seedFile.seed,
    });
    let firstMs: number | null = null;
    const heartbeatCount = await writeHistory({
      seedFile,
      community,
      activityLog,
      endMs,
      modelFor: () => Promise.resolve(model),
      search: createWebSearch({ kind: 'library', folder: config.search.libraryFolder }),
      isCapped: (botId) => reading.isCapped(ventureId, botId),
      onTime: (atMs) => {
        firstMs ??= atMs;
        nowMs = atMs;
        progress.show(Math.floor((atMs - firstMs) / 3_600_000), (days + 1) * 24, 'hours');
      },
    });
    progress.clear();
    const { nextThreadId, nextPostId } = community.world;
    process.stdout.write(
      `${seedFile.title}: ${days} days of history, ${heartbeatCount} heartbeats, ${nextThreadId - 1} threads and ${nextPostId - 1} posts.\nclaque serve shows it.\n`,
    );
  } finally {
    progress.clear();
    await database.close();
  }
}
