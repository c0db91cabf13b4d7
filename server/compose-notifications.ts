/** Composition of notifications: what raises them, what shows them, what brings them back. */
import type { Logger } from 'pino';
import type { Persona } from './contract/persona.ts';
import { defaultVentureId as ventureId } from './contract/vocabulary.ts';
import type { Clock } from './kernel/clock.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import type { Route } from './platform/http/route.ts';
import type { Job } from './platform/jobs/beat.ts';
import { haveFailed, isFault } from './systems/bots/index.ts';
import { CapWatch, Follower, Notifications, notificationRoutes } from './systems/notifications/index.ts';
import type { UsageReading } from './systems/usage/index.ts';

export interface NotificationParts {
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly personas: ReadonlyMap<string, Persona>;
  readonly usage: UsageReading;
}

export interface ComposedNotifications {
  /** Whoever has something to say to a person says it here. */
  readonly service: Notifications;
  readonly follower: Follower;
  readonly routes: readonly Route[];
  readonly job: Job;
}

/** Goes on following the activity log where the last process ended. */
export async function composeNotifications(parts: NotificationParts): Promise<ComposedNotifications> {
  const { database, activityLog, clock, log, personas, usage } = parts;
  const service = new Notifications({ activityLog, read: database.read, clock });
  const nameOf = (botId: string) => personas.get(botId)?.name ?? botId;
  const bots = { nameOf, isFault, haveFailed };
  const follower = await Follower.open({ activityLog, read: database.read, notifications: service, bots, log });
  const caps = new CapWatch({
    ventureId,
    nameOf,
    uses: () => usage.uses(ventureId),
    notify: (draft) => service.notify(draft),
  });
  const run = async (nowMs: number): Promise<void> => {
    await follower.beat(nowMs);
    await service.beat(nowMs);
    await caps.beat();
  };
  return {
    service,
    follower,
    routes: notificationRoutes(service),
    job: { name: 'notifications', deadlineMs: 10_000, run },
  };
}
