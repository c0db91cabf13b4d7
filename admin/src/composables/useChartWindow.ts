import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue';
import type { AnomalyBody } from '../../../server/contract/activity.ts';
import { nextAnomaly, windowEnding, windowSeconds } from '../components/session/chart-marks.ts';
import { useQueryState } from './useQueryState.ts';

/** Which five minutes the chart shows: the newest, or those a person went to, or those it stood at when pointed at. */
export function useChartWindow(lastTick: MaybeRefOrGetter<number>, anomalies: MaybeRefOrGetter<readonly AnomalyBody[]>) {
  const at = useQueryState('at');
  const heldEnd = ref<number | null>(null);
  const visited = ref<number | null>(null);
  const chosenEnd = computed(() => (at.value !== null && /^\d+$/.test(at.value) ? Number(at.value) : null));
  const window = computed(() => windowEnding(chosenEnd.value ?? heldEnd.value ?? toValue(lastTick)));

  const follow = () => {
    at.value = null;
    heldEnd.value = null;
  };
  /** Beyond the newest point there is nothing to see: that means following. */
  const scrub = (tick: number) => (tick >= toValue(lastTick) ? follow() : (at.value = String(tick)));

  watch(
    () => toValue(anomalies).length,
    () => (visited.value = null),
  );

  return {
    window,
    isFollowing: computed(() => chosenEnd.value === null && heldEnd.value === null),
    isHeld: computed(() => chosenEnd.value === null && heldEnd.value !== null),
    hold: (isHovered: boolean) => (heldEnd.value = isHovered ? toValue(lastTick) : null),
    follow,
    scrub,
    /** Shows the next anomaly in the middle of the window; null if there is none. */
    jump(): AnomalyBody | null {
      const next = nextAnomaly(toValue(anomalies), visited.value ?? -1);
      if (!next) return null;
      visited.value = next.tick;
      scrub(next.tick + windowSeconds / 2);
      return next;
    },
  };
}
