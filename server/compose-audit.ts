/** Composition of the audit log: what writes it, what shows it, what forgets it. */
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Clock } from './kernel/clock.ts';
import { knownSecrets } from './known-secrets.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import { AuditLog } from './platform/audit/audit-log.ts';
import { AuditRetention } from './platform/audit/retention.ts';
import { auditRoute } from './platform/audit/routes.ts';
import type { Database } from './platform/database/database.ts';
import { routeName } from './platform/http/audited.ts';
import type { Route } from './platform/http/route.ts';
import type { Job } from './platform/jobs/beat.ts';

export interface ComposedAudit {
  readonly log: AuditLog;
  /** @param routes Those whose names it tells; asked when somebody reads. */
  readonly routeFor: (routes: () => readonly Route[]) => Route;
  readonly job: Job;
}

export function composeAudit(parts: {
  readonly config: Config;
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
}): ComposedAudit {
  const { config, database, activityLog } = parts;
  const log = new AuditLog({ ...parts, secrets: knownSecrets(config) });
  const retention = new AuditRetention({ activityLog, keptDays: config.audit.keptDays });
  return {
    log,
    routeFor: (routes) =>
      auditRoute({
        read: database.read,
        answerOf: (number) => log.answerOf(number),
        titles: () => new Map(routes().map((route) => [routeName(route), route.summary])),
      }),
    job: {
      name: 'audit',
      deadlineMs: 60_000,
      run: async (nowMs) => {
        await log.flush();
        await retention.beat(nowMs);
      },
    },
  };
}
