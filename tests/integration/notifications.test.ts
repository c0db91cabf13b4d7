/** Notifications over a real database: raised, repeated, read, cleared, snoozed, across restarts (CO-8, CO-9). */
import { expect, test } from 'vitest';
import { drawerQuery, mine, notificationDraft, openNotifications } from '../support/notifications.ts';

const minuteMs = 60_000;

test('repeats are one entry that counts, until it was read an hour ago: then it is news again (CO-8)', async () => {
  const { open, drawer, time } = await openNotifications();
  const service = open();
  await service.notify(notificationDraft());
  await service.notify(notificationDraft({ groupKey: 'other' }));
  await open().notify(notificationDraft({ text: 'Six of eight.' }));
  const { items, unread, total } = await drawer();
  expect(items.map(({ text, count, position }) => [text, count, position])).toEqual([
    ['Six of eight.', 2, 3],
    ['Five of eight.', 1, 2],
  ]);
  expect({ unread, total }).toEqual({ unread: 2, total: 2 });
  await service.readAll(mine);
  time.advance(59 * minuteMs);
  await service.notify(notificationDraft());
  expect(await drawer()).toMatchObject({ unread: 1, items: [{ count: 3, isRead: false }, {}] });
  await service.readAll(mine);
  time.advance(60 * minuteMs);
  await service.notify(notificationDraft());
  expect(await drawer()).toMatchObject({
    unread: 1,
    total: 3,
    items: [{ count: 1 }, { count: 3, isRead: true }, { isRead: true }],
  });
});

test('each reader has marks of their own on what is for everybody, and sees nothing that is for another (CO-8)', async () => {
  const { open, drawer } = await openNotifications();
  const service = open();
  await service.notify(notificationDraft());
  await service.notify(notificationDraft({ reader: 'ana', groupKey: 'hers' }));
  expect((await drawer('ana')).unread).toBe(2);
  expect((await drawer('ben')).unread).toBe(1);
  const ids = (await drawer('ana')).items.map(({ id }) => id);
  const ben = { ventureId: 'default', reader: 'ben' };
  expect(await service.markRead(ben, ids, true)).toEqual({ unread: 0, changed: 1 });
  expect(await service.clear(ben)).toEqual({ unread: 0, changed: 1 });
  expect((await drawer('ben')).total).toBe(0);
  expect(await drawer('ana')).toMatchObject({ unread: 2, total: 2 });
  await service.notify(notificationDraft());
  expect(await drawer('ben')).toMatchObject({ unread: 1, items: [{ count: 2, isRead: false }] });
});

test('nothing of one venture is in the drawer of another (CO-8, EX-2)', async () => {
  const { open, database } = await openNotifications();
  await database.write('ventures').insert({ ...(await database.write('ventures').first('*')), id: 'b' });
  const service = open();
  await service.notify(notificationDraft({ ventureId: 'b' }));
  const b = { ventureId: 'b', reader: 'panel' };
  const { items } = await service.page({ reader: 'panel' }, { ...drawerQuery, ventureId: 'b' });
  expect(items).toHaveLength(1);
  expect(await service.markRead(mine, [items[0]!.id], true)).toEqual({ unread: 0, changed: 0 });
  expect(await service.snooze(mine, [items[0]!.id], 5)).toEqual({ unread: 0, changed: 0 });
  expect(await service.readAll(b)).toEqual({ unread: 0, changed: 1 });
});

test('what is snoozed does not count, survives a repeat and a restart, and comes back unread (CO-8)', async () => {
  const { open, drawer, time, activityLog } = await openNotifications();
  await open().notify(notificationDraft());
  const { id } = (await drawer()).items[0]!;
  expect(await open().snooze(mine, [id], 60)).toEqual({ unread: 0, changed: 1 });
  await open().notify(notificationDraft());
  await open().readAll(mine);
  await open().clear(mine);
  expect(await open().page(mine, { ...drawerQuery, state: 'snoozed' })).toMatchObject({ total: 1, unread: 0 });
  time.advance(60 * minuteMs - 1);
  await open().beat(time.now());
  expect((await drawer()).unread).toBe(0);
  time.advance(1);
  await open().beat(time.now());
  await open().beat(time.now());
  expect(await drawer()).toMatchObject({ unread: 1, items: [{ id, count: 2, snoozedUntil: null }] });
  const kept = await activityLog.read({ types: ['notification.kept'] }, 0, 10);
  expect(kept.map(({ payload }) => [payload['what'], payload['ids']])).toEqual([
    ['snoozed', [id]],
    ['returned', [id]],
  ]);
});

test('what a reader has switched off is not there, unless it is critical, and is again when they ask for it (CO-9)', async () => {
  const { open, drawer } = await openNotifications();
  const service = open();
  await service.notify(notificationDraft());
  await service.notify(notificationDraft({ isCritical: true, groupKey: 'critical' }));
  const standard = await service.preferences(mine);
  await service.setPreferences(mine, { ...standard, kinds: { ...standard.kinds, execution: 'off' } });
  expect(await drawer()).toMatchObject({ total: 1, unread: 1, items: [{ isCritical: true, isQuiet: false }] });
  expect((await drawer('ana')).total).toBe(2);
  await open().setPreferences(mine, standard);
  expect((await drawer()).total).toBe(2);
  const quietHours = { from: '22:00', to: '07:00', timeZone: 'Europe/Nowhere' };
  await expect(service.setPreferences(mine, { ...standard, quietHours })).rejects.toThrow('use an IANA name');
});

test('the last 200 are kept for each reader and for everybody, the oldest go (CO-8)', async () => {
  const { open, drawer, database } = await openNotifications();
  const service = open();
  for (let index = 1; index <= 205; index += 1) await service.notify(notificationDraft({ groupKey: `${index}` }));
  await service.notify(notificationDraft({ reader: 'ana', groupKey: 'hers' }));
  const { items, total } = await drawer();
  expect([total, items[0]!.position, items.at(-1)!.position]).toEqual([200, 205, 6]);
  expect((await drawer('ana')).items).toMatchObject([{ position: 206 }, ...Array.from({ length: 199 }, () => ({}))]);
  const [count] = await database.read('notifications').count<{ total: number }[]>({ total: '*' });
  expect(count!.total).toBe(201);
});

test('what is to be said once is said once, whatever was read and restarted since, for a week (CO-9)', async () => {
  const { open, drawer, time } = await openNotifications();
  const once = notificationDraft({ onceKey: 'cap:venture:near:2026-11-21' });
  await open().notify(once);
  await open().clear(mine);
  await open().notify(once);
  expect((await drawer()).total).toBe(0);
  time.advance(8 * 24 * 60 * minuteMs);
  await open().notify(notificationDraft({ onceKey: 'another' }));
  await open().notify(once);
  expect((await drawer()).items).toMatchObject([{ count: 2 }]);
});

test('all or nothing: a transaction that fails has told nobody anything', async () => {
  const { open, drawer, activityLog } = await openNotifications();
  const failing = activityLog.write(async (trx, record) => {
    await open().raise(trx, record, notificationDraft({ onceKey: 'k' }));
    throw new Error('changed its mind');
  });
  await expect(failing).rejects.toThrow('changed its mind');
  await open().notify(notificationDraft({ onceKey: 'k' }));
  expect((await drawer()).items).toMatchObject([{ count: 1, position: 1 }]);
});
