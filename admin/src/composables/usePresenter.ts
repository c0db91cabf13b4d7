import { computed } from 'vue';
import { useQueryState } from './useQueryState.ts';

/** Presenter mode: large type, no chrome, the whole screen where the browser allows it. */
export function usePresenter() {
  const present = useQueryState('present');
  const isOn = computed(() => present.value !== null);

  const leave = () => {
    if (!isOn.value) return;
    present.value = null;
    if (document.fullscreenElement) void document.exitFullscreen();
  };
  const toggle = () => {
    if (isOn.value) return leave();
    present.value = '1';
    // Without the whole screen it is still presenter mode.
    document.documentElement.requestFullscreen?.().catch(() => undefined);
  };
  return { isOn, toggle, leave };
}
