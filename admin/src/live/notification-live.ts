import { createEventHook, useDebounceFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { Activity } from '../../../server/contract/activity.ts';
import { type Notification, NotificationActivity } from '../../../server/contract/notification.ts';
import { defaultVentureId } from '../../../server/contract/vocabulary.ts';
import { fetchVentures } from '../api/access.ts';
import { fetchCommunityActivity } from '../api/community.ts';
import * as api from '../api/notifications.ts';
import { serverClock } from '../api/server-clock.ts';
import { useAccess } from '../composables/useAccess.ts';
import { usePollWhileCutOff } from '../composables/usePollWhileCutOff.ts';
import { useStream } from './stream-store.ts';

/** The drawer of whoever sits here, of all ventures that they may see, the newest first. */
const mostShown = 200;
/** Assumed: a notification is there within a second, and a hundred of them are read once. */
const settleMs = 100;

/**
 * Notifications (CO-8): read once, then whenever topic `notifications` of the stream tells of one for whoever sits here or
 * of what they did in another panel, from where it was cut off; while it is down they are asked for every 2 s.
 */
export const useNotifications = defineStore('notifications', () => {
  const stream = useStream();
  const { me } = useAccess();
  const items = shallowRef<readonly Notification[]>([]);
  const isLoaded = ref(false);
  const fault = shallowRef<string | null>(null);
  const arrived = createEventHook<[items: Notification[]]>();
  /** Told of, and not read yet. */
  let heardIds = new Set<string>();
  let ventureIds: readonly string[] = [defaultVentureId];
  let lastNumber: number | undefined;
  /** What came before is in the drawer, and no news. */
  let beganMs = Infinity;
  let readCount = 0;

  /** Who reads here; `panel` while access is open. */
  const reader = computed(() => me.value?.id ?? 'panel');
  const ventures = computed(() => [...new Set(items.value.map(({ ventureId }) => ventureId))]);

  async function read(): Promise<'going' | 'failed'> {
    const own = ++readCount;
    const askedIds = heardIds;
    heardIds = new Set();
    const keep = () => (heardIds = new Set([...askedIds, ...heardIds]));
    try {
      const pages = await Promise.all(ventureIds.map(api.fetchNotifications));
      // A later reading is under way: it tells.
      if (own !== readCount) return (keep(), 'going');
      const found = pages.flatMap((page) => page.items);
      items.value = found
        .toSorted((one, other) => Date.parse(other.lastAt) - Date.parse(one.lastAt))
        .slice(0, mostShown);
      fault.value = null;
      const fresh = items.value.filter(({ id }) => askedIds.has(id));
      if (fresh.length > 0) void arrived.trigger(fresh);
      return 'going';
    } catch (cause) {
      keep();
      fault.value = (cause as Error).message;
      return 'failed';
    } finally {
      isLoaded.value = true;
    }
  }

  const readSoon = useDebounceFn(read, settleMs, { maxWait: 5 * settleMs });
  const hear = ({ number, type, payload, at }: Activity) => {
    lastNumber = number;
    serverClock.hearMoment(at);
    const parsed = NotificationActivity.safeParse({ type, payload });
    if (!parsed.success) return;
    const heard = parsed.data;
    const isNews = Date.parse(at) >= beganMs;
    if (heard.payload.reader !== null && heard.payload.reader !== reader.value) return;
    if (heard.type === 'notification.kept') {
      if (isNews && heard.payload.what === 'returned') heard.payload.ids.forEach((id) => heardIds.add(id));
    } else if (isNews) heardIds.add(heard.payload.id);
    void readSoon();
  };

  /** From a number that was before the reading: nothing that comes in between is missed. */
  async function begin(): Promise<void> {
    const [newest, all] = await Promise.all([
      fetchCommunityActivity({ limit: 1 }).catch(() => null),
      fetchVentures().catch(() => null),
    ]);
    lastNumber = newest?.items[0]?.number;
    beganMs = serverClock.now();
    ventureIds = me.value?.ventures ?? all?.items.map(({ id }) => id) ?? ventureIds;
    stream.listen('notifications', { since: () => lastNumber, onActivity: hear, onSnapshot: () => void read() });
    await read();
  }

  usePollWhileCutOff(read);
  watch(
    () => stream.status,
    (status, before) => {
      if (status === 'live' && before === 'reconnecting') void read();
    },
  );
  void begin();

  /** Shown at once as it will be; then as the server says. @throws {ApiError} With the server's sentence. */
  async function change(guess: (item: Notification) => Notification | null, perform: () => Promise<unknown>) {
    items.value = items.value.flatMap((item) => guess(item) ?? []);
    try {
      await perform();
    } finally {
      await read();
    }
  }
  const eachVenture = (perform: (ventureId: string) => Promise<unknown>) => Promise.all(ventures.value.map(perform));
  const isSnoozed = ({ snoozedUntil }: Notification) => snoozedUntil !== null;

  return {
    items,
    isLoaded,
    fault,
    read,
    /** Calls with those that have just come, came again or are back. */
    onArrived: arrived.on,
    mark: ({ id, ventureId }: Notification, isRead: boolean) =>
      change(
        (item) => (item.id === id ? { ...item, isRead, snoozedUntil: null } : item),
        () => api.markRead(ventureId, [id], isRead),
      ),
    markAll: () =>
      change(
        (item) => (isSnoozed(item) ? item : { ...item, isRead: true }),
        () => eachVenture(api.markAllRead),
      ),
    clear: () =>
      change(
        (item) => (isSnoozed(item) ? item : null),
        () => eachVenture(api.clearNotifications),
      ),
    snooze: ({ id, ventureId }: Notification, minutes: number) =>
      change(
        (item) =>
          item.id === id ? { ...item, snoozedUntil: new Date(Date.now() + minutes * 60_000).toISOString() } : item,
        () => api.snooze(ventureId, [id], minutes),
      ),
  };
});
