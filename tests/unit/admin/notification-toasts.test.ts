import { createEventHook } from '@vueuse/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, reactive, ref } from 'vue';
import type { Notification } from '../../../server/contract/notification.ts';
import { useBell } from '../../../admin/src/composables/useBell.ts';
import { useNotificationToasts } from '../../../admin/src/composables/useNotificationToasts.ts';
import { notification } from './notification-fixtures.ts';

interface Shown {
  id: string;
  title: string;
  duration: number;
  open?: boolean;
}
const isAbsorbed = ref(false);
const toasts = ref<Shown[]>([]);
const arrived = createEventHook<[Notification[]]>();
const store = reactive({ items: [] as Notification[], onArrived: arrived.on, mark: async () => {} });
vi.mock('vue-router', () => ({ useRouter: () => ({ push: async () => {} }) }));
vi.mock('../../../admin/src/composables/useAbsorbed.ts', () => ({ useAbsorbed: () => isAbsorbed }));
vi.mock('../../../admin/src/live/notification-live.ts', () => ({ useNotifications: () => store }));
vi.mock('@nuxt/ui/composables', () => ({
  useToast: () => ({
    toasts,
    add: (toast: Shown) => toasts.value.push({ ...toast, open: true }),
    update: (id: string, toast: Shown) =>
      (toasts.value = toasts.value.map((one) => (one.id === id ? { ...one, ...toast } : one))),
    remove: (id: string) => (toasts.value = toasts.value.filter((one) => one.id !== id)),
  }),
}));

const scope = { stop: () => {} };
beforeEach(() => {
  vi.useFakeTimers();
  toasts.value = [];
  isAbsorbed.value = false;
  useBell().isOpen.value = false;
  const own = effectScope();
  own.run(useNotificationToasts);
  scope.stop = () => own.stop();
});
afterEach(() => scope.stop());

async function come(...items: Notification[]): Promise<void> {
  store.items = [...items, ...store.items];
  await arrived.trigger(items);
  await vi.advanceTimersByTimeAsync(500);
}
const titles = () => toasts.value.map(({ title }) => title);

describe('toasts of notifications', () => {
  it('go by themselves, but stay where something failed or is critical (CO-8)', async () => {
    await come(notification({ title: 'Passes' }), notification({ title: 'Stays', level: 'error' }));
    const lasting = Object.fromEntries(toasts.value.map(({ title, duration }) => [title, duration === 0]));
    expect(lasting).toEqual({ Passes: false, Stays: true });
  });

  it('are one where many come at once, but for what must be seen by itself (CO-8)', async () => {
    await come(...Array.from({ length: 5 }, () => notification()), notification({ title: 'Urgent', isCritical: true }));
    expect(titles()).toEqual(['5 new notifications', 'Urgent']);
  });

  it('are not made of quiet ones, nor of those that were read meanwhile (CO-9)', async () => {
    await come(notification({ isQuiet: true }), notification({ isRead: true }));
    expect(titles()).toEqual([]);
  });

  it('wait while somebody writes (CO-8)', async () => {
    isAbsorbed.value = true;
    await come(notification({ title: 'Later' }));
    expect(titles()).toEqual([]);
    isAbsorbed.value = false;
    await vi.advanceTimersByTimeAsync(500);
    expect(titles()).toEqual(['Later']);
  });

  it('count repeats in the one that is there, and go where it was read elsewhere (CO-8)', async () => {
    const first = notification({ title: 'Again' });
    await come(first);
    const repeated = { ...first, count: 3 };
    store.items = [];
    await come(repeated);
    expect(titles()).toEqual(['Again (×3)']);
    store.items = [{ ...repeated, isRead: true }];
    await vi.advanceTimersByTimeAsync(500);
    expect(titles()).toEqual([]);
  });
});
