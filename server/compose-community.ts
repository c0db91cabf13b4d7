/** Composition of the community: bots, their search, and what they may spend, put together for the server. */
import type { Logger } from 'pino';
import type { ComposedLanguage } from './compose-language.ts';
import type { Config } from './config.ts';
import type { Persona } from './contract/persona.ts';
import { defaultVentureId as ventureId } from './contract/vocabulary.ts';
import type { Clock } from './kernel/clock.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import type { Route } from './platform/http/route.ts';
import type { Metrics } from './platform/telemetry/metrics.ts';
import { ofVariable } from './of-variable.ts';
import { createWebSearch } from './search/create-web-search.ts';
import { BotList, BotReading, BotService, Providers, botReadingRoutes, botRoutes } from './systems/bots/index.ts';
import type { Executions } from './systems/executions/index.ts';
import { CommunityReading, communityRoutes } from './systems/community/index.ts';
import { UsageReading, usageRoutes } from './systems/usage/index.ts';

/** What a heartbeat may take besides its model call, in ms: reading, storing, and room for the summary of memories. */
const heartbeatMarginMs = 15_000;

export interface CommunityParts {
  readonly config: Config;
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly personas: ReadonlyMap<string, Persona>;
  readonly language: ComposedLanguage;
  readonly executions: Executions;
}

export interface ComposedCommunity {
  readonly service: BotService;
  readonly routes: readonly Route[];
  readonly usage: UsageReading;
}

/** Takes the community up from the database. */
export async function composeCommunity(parts: CommunityParts): Promise<ComposedCommunity> {
  const { config, database, activityLog, clock, log, metrics, personas, executions } = parts;
  const { prices, budget, models } = parts.language;
  const reading = new UsageReading({ read: database.read, clock, prices });
  const providers = new Providers(models);
  const isCapped = (botId: string) => reading.isCapped(ventureId, botId);
  const missed = metrics.counter('claque_heartbeats_missed_total', 'Heartbeats that did not happen in time.');
  const service = await BotService.open({
    ventureId,
    activityLog,
    read: database.read,
    clock,
    log,
    personas,
    isCapped,
    providers,
    executions,
    seed: config.community.seed,
    modelFor: (choice) => models.modelFor(choice),
    search: ofVariable('CLAQUE_LIBRARY_DIR', () => createWebSearch(searchSettings(config))),
    deadlineMs: config.language.deadlineMs + heartbeatMarginMs,
    onMissed: (count) => missed.inc(count),
  });
  const list = new BotList({
    service,
    read: database.read,
    clock,
    isCapped,
    offlineReason: (provider) => providers.offlineReason(provider),
  });
  const known = { read: database.read, clock, bots: service.community.bots };
  const routes = [
    ...botRoutes({ service, list, providers, models }),
    ...botReadingRoutes({ reading: new BotReading(known) }),
    ...communityRoutes({ reading: new CommunityReading(known) }),
    ...usageRoutes({ service: budget, reading, isBot: (id) => personas.has(id) }),
  ];
  return { service, routes, usage: reading };
}

function searchSettings({ search: { searxngUrl, libraryFolder } }: Config) {
  return searxngUrl === null
    ? ({ kind: 'library', folder: libraryFolder } as const)
    : ({ kind: 'searxng', baseUrl: searxngUrl } as const);
}
