import { useEventListener, useResizeObserver } from '@vueuse/core';
import { nextTick, onMounted, watch } from 'vue';
import { useRoute } from 'vue-router';

/**
 * Brings the part of the view that the address names into sight, and keeps it there while what lies above it is still
 * being read; no longer once a person scrolls or does anything else.
 */
export function useSettingsAnchor(): void {
  const route = useRoute();
  let isFollowed = true;
  const show = () => {
    const anchor = route.hash.slice(1);
    if (anchor) void nextTick(() => document.getElementById(anchor)?.scrollIntoView({ block: 'start' }));
  };
  onMounted(show);
  watch(
    () => route.hash,
    () => {
      isFollowed = true;
      show();
    },
  );
  useResizeObserver(document.body, () => {
    if (isFollowed) show();
  });
  for (const type of ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const)
    useEventListener(window, type, () => (isFollowed = false), { passive: true });
}
