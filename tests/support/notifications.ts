/** Notifications on a real database, with time that passes when a test says so. */
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { haveFailed, isFault } from '../../server/systems/bots/index.ts';
import { Follower, Notifications } from '../../server/systems/notifications/index.ts';
import type { NotificationDraft } from '../../server/systems/notifications/rules.ts';
import { ManualTime } from './manual-time.ts';
import { temporaryFolder } from './server.ts';

export const drawerQuery = { ventureId: 'default', state: 'all', limit: 500, offset: 0 } as const;
export const mine = { ventureId: 'default', reader: 'panel' };

export const notificationDraft = (changes: Partial<NotificationDraft> = {}): NotificationDraft => ({
  ventureId: 'default',
  reader: null,
  kind: 'execution',
  level: 'warning',
  isCritical: false,
  title: 'Many executions fail',
  text: 'Five of eight.',
  link: '/executions',
  groupKey: 'execution:call',
  ...changes,
});

/** Services that can be opened again over the same database, as after a restart. */
export async function openNotifications() {
  const time = new ManualTime();
  const database = await openDatabase(temporaryFolder(), migrations);
  onTestFinished(() => database.close());
  const activityLog = await ActivityLog.open(database, time, (error) => {
    throw error;
  });
  const log = pino({ level: 'silent' });
  const open = () => new Notifications({ activityLog, read: database.read, clock: time });
  const bots = { nameOf: (botId: string) => botId.toUpperCase(), isFault, haveFailed };
  const follow = () => Follower.open({ activityLog, read: database.read, notifications: open(), bots, log });
  const drawer = (reader = 'panel') => open().page({ reader }, drawerQuery);
  return { time, database, activityLog, open, follow, drawer };
}
