import { useIntervalFn } from '@vueuse/core';
import { type MaybeRefOrGetter, ref, toValue, watch } from 'vue';
import type { Session } from '../../../server/contract/session.ts';
import { runClock } from '../live/run-clock.ts';

/** The session's clock, moving on between activities at the session's speed. */
export function useRunClock(session: MaybeRefOrGetter<Session | undefined>) {
  const tick = ref(0);
  let heard = { tick: 0, at: 0 };

  const show = () => {
    const current = toValue(session);
    tick.value = current ? runClock(current, heard, performance.now()) : 0;
  };
  watch(
    () => [toValue(session)?.id, toValue(session)?.tick ?? 0, toValue(session)?.status] as const,
    ([, next]) => {
      heard = { tick: next, at: performance.now() };
      show();
    },
    { immediate: true },
  );
  useIntervalFn(show, 100);
  return tick;
}
