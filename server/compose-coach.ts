/** Composition of the coach: what it reads, when it looks, what shows it. */
import type { Logger } from 'pino';
import type { Persona } from './contract/persona.ts';
import type { PriceFile } from './contract/prices.ts';
import type { Scenario } from './contract/scenario.ts';
import type { Clock } from './kernel/clock.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import type { Route } from './platform/http/route.ts';
import type { Job } from './platform/jobs/beat.ts';
import {
  CoachReading,
  FeedbackService,
  InsightJob,
  Insights,
  Ventures,
  checkDue,
  coachRoutes,
  readersOf,
  templates,
} from './systems/coach/index.ts';
import type { Executions } from './systems/executions/index.ts';
import { UsageReading } from './systems/usage/index.ts';

export interface CoachParts {
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly personas: ReadonlyMap<string, Persona>;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly prices: PriceFile;
  readonly executions: Executions;
}

export interface ComposedCoach {
  readonly routes: readonly Route[];
  readonly job: Job;
  /** Settles when nothing is under way. */
  readonly idle: () => Promise<void>;
}

export function composeCoach(parts: CoachParts): ComposedCoach {
  const { database, activityLog, clock, log, executions } = parts;
  const { read } = database;
  const usage = new UsageReading({ read, clock, prices: parts.prices });
  const readers = readersOf({
    read,
    clock,
    bots: [...parts.personas].map(([id, { name }]) => ({ id, name })),
    scenarios: [...parts.scenarios].map(([id, { title }]) => ({ id, title })),
    capsOf: (ventureId) => usage.caps(ventureId),
  });
  const looking = { read, activityLog, readers };
  const ventures = new Ventures(read);
  const insights = new Insights({ ...looking, clock, templates, executions });
  const job = new InsightJob({
    read,
    activityLog,
    log,
    insights,
    ventures: () => ventures.all(),
    everyMinute: async (venture, nowMs) => void (await checkDue(looking, venture, nowMs)),
  });
  const reading = new CoachReading(read, clock);
  const feedback = new FeedbackService(activityLog, clock);
  return {
    routes: coachRoutes({ ventures, insights, reading, feedback, clock }),
    job: { name: 'coach', deadlineMs: 60_000, run: (nowMs) => job.beat(nowMs) },
    idle: () => insights.idle(),
  };
}
