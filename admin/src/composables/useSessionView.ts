import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { useChartWindow } from './useChartWindow.ts';
import { useDecisionExplainer } from './useDecisionExplainer.ts';
import { useDecisions } from './useDecisions.ts';
import { useLiveSession } from './useLiveSession.ts';
import { useRunClock } from './useRunClock.ts';
import { useSessionAnnouncements } from './useSessionAnnouncements.ts';
import { useWhy } from './useWhy.ts';

/** A session as it is looked at, by whoever may steer it and by guests alike. */
export function useSessionView(sessionId: MaybeRefOrGetter<string>) {
  const { state, error, accept, retry } = useLiveSession(() => toValue(sessionId));
  const session = computed(() => state.value?.session);
  const isOver = computed(() => session.value?.status === 'ended' || session.value?.status === 'failed');
  const interventions = () => state.value?.interventions ?? [];
  const view = useChartWindow({
    lastTick: () => state.value?.points.at(-1)?.tick ?? 0,
    anomalies: () => state.value?.anomalies ?? [],
    isOver,
  });
  useSessionAnnouncements(() => state.value);
  return {
    state,
    error,
    accept,
    retry,
    session,
    tick: useRunClock(() => session.value),
    isOver,
    interventions,
    decisions: useDecisions(interventions),
    decision: useDecisionExplainer(interventions),
    why: useWhy(() => state.value?.causes ?? new Map()),
    view,
  };
}
