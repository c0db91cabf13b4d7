import { useEventListener } from '@vueuse/core';
import { computed, type Ref, shallowRef } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';

/** Asks before what is not saved is lost: on the way to another view, and by the browser when its tab is closed. */
export function useSettingsLeave(isDirty: Readonly<Ref<boolean>>) {
  const answer = shallowRef<((isLeaving: boolean) => void) | null>(null);
  const reply = (isLeaving: boolean) => {
    answer.value?.(isLeaving);
    answer.value = null;
  };
  onBeforeRouteLeave(() => {
    if (!isDirty.value) return true;
    reply(false);
    return new Promise<boolean>((resolve) => (answer.value = resolve));
  });
  useEventListener(window, 'beforeunload', (event) => {
    if (isDirty.value) event.preventDefault();
  });
  return {
    isAsking: computed({
      get: () => answer.value !== null,
      set: (isOpen) => {
        if (!isOpen) queueMicrotask(() => reply(false));
      },
    }),
    leave: () => reply(true),
  };
}
