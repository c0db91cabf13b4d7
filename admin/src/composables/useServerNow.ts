import { createSharedComposable, useIntervalFn } from '@vueuse/core';
import { ref } from 'vue';
import { serverClock } from '../api/server-clock.ts';

/** Often enough that a second is drawn as one. */
const everyMs = 200;

/** The server's time in milliseconds, as it goes on; drawn only, for the server decides what is too late. */
export const useServerNow = createSharedComposable(() => {
  const now = ref(serverClock.now());
  useIntervalFn(() => (now.value = serverClock.now()), everyMs);
  return now;
});
