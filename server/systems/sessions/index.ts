/** The face of the sessions system: live sessions, what happened in them, and how to steer them. */
export { branchesMigration } from './branches/migration.ts';
export { BranchService } from './branches/service.ts';
export { shareInterval95 } from './credible-interval.ts';
export { sessionExample } from './examples.ts';
export { sessionsMigration } from './migration.ts';
export { policyHistoryMigration } from './policy-store.ts';
export { SessionReading } from './reading.ts';
export { Retention } from './retention.ts';
export { routes } from './routes.ts';
export { SessionService } from './service.ts';
export { sessionTopics } from './topics.ts';
export { DecisionExecutions } from './decision-executions.ts';
export { DecisionTraces } from './decision-traces.ts';
export type { WordingOptions } from './wording.ts';
export { Wording } from './wording.ts';
