/** What happens reaches whom it concerns: by the activity log, once, whatever is killed in between (CO-8, CO-9). */
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { NotificationPage, UnreadCount } from '../../server/contract/notification.ts';
import type { ActivityEntry } from '../../server/platform/activity/activity-log.ts';
import { CapWatch } from '../../server/systems/notifications/index.ts';
import { QuestionService } from '../../server/systems/questions/index.ts';
import { ChildServer } from '../support/child-server.ts';
import { createExecution, patchLogs } from '../support/executions.ts';
import { openNotifications } from '../support/notifications.ts';
import { questionDraft } from '../support/question-draft.ts';
import { StreamClient } from '../support/stream-client.ts';
import { call, startTestServer, temporaryFolder, until } from '../support/server.ts';
import { noonMs, openUsage, smallCall, smallUsage } from '../support/usage.ts';

type Parts = Awaited<ReturnType<typeof openNotifications>>;
const alert = { ventureId: 'default', kind: 'call', failedCount: 5, finishedCount: 8, sentence: '5 of 8.' };
const entry = (type: string, payload: object): ActivityEntry => ({
  sessionId: null,
  tick: null,
  causedBy: null,
  type,
  payload,
});
const say = ({ activityLog }: Parts, type: string, payload: object) =>
  activityLog.write((_trx, record) => void record(entry(type, payload)));

/** Ends a heartbeat of a bot with a gate, as a committer does. */
const beat = ({ activityLog }: Parts, number: number, gate: string | null) =>
  activityLog.write(async (trx, record) => {
    const row = { bot_id: 'mona', number, at_ms: number, action: 'nothing', gate, reputation: 0, record: '{}' };
    await trx('bot_heartbeats').insert(row);
    record(entry('heartbeat.ended', { botId: 'mona', number, action: 'nothing', gate, sentence: `Gate ${gate}.` }));
  });

/** Lets executions of a kind fail until it is said. */
async function failMany(server: { url: string }, kind: string): Promise<void> {
  for (let index = 0; index < 5; index += 1) {
    const { id } = await createExecution(server, { kind });
    await patchLogs(server, id, { status: 'failed', reason: 'No line.' });
  }
}

const drawer = async (server: { url: string }): Promise<NotificationPage> =>
  (await call<NotificationPage>(server, 'GET', '/api/notifications')).body;

test('what happened while nobody followed is told once somebody does, and never twice (CO-8)', async () => {
  const parts = await openNotifications();
  await say(parts, 'execution.alert', { ...alert, kind: 'before' });
  const first = await parts.follow();
  await say(parts, 'execution.alert', alert);
  await first.catchUp();
  await first.close();
  await say(parts, 'pace.changed', {});
  await say(parts, 'execution.alert', { ...alert, kind: 'second' });
  for (let round = 0; round < 3; round += 1) {
    const next = await parts.follow();
    await next.catchUp();
    await next.close();
  }
  const { items } = await parts.drawer();
  // What was there before anybody ever followed is history.
  expect(items.map(({ title, count }) => [title, count])).toEqual([
    ['Many executions of kind second fail', 1],
    ['Many executions of kind call fail', 1],
  ]);
});

test('more than a page that waited is told in order and completely', async () => {
  const parts = await openNotifications();
  await (await parts.follow()).close();
  await parts.activityLog.write((_trx, record) => {
    for (let index = 1; index <= 450; index += 1)
      record(entry('execution.alert', { ...alert, kind: `k${index % 150}` }));
  });
  const follower = await parts.follow();
  await follower.catchUp();
  const { items } = await parts.drawer();
  expect(items).toHaveLength(150);
  expect(items.every(({ count }) => count === 3)).toBe(true);
  expect(items[0]!.link).toBe('/executions?kind=k0&status=failed');
});

