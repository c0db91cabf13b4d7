/** Living bots on a real database without HTTP, so that a test can put its own model, search or cap behind them. */
import path from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { readConfig } from '../../server/config.ts';
import type { LanguageModel } from '../../server/language/port.ts';
import { LanguageModels } from '../../server/language/models.ts';
import { createScriptedModel } from '../../server/language/scripted/scripted.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { createWebSearch } from '../../server/search/create-web-search.ts';
import { BotService, Providers, loadCommunity } from '../../server/systems/bots/index.ts';
import { loadPersonas } from '../../server/systems/scenarios/index.ts';
import { ManualTime } from './manual-time.ts';
import { temporaryFolder } from './server.ts';
import { untracked } from './untracked.ts';
import { WatchedBudget } from './watched-budget.ts';

type Parts = Parameters<typeof BotService.open>[0];
export type ServiceChanges = Partial<Pick<Parts, 'modelFor' | 'search' | 'isCapped' | 'deadlineMs' | 'executions'>>;

const config = readConfig({});

/** Bots that stand still until a test lets them beat; nobody is capped, words are scripted. */
export async function openBotService(changes: ServiceChanges = {}) {
  const folder = temporaryFolder();
  const time = new ManualTime();
  const database = await openDatabase(folder, migrations);
  const activityLog = await ActivityLog.open(database, time, () => undefined);
  const logged: string[] = [];
  const log = pino(new Writable({ write: (line, _encoding, done) => (logged.push(String(line)), done()) }));
  const language = { clock: time, wait: time.wait, budget: new WatchedBudget(), jitter: () => 0, priced: [] };
  const providers = new Providers(new LanguageModels(config.language, { ...language, alert: () => undefined }));
  const scripted = createScriptedModel({ provider: 'scripted', name: 'scripted', seed: 1 });
  const known = {
    ventureId: 'default',
    read: database.read,
    clock: time,
    personas: loadPersonas(config.botFolder),
    seed: 1,
  };
  const service = await BotService.open({
    ...known,
    activityLog,
    log,
    providers,
    executions: untracked,
    modelFor: () => Promise.resolve(scripted),
    search: createWebSearch({ kind: 'library', folder: config.search.libraryFolder }),
    isCapped: () => Promise.resolve(false),
    deadlineMs: 10_000,
    onMissed: () => undefined,
    ...changes,
  });
  onTestFinished(async () => {
    await service.close();
    await database.close();
  });
  return { folder, time, database, activityLog, logged, service, fresh: () => loadCommunity({ ...known, log }) };
}
export type OpenedBots = Awaited<ReturnType<typeof openBotService>>;

/** A model that answers when the test says so, and with what it says. */
export function heldModel(text: string): { model: LanguageModel; answer: () => void; readonly askedCount: number } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const scripted = createScriptedModel({ provider: 'scripted', name: 'scripted', seed: 1 });
  let askedCount = 0;
  const model: LanguageModel = {
    ...scripted,
    complete: async (request) => {
      askedCount += 1;
      await promise;
      return {
        ...(await scripted.complete({ ...request, signal: undefined })),
        value: { title: text, text, remember: [] },
      };
    },
  };
  return {
    model,
    answer: resolve,
    get askedCount() {
      return askedCount;
    },
  };
}

/** Changes the database of a folder behind the server’s back. */
export async function inDatabase(folder: string, ...statements: readonly string[]): Promise<void> {
  const knex = connect(path.join(folder, 'claque.db'));
  try {
    for (const statement of statements) await knex.raw(statement);
  } finally {
    await knex.destroy();
  }
}

/** Lets the database refuse heartbeats of which something holds, as the last statement of their transaction. */
export const refusing = (condition: string): string =>
  `CREATE TRIGGER refusal BEFORE INSERT ON bot_heartbeats WHEN ${condition} BEGIN SELECT RAISE(ABORT, 'refused for a test'); END`;
export const refusingNoMore = 'DROP TRIGGER refusal';
