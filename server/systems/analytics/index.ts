/** The face of the analytics system: what holds over many sessions. */
export { analyticsMigration } from './migration.ts';
export { analyticsRoutes } from './routes.ts';