test('what cannot be understood keeps nothing else from being told, and what could not be written is tried again', async () => {
  const parts = await openNotifications();
  const follower = await parts.follow();
  await say(parts, 'execution.alert', { nonsense: true });
  await parts.database.write.raw(
    "CREATE TRIGGER refusal BEFORE INSERT ON notifications BEGIN SELECT RAISE(ABORT, 'refused for a test'); END",
  );
  await say(parts, 'execution.alert', alert);
  await expect(follower.catchUp()).rejects.toThrow('refused for a test');
  await parts.database.write.raw('DROP TRIGGER refusal');
  await follower.beat(parts.time.now());
  expect((await parts.drawer()).items).toMatchObject([{ count: 1, text: '5 of 8.' }]);
});

test('three failed heartbeats in a row are told of, fewer and interrupted ones are not, and more are counted (CO-9)', async () => {
  const parts = await openNotifications();
  const follower = await parts.follow();
  const gates = ['model', 'fault', null, 'deadline', 'model', 'cooldown', 'model', 'model'];
  for (const [index, gate] of gates.entries()) await beat(parts, index + 1, gate);
  await follower.catchUp();
  expect((await parts.drawer()).total).toBe(0);
  for (const number of [9, 10]) await beat(parts, number, 'model');
  await follower.catchUp();
  expect((await parts.drawer()).items).toMatchObject([
    { title: 'MONA: 3 heartbeats in a row have failed', count: 2, kind: 'heartbeat', link: '/bots/mona' },
  ]);
});

test('a question is one entry of whom it is put to, however often it is told, and read once it is answered (OR-7)', async () => {
  const parts = await openNotifications();
  const { database, activityLog, time } = parts;
  const follower = await parts.follow();
  const service = await QuestionService.open({
    database,
    activityLog,
    clock: time,
    wait: time.wait,
    log: pino({ level: 'silent' }),
    onClosed: () => Promise.resolve(),
  });
  const { id } = await service.ask(questionDraft());
  time.advance(10_001);
  await service.beat();
  await follower.catchUp();
  expect(await parts.drawer()).toMatchObject({ unread: 1, items: [{ count: 2, isQuiet: true, level: 'warning' }] });
  expect((await parts.drawer('somebody else')).total).toBe(0);
  await service.answer(id, { optionId: 'yes' }, 'panel');
  await follower.catchUp();
  expect(await parts.drawer()).toMatchObject({ unread: 0, items: [{ isRead: true }] });
});

test('a cap is told of when four fifths are used and when it is reached, each once a day, across restarts (CO-9)', async () => {
  const parts = await openNotifications();
  let nowMs = noonMs;
  const { service, reading } = await openUsage(temporaryFolder(), { clock: { now: () => nowMs } });
  const open = () =>
    new CapWatch({
      ventureId: 'default',
      uses: () => reading.uses('default'),
      nameOf: (botId) => botId,
      notify: (draft) => parts.open().notify(draft),
    });
  // Ten calls of 110 tokens; 150 are set aside for each, so that the tenth is refused.
  await service.setBotCap('default', smallCall.botId, { capTokens: 1_100, capUsd: null }, 'test');
  const spend = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      const reservation = await service.reserve(smallCall);
      if (reservation.isGranted) await service.settle(reservation.reservationId, smallUsage);
    }
  };
  const told = async () => {
    const watch = open();
    await watch.beat();
    await watch.beat();
    return (await parts.drawer()).items.map(({ title, count }) => [title, count]);
  };
  await spend(7);
  expect(await told()).toEqual([]);
  await spend(1);
  const near = [`${smallCall.botId} has used 80% of today’s cap`, 1];
  expect(await told()).toEqual([near]);
  await spend(2);
  const reached = [`${smallCall.botId} has reached today’s cap`, 1];
  expect(await told()).toEqual([reached, near]);
  await service.setBotCap('default', smallCall.botId, { capTokens: 1_111, capUsd: null }, 'test');
  expect(await told()).toEqual([reached, near]);
  nowMs += 86_400_000;
  await spend(10);
  expect(await told()).toEqual([[reached[0], 2], near]);
});

