/** Composition of execution tracking: what writes it, what shows it, what forgets it. */
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { defaultVentureId as ventureId } from './contract/vocabulary.ts';
import type { Clock } from './kernel/clock.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import type { Route } from './platform/http/route.ts';
import type { Job } from './platform/jobs/beat.ts';
import { maskSecrets } from './platform/telemetry/mask-secrets.ts';
import type { Metrics } from './platform/telemetry/metrics.ts';
import {
  Alerts,
  ExecutionReading,
  ExecutionRetention,
  ExecutionService,
  Measures,
  executionRoutes,
} from './systems/executions/index.ts';
import { knownSecrets } from './known-secrets.ts';
import { DecisionExecutions } from './systems/sessions/index.ts';

export interface ExecutionParts {
  readonly config: Config;
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly sessionTitleOf: (sessionId: string) => string;
}

export interface ComposedExecutions {
  readonly service: ExecutionService;
  /** Those of sessions, followed by what the activity log says. */
  readonly decisions: DecisionExecutions;
  readonly routes: readonly Route[];
  readonly job: Job;
}

/** Finishes what the last process left under way as failed, and begins to track. */
export async function composeExecutions(parts: ExecutionParts): Promise<ComposedExecutions> {
  const { database, activityLog, clock, metrics, config } = parts;
  const { alertRatio, ...limits } = config.executions;
  const known = knownSecrets(config);
  const service = await ExecutionService.open({
    ...parts,
    ventureId,
    alerts: new Alerts(alertRatio),
    measures: new Measures(metrics),
    mask: (text) => maskSecrets(text, known),
  });
  const retention = new ExecutionRetention({ database, activityLog, clock, limits });
  const decisions = new DecisionExecutions(service, parts.sessionTitleOf);
  activityLog.bus.subscribe((activities) => decisions.follow(activities));
  return {
    service,
    decisions,
    routes: executionRoutes({ service, reading: new ExecutionReading(database.read, clock) }),
    job: { name: 'execution retention', deadlineMs: 60_000, run: (nowMs) => retention.beat(nowMs) },
  };
}
