/** What cannot wait reaches people at once, and once (CO-9). */
import { expect, onTestFinished, test } from 'vitest';
import type { NotificationPage } from '../../server/contract/notification.ts';
import type { Database } from '../../server/platform/database/database.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { AlertWatch } from '../../server/systems/coach/index.ts';
import { Notifications } from '../../server/systems/notifications/index.ts';
import { noon, well } from '../support/coach.ts';
import { emptyDatabase, venture } from '../support/coach-world.ts';

const minuteMs = 60_000;

/** A watch that begins anew with everything it held in memory, and the drawer that it fills. */
async function open(database: Database, clock: { nowMs: number }) {
  const now = () => clock.nowMs;
  const activityLog = await ActivityLog.open(database, { now }, (error) => {
    throw error;
  });
  const notifications = new Notifications({ activityLog, read: database.read, clock: { now } });
  const watch = new AlertWatch({
    read: database.read,
    activityLog,
    cap: () => Promise.resolve({ value: well.capForecast }),
    communityVentureId: 'default',
    tell: (trx, record, told) =>
      notifications.raise(trx, record, {
        ...told,
        reader: null,
        kind: 'coach',
        level: 'coach_alert',
        isCritical: false,
      }),
  });
  const query = { ventureId: 'default', state: 'all', limit: 50, offset: 0 } as const;
  const drawer = (): Promise<NotificationPage> => notifications.page({ reader: 'panel' }, query);
  return { watch, drawer, activityLog };
}

const beat = (number: number, gate: string | null, atMs: number) => ({
  bot_id: `bot-${number % 3}`,
  number,
  at_ms: atMs,
  action: 'nothing',
  gate,
  reputation: 0,
  record: '{}',
});

test('a run of failed heartbeats is told within the minute, once, over restarts too; and again when it comes back (CO-9)', async () => {
  const database = await emptyDatabase();
  const clock = { nowMs: noon };
  let server = await open(database, clock);
  const told: string[] = [];
  onTestFinished(server.activityLog.bus.subscribe((list) => told.push(...list.map(({ type }) => type))));
  const look = async () => {
    clock.nowMs += minuteMs;
    await server.watch.look(venture, clock.nowMs);
  };
  let number = 0;
  const beats = async (count: number, gate: string | null) => {
    for (let left = count; left > 0; left -= 1) {
      number += 1;
      await database.write('bot_heartbeats').insert(beat(number, gate, clock.nowMs + number));
    }
  };
  await beats(9, 'model');
  await look();
  expect((await server.drawer()).total).toBe(0);
  await beats(1, 'deadline');
  await look();
  expect((await server.drawer()).items).toMatchObject([
    {
      kind: 'coach',
      level: 'coach_alert',
      title: 'The last 10 heartbeats failed',
      count: 1,
      isCritical: false,
      link: '/bots',
    },
  ]);
  expect(told).toContain('coach.alerted');
  for (let minute = 0; minute < 5; minute += 1) {
    if (minute === 2) server = await open(database, clock);
    await look();
  }
  expect((await server.drawer()).items).toMatchObject([{ count: 1 }]);

  // It is over for a moment: not worth a second word. After an hour of peace it is.
  await beats(1, null);
  await look();
  await beats(10, 'model');
  await look();
  expect((await server.drawer()).items).toMatchObject([{ count: 1 }]);
  await beats(1, null);
  await look();
  clock.nowMs += 61 * minuteMs;
  await beats(10, 'model');
  await look();
  expect((await server.drawer()).items).toMatchObject([{ count: 2 }]);
});

test('work and errands that stand still are told, each once, those of another venture to nobody here (CO-9)', async () => {
  const database = await emptyDatabase();
  const clock = { nowMs: noon };
  const { watch, drawer } = await open(database, clock);
  await database.write('ventures').insert({ id: 'other', title: 'Other', time_zone: 'UTC', created_at_ms: 0 });
  const work = (id: string, ventureId: string) => ({
    id,
    venture_id: ventureId,
    kind: 'call',
    title: `Work ${id}`,
    source: 'server',
    status: 'running',
    stage_number: 0,
    stages: '[]',
    metadata: '{}',
    entry_count: 0,
    created_at_ms: noon,
    started_at_ms: noon,
    updated_at_ms: noon,
  });
  await database.write('agent_executions').insert([work('a', 'default'), work('b', 'default'), work('c', 'other')]);
  const task = {
    venture_id: 'default',
    creator: 'panel',
    bot_id: 'ann',
    contact_id: 'c',
    context: '',
    call_count: 1,
    event_count: 1,
  };
  const counts = { priority_rank: 1, max_attempts: 9, attempt_count: 1, waited_count: 0, rescheduled_count: 0 };
  const times = { created_at_ms: noon, updated_at_ms: noon };
  await database.write('outreach_tasks').insert([
    {
      id: 't',
      ...task,
      ...counts,
      ...times,
      objective: 'Ask the venue',
      status: 'IN_PROGRESS',
      next_action_at_ms: null,
    },
    {
      id: 'u',
      ...task,
      ...counts,
      ...times,
      objective: 'Wait for Ana',
      status: 'PENDING_USER_INFO',
      next_action_at_ms: null,
    },
    {
      id: 'v',
      ...task,
      ...counts,
      ...times,
      objective: 'Call later',
      status: 'PENDING',
      next_action_at_ms: noon + 86_400_000,
    },
  ]);
  for (let minute = 0; minute <= 180; minute += 5) {
    clock.nowMs = noon + minute * minuteMs;
    await watch.look(venture, clock.nowMs);
  }
  const { items } = await drawer();
  // The two executions are counted together.
  expect(Object.fromEntries(items.map(({ title, count }) => [title, count]))).toEqual({
    '“Ask the venue” stands still': 1,
    '“Work b” stands still': 2,
  });
});