test('a server that is killed right after something happened tells it when it is back, and once (CO-8, F-28)', async () => {
  const folder = temporaryFolder();
  const first = new ChildServer(folder);
  await failMany(await first.ready(), 'call');
  await first.signal('SIGKILL');
  for (let round = 0; round < 2; round += 1) {
    const child = new ChildServer(folder);
    const server = await child.ready();
    // What comes after it is told after it: then everything before has been seen to.
    await failMany(server, `after-${round}`);
    const isTold = ({ items }: NotificationPage) => items.some(({ title }) => title.includes(`after-${round}`));
    const { items } = await until(() => drawer(server), isTold);
    expect(items.map(({ title, count }) => [title, count])).toEqual([
      ...Array.from({ length: round + 1 }, (_, index) => [`Many executions of kind after-${round - index} fail`, 1]),
      ['Many executions of kind call fail', 1],
    ]);
    await child.signal('SIGKILL');
  }
});

test('two panels of one reader agree, live and after one was away: each told in order and once (CO-8)', async () => {
  const server = await startTestServer();
  const [one, other] = [await StreamClient.connect(server), await StreamClient.connect(server)];
  for (const client of [one, other]) client.subscribe('notifications', 0);
  const typesOf = (client: StreamClient) => client.activities.map(({ type }) => type);
  await failMany(server, 'call');
  await Promise.all([one, other].map((client) => client.until(() => typesOf(client).length === 1)));
  other.close();
  const ids = (await drawer(server)).items.map(({ id }) => id);
  const marked = await call<UnreadCount>(server, 'POST', '/api/notifications/read', { ids });
  expect(marked.body).toEqual({ unread: 0, changed: 1 });
  await failMany(server, 'visit');
  await one.until(() => typesOf(one).length === 3);
  const back = await StreamClient.connect(server);
  back.subscribe('notifications', other.activities.at(-1)!.number);
  await back.until(() => typesOf(back).length === 2);
  expect([...typesOf(other), ...typesOf(back)]).toEqual(typesOf(one));
  expect(typesOf(one)).toEqual(['notification.raised', 'notification.kept', 'notification.raised']);
  const snooze = { ids: (await drawer(server)).items.map(({ id }) => id), minutes: 5 };
  const left = await call<UnreadCount>(server, 'POST', '/api/notifications/snooze', snooze);
  await Promise.all([one, back].map((client) => client.until(() => typesOf(client).at(-1) === 'notification.kept')));
  expect([left.body.unread, (await drawer(server)).unread]).toEqual([0, 0]);
});

test('a notification says which activity led to it', async () => {
  const server = await startTestServer();
  const [causes, told] = [await StreamClient.connect(server), await StreamClient.connect(server)];
  causes.subscribe('executions', 0);
  told.subscribe('notifications', 0);
  await failMany(server, 'call');
  await told.until(() => told.activities.length === 1);
  const isAlert = ({ type }: { type: string }) => type === 'execution.alert';
  await causes.until(() => causes.activities.some(isAlert));
  const { number: causedBy } = causes.activities.find(isAlert)!;
  expect(told.activities[0]).toMatchObject({ type: 'notification.raised', causedBy });
});

test('requests that cannot be are refused with the field at fault', async () => {
  const server = await startTestServer();
  const field = async (method: string, route: string, body: unknown) => {
    const { status, body: problem } = await call<{ errors?: { field: string }[] }>(server, method, route, body);
    return [status, problem.errors?.[0]?.field];
  };
  expect(await field('POST', '/api/notifications/read', { ids: [] })).toEqual([400, 'body.ids']);
  expect(await field('POST', '/api/notifications/snooze', { ids: [crypto.randomUUID()], minutes: 4 })).toEqual([
    400,
    'body.minutes',
  ]);
  const { body } = await call<{ kinds: object }>(server, 'GET', '/api/notifications/preferences');
  const quietHours = { from: '22:00', to: '22:00', timeZone: 'UTC' };
  const put = (hours: object) => field('PUT', '/api/notifications/preferences', { ...body, quietHours: hours });
  expect(await put(quietHours)).toEqual([400, 'body.quietHours.to']);
  expect(await put({ ...quietHours, to: '07:00', timeZone: 'Mars' })).toEqual([400, 'body.quietHours.timeZone']);
  expect(await put({ ...quietHours, to: '07:00' })).toEqual([200, undefined]);
});
