import { useNow } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { openStream, type StreamStatus } from './stream-client.ts';

/** The live stream: one connection for the whole panel, opened with its first use. */
export const useStream = defineStore('stream', () => {
  const status = ref<StreamStatus>('connecting');
  const lastHeardAt = ref<number | null>(null);
  const now = useNow({ interval: 1_000 });
  /** Seconds since anything was heard; null before the first word. */
  const silentSeconds = computed(() =>
    lastHeardAt.value === null ? null : Math.max(0, Math.round((now.value.getTime() - lastHeardAt.value) / 1_000)),
  );

  let heardAt = 0;
  const client = openStream({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/activity`,
    onStatus: (next) => (status.value = next),
    onMessage: () => {
      // At full speed hundreds of messages arrive a second; the badge needs to know once.
      const at = Date.now();
      if (at - heardAt < 250) return;
      heardAt = at;
      lastHeardAt.value = at;
    },
  });

  return { status, silentSeconds, listen: client.listen };
});
