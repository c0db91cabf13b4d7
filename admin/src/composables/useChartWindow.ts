import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue';
import type { AnomalyBody } from '../../../server/contract/activity.ts';
import { nextAnomaly, wholeWindow, windowEnding, windowSeconds } from '../components/session/chart-marks.ts';
import { useQueryState } from './useQueryState.ts';

export interface ChartWindowOptions {
  lastTick: MaybeRefOrGetter<number>;
  anomalies: MaybeRefOrGetter<readonly AnomalyBody[]>;
  isOver: MaybeRefOrGetter<boolean>;
}

/**
 * What the chart shows: the newest five minutes, those a person went to, those it stood at when pointed at, or the
 * whole session, which is how a session that is over is shown at first.
 */
export function useChartWindow({ lastTick, anomalies, isOver }: ChartWindowOptions) {
  /** `whole`, `newest`, or the tick at which the window ends; left out: whichever fits a session that runs or is over. */
  const at = useQueryState('at');
  const heldEnd = ref<number | null>(null);
  const visited = ref<number | null>(null);
  const chosenEnd = computed(() => (at.value !== null && /^\d+$/.test(at.value) ? Number(at.value) : null));
  const newestEnd = computed(() => heldEnd.value ?? toValue(lastTick));
  const isWhole = computed(() => at.value === 'whole' || (at.value === null && toValue(isOver)));
  const window = computed(() =>
    isWhole.value ? wholeWindow(newestEnd.value) : windowEnding(chosenEnd.value ?? newestEnd.value),
  );

  const follow = () => {
    at.value = toValue(isOver) ? 'newest' : null;
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
    isWhole,
    toggleWhole: () => (isWhole.value ? follow() : (at.value = 'whole')),
    isFollowing: computed(
      () => chosenEnd.value === null && (heldEnd.value === null || heldEnd.value >= toValue(lastTick)),
    ),
    isHeld: computed(() => chosenEnd.value === null && heldEnd.value !== null),
    hold: (isPointedAt: boolean) => (heldEnd.value = isPointedAt ? (heldEnd.value ?? toValue(lastTick)) : null),
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
