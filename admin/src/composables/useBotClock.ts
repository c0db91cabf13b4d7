import { createSharedComposable, useNow } from '@vueuse/core';
import { computed } from 'vue';

/** The time in milliseconds since 1970, anew each second: one clock for all countdowns. */
export const useBotClock = createSharedComposable(() => {
  const now = useNow({ interval: 1_000 });
  return computed(() => now.value.getTime());
});
