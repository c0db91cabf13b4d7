/** The face of executions: what agents are doing, tracked, shown, kept for a while. */
export { Alerts } from './alerts.ts';
export { Measures } from './measures.ts';
export { executionsMigration } from './migration.ts';
export { modelCallsMigration } from './model-call-store.ts';
export { ExecutionReading } from './reading.ts';
export { ExecutionRetention } from './retention.ts';
export { executionRoutes } from './routes.ts';
export { ExecutionService } from './service.ts';
export { executionTopics } from './topics.ts';
export type { Executions, TrackedExecution } from './tracked.ts';
