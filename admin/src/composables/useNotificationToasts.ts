import { useToast } from '@nuxt/ui/composables';
import { useDebounceFn } from '@vueuse/core';
import { watch } from 'vue';
import { useRouter } from 'vue-router';
import type { Notification } from '../../../server/contract/notification.ts';
import { isUnread, levelWords, stays } from '../components/notification/notification-words.ts';
import { useNotifications } from '../live/notification-live.ts';
import { plural } from '../numbers.ts';
import { useAbsorbed } from './useAbsorbed.ts';
import { useBell } from './useBell.ts';

/** Long enough to read a title and a sentence. Assumed. */
const shownMs = 6_000;
/** What comes in one go; more than so many of them are one toast. Assumed. */
const togetherMs = 300;
const mostAlone = 2;
const groupId = 'notifications';
const toastIdOf = (id: string) => `notification-${id}`;
const isOurs = (id: string | number | undefined) => id === groupId || String(id).startsWith(toastIdOf(''));

/**
 * Tells of notifications as they come (CO-8): a toast that goes by itself; what failed or is critical stays until it is
 * closed. Many at once are one. None while somebody writes, nor while the drawer shows them; quiet ones make none.
 */
export function useNotificationToasts(): void {
  const toast = useToast();
  const router = useRouter();
  const bell = useBell();
  const notifications = useNotifications();
  const isAbsorbed = useAbsorbed();
  const waiting = new Map<string, Notification>();

  const open = (item: Notification) => {
    void notifications.mark(item, true).catch(() => {});
    if (item.link) void router.push(item.link);
    else bell.open('notifications');
  };
  function show(item: Notification): void {
    const { icon } = levelWords[item.level];
    const id = toastIdOf(item.id);
    const body = {
      title: item.count > 1 ? `${item.title} (×${item.count})` : item.title,
      description: item.text,
      icon,
      color: item.level === 'error' || item.isCritical ? ('error' as const) : ('primary' as const),
      duration: stays(item) ? 0 : shownMs,
      actions: [{ label: item.link ? 'Look' : 'Open', onClick: () => void open(item) }],
    };
    if (toast.toasts.value.some((shown) => shown.id === id && shown.open)) toast.update(id, body);
    else toast.add({ id, ...body });
  }
  function showTogether(items: readonly Notification[]): void {
    const body = {
      title: plural(items.length, 'new notification'),
      description: items.map(({ title }) => title).join(' · '),
      icon: 'i-lucide-inbox',
      color: 'primary' as const,
      duration: shownMs,
      actions: [{ label: 'Open', onClick: () => void bell.open('notifications') }],
    };
    toast.add({ id: groupId, ...body });
  }

  const tell = useDebounceFn(() => {
    if (isAbsorbed.value) return;
    const items = [...waiting.values()].filter(isUnread);
    waiting.clear();
    const lasting = items.filter(stays);
    const passing = items.filter((item) => !stays(item));
    if (passing.length > mostAlone) showTogether(passing);
    else passing.forEach(show);
    lasting.forEach(show);
  }, togetherMs);

  notifications.onArrived((items) => {
    for (const item of items) if (!item.isQuiet && isUnread(item)) waiting.set(item.id, item);
    if (!bell.isOpen.value || bell.part.value !== 'notifications') void tell();
    else waiting.clear();
  });
  watch(isAbsorbed, () => void tell());
  // The drawer shows them: what would go by itself does not lie above it.
  watch([bell.isOpen, bell.part], ([isOpen, part]) => {
    if (!isOpen || part !== 'notifications') return;
    for (const { id, duration } of toast.toasts.value) if (isOurs(id) && duration !== 0) toast.remove(id!);
  });
  // What was read elsewhere, cleared or put aside needs no toast any more.
  watch(
    () => notifications.items,
    (items) => {
      const unreadIds = new Set(items.filter(isUnread).map(({ id }) => id));
      for (const id of waiting.keys()) if (!unreadIds.has(id)) waiting.delete(id);
      for (const { id } of toast.toasts.value)
        if (isOurs(id) && id !== groupId && !unreadIds.has(String(id).slice(toastIdOf('').length))) toast.remove(id!);
    },
  );
}
