/** The face of the bots: heartbeats, configuration, memory, interviews; and communities performed without a clock. */
export type { BatchResult } from './batch-community.ts';
export { performBatchCommunity } from './batch-community.ts';
export { BotList } from './bot-list.ts';
export { haveFailed, isFault } from './failed-heartbeats.ts';
export { botsMigration } from './migration.ts';
export { Providers } from './providers.ts';
export { botReadingRoutes } from './reading-routes.ts';
export { BotReading } from './reading.ts';
export { botRoutes } from './routes.ts';
export { writeHistory } from './seed-community.ts';
export { BotService, loadCommunity } from './service.ts';
