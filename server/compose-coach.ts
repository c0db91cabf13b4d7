/** Composition of the coach: what it reads, when it looks, what shows it. */
import type { Logger } from 'pino';
import type { Persona } from './contract/persona.ts';
import type { Scenario } from './contract/scenario.ts';
import { defaultVentureId } from './contract/vocabulary.ts';
import type { Clock } from './kernel/clock.ts';
import type { LanguageModel } from './language/port.ts';
import { systemWait } from './language/wait.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import type { Route } from './platform/http/route.ts';
import type { Job } from './platform/jobs/beat.ts';
import type { Tell } from './systems/coach/index.ts';
import {
  ActionPlans,
  AlertWatch,
  CoachReading,
  FeedbackService,
  InsightJob,
  Insights,
  Talk,
  Ventures,
  checkDue,
  coachRoutes,
  readersOf,
  templates,
} from './systems/coach/index.ts';
import type { Executions } from './systems/executions/index.ts';
import type { Notifications } from './systems/notifications/index.ts';
import type { UsageReading } from './systems/usage/index.ts';

export interface CoachParts {
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly personas: ReadonlyMap<string, Persona>;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly usage: UsageReading;
  /** Who answers questions about advice (CO-4). */
  readonly model: () => Promise<LanguageModel>;
  readonly notifications: Notifications;
  readonly executions: Executions;
}

export interface ComposedCoach {
  readonly routes: readonly Route[];
  readonly job: Job;
  /** Settles when nothing is under way. */
  readonly idle: () => Promise<void>;
}

/** Nothing here breaks quiet hours: alerts do not wait for the morning, but they do not wake anybody either (CO-9). */
const toAll = { reader: null, kind: 'coach', isCritical: false } as const;

/** Begins to look after the ventures that there are. */
export async function composeCoach(parts: CoachParts): Promise<ComposedCoach> {
  const { database, activityLog, clock, log, executions, usage, notifications } = parts;
  const { read } = database;
  const readers = readersOf({
    read,
    clock,
    bots: [...parts.personas].map(([id, { name }]) => ({ id, name })),
    scenarios: [...parts.scenarios].map(([id, { title }]) => ({ id, title })),
    capsOf: (ventureId) => usage.caps(ventureId),
  });
  const looking = { read, activityLog, readers };
  const ventures = new Ventures(read);
  const talk = new Talk({ model: parts.model, wait: systemWait, log });
  const enrich = talk.enrich.bind(talk);
  const tellAs =
    (level: 'info' | 'coach_alert'): Tell =>
    (trx, record, told) =>
      notifications.raise(trx, record, { ...told, ...toAll, level });
  const insights = new Insights({ ...looking, clock, templates, executions, enrich, tell: tellAs('info') });
  const watch = new AlertWatch({
    read,
    activityLog,
    cap: readers.capForecast,
    communityVentureId: defaultVentureId,
    tell: tellAs('coach_alert'),
  });
  const job = new InsightJob({
    read,
    activityLog,
    log,
    insights,
    ventures: () => ventures.all(),
    everyMinute: async (venture, nowMs) => {
      await watch.look(venture, nowMs);
      await checkDue(looking, venture, nowMs);
    },
  });
  await job.open(clock.now());
  const reading = new CoachReading(read, clock);
  const plans = new ActionPlans({ read, activityLog, clock });
  const feedback = new FeedbackService(activityLog, clock);
  return {
    routes: coachRoutes({ ventures, insights, reading, feedback, talk, plans, clock }),
    job: { name: 'coach', deadlineMs: 60_000, run: (nowMs) => job.beat(nowMs) },
    idle: () => insights.idle(),
  };
}
