import { flushPromises } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Activity } from '../../../server/contract/activity.ts';
import type { Notification } from '../../../server/contract/notification.ts';
import * as api from '../../../admin/src/api/notifications.ts';
import type { TopicListener } from '../../../admin/src/live/stream-client.ts';
import { useNotifications } from '../../../admin/src/live/notification-live.ts';
import { notification } from './notification-fixtures.ts';

const stream = vi.hoisted(() => ({ listeners: new Map<string, TopicListener>() }));
vi.mock('../../../admin/src/api/notifications.ts');
vi.mock('../../../admin/src/api/community.ts', () => ({
  fetchCommunityActivity: async () => ({ items: [{ number: 7 }] }),
}));
vi.mock('../../../admin/src/api/access.ts', () => ({ fetchVentures: async () => ({ items: [{ id: 'default' }] }) }));
vi.mock('../../../admin/src/live/stream-store.ts', () => ({
  useStream: () => ({
    status: 'live',
    listen: (topic: string, listener: TopicListener) => stream.listeners.set(topic, listener),
  }),
}));

let kept: Notification[] = [];
beforeEach(() => {
  setActivePinia(createPinia());
  vi.useFakeTimers();
  kept = [];
  vi.mocked(api.fetchNotifications).mockImplementation(async () => ({
    items: kept,
    total: kept.length,
    unread: kept.length,
    limit: 200,
    offset: 0,
  }));
});

const told = ({ isRead: _read, snoozedUntil: _until, isQuiet: _quiet, ...rest }: Notification) => rest;
const tell = (type: string, payload: object, number = 8, atMs = Date.now()) =>
  stream.listeners.get('notifications')!.onActivity({
    number,
    type,
    payload,
    at: new Date(atMs).toISOString(),
  } as unknown as Activity);
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
  await flushPromises();
}
async function begun() {
  const store = useNotifications();
  const arrived: string[] = [];
  store.onArrived((items) => void arrived.push(...items.map(({ title }) => title)));
  await settle();
  return { store, arrived };
}

describe('the drawer as the stream tells of it', () => {
  it('tells once of what comes, and not of what was there before (CO-8)', async () => {
    kept = [notification({ title: 'Old' })];
    const { store, arrived } = await begun();
    expect(store.items.map(({ title }) => title)).toEqual(['Old']);
    const fresh = notification({ title: 'New', lastAt: '2026-11-21T10:00:00.000Z' });
    kept = [fresh, ...kept];
    tell('notification.raised', told(fresh));
    tell('notification.raised', told(fresh));
    await settle();
    expect(arrived).toEqual(['New']);
    expect(store.items.map(({ title }) => title)).toEqual(['New', 'Old']);
    tell('notification.kept', { reader: 'panel', what: 'read', ids: [fresh.id] }, 9);
    await settle();
    expect(arrived).toEqual(['New']);
  });

  it('makes no news of what the stream repeats from before the panel was opened (CO-8)', async () => {
    const old = notification({ title: 'Old' });
    kept = [old];
    const { arrived } = await begun();
    tell('notification.raised', told(old), 8, Date.now() - 60_000);
    await settle();
    expect(arrived).toEqual([]);
  });

  it('takes no notice of what is told to others (CO-8)', async () => {
    await begun();
    vi.mocked(api.fetchNotifications).mockClear();
    tell('notification.raised', told(notification({ reader: 'somebody-else' })));
    tell('notification.kept', { reader: 'somebody-else', what: 'read', ids: [] });
    await settle();
    expect(api.fetchNotifications).not.toHaveBeenCalled();
  });

  it('tells again of what was put aside and is back (CO-8)', async () => {
    const back = notification({ title: 'Back' });
    kept = [back];
    const { arrived } = await begun();
    tell('notification.kept', { reader: 'panel', what: 'returned', ids: [back.id] });
    await settle();
    expect(arrived).toEqual(['Back']);
  });

  it('goes on from the last number it heard, and listens from before it read (CO-8)', async () => {
    await begun();
    const { since } = stream.listeners.get('notifications')!;
    expect(since()).toBe(7);
    tell('notification.raised', told(notification()), 31);
    expect(since()).toBe(31);
  });

  it('shows a command at once, and takes back what the server refused (CO-8)', async () => {
    kept = [notification({ title: 'Mine' })];
    const { store } = await begun();
    let refuse = (_: Error) => {};
    vi.mocked(api.markRead).mockReturnValue(new Promise((_, reject) => (refuse = reject)));
    const done = store.mark(store.items[0]!, true).catch(({ message }: Error) => message);
    expect(store.items[0]!.isRead).toBe(true);
    refuse(new Error('no'));
    expect(await done).toBe('no');
    expect(store.items[0]!.isRead).toBe(false);
  });
});
