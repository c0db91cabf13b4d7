import { nextTick, onMounted, watch } from 'vue';
import { useRoute } from 'vue-router';

/** Brings the part of the view that the address names into sight. */
export function useSettingsAnchor(): void {
  const route = useRoute();
  const show = () => {
    const anchor = route.hash.slice(1);
    if (anchor) void nextTick(() => document.getElementById(anchor)?.scrollIntoView({ block: 'start' }));
  };
  onMounted(show);
  watch(() => route.hash, show);
}
