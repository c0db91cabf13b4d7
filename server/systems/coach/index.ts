/** The face of the coach: how a venture is, what deserves attention, and how good the advice was. */
export { AlertWatch } from './alert-watch.ts';
export { readersOf } from './knowledge/readers.ts';
export { FeedbackService } from './feedback.ts';
export { checkDue } from './grading.ts';
export { Insights } from './insight.ts';
export { InsightJob } from './job.ts';
export { coachMigration } from './migration.ts';
export { ActionPlans } from './plans.ts';
export { CoachReading } from './reading.ts';
export { coachRoutes } from './routes.ts';
export { Talk } from './talk.ts';
export type { Tell } from './tell.ts';
export { templates } from './templates/index.ts';
export { coachTopics } from './topics.ts';
export { Ventures } from './ventures.ts';
