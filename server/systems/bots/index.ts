/** The face of the bots: heartbeats, configuration, memory, interviews. */
export { BotList } from './bot-list.ts';
export { botsMigration } from './migration.ts';
export { Providers } from './providers.ts';
export { botRoutes } from './routes.ts';
export { BotService } from './service.ts';
