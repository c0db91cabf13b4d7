import { computed, type MaybeRefOrGetter, ref, toValue } from 'vue';
import { useAgreement } from './useAgreement.ts';
import { useChartWindow } from './useChartWindow.ts';
import { useDecisionExplainer } from './useDecisionExplainer.ts';
import { useDecisions } from './useDecisions.ts';
import { useLiveKeys } from './useLiveKeys.ts';
import { useLiveSession } from './useLiveSession.ts';
import { usePresenter } from './usePresenter.ts';
import { useQueryState } from './useQueryState.ts';
import { useRunClock } from './useRunClock.ts';
import { useSessionActions } from './useSessionActions.ts';
import { useSessionAnnouncements } from './useSessionAnnouncements.ts';
import { useWhatIf } from './useWhatIf.ts';
import { useWhy } from './useWhy.ts';

/** All that the Live view of a session stands on: the session, what can be done to it, what is shown of it, and the keys. */
export function useLiveView(sessionId: MaybeRefOrGetter<string>) {
  const { state, error, accept, retry } = useLiveSession(() => toValue(sessionId));
  const actions = useSessionActions(() => toValue(sessionId), accept);
  const why = useWhy(() => state.value?.causes ?? new Map());
  const presenter = usePresenter();
  const isTable = useQueryState('table');
  const dismissingNumber = ref<number | null>(null);
  const isInjecting = ref(false);
  const isResetting = ref(false);
  const isStopping = ref(false);

  const session = computed(() => state.value?.session);
  const tick = useRunClock(() => session.value);
  const isOver = computed(() => session.value?.status === 'ended' || session.value?.status === 'failed');
  const interventions = () => state.value?.interventions ?? [];
  const decisions = useDecisions(interventions);
  const standing = useAgreement({
    answeredCount: decisions.answeredCount,
    setMode: (mode) => void actions.setMode(mode),
  });
  const decision = useDecisionExplainer(interventions);
  const view = useChartWindow({
    lastTick: () => state.value?.points.at(-1)?.tick ?? 0,
    anomalies: () => state.value?.anomalies ?? [],
    isOver,
  });
  const whatIf = useWhatIf({
    scrubbedTick: () => Math.min(view.window.value.to, tick.value),
    turningTick: () =>
      decision.picked.value?.startedTick ??
      state.value?.anomalies[0]?.tick ??
      Math.round((session.value?.tick ?? 2) / 2),
    sessionTick: () => session.value?.tick ?? 0,
    tickCount: () => session.value?.tickCount ?? 0,
    startOf: (number) => interventions().find((entry) => entry.number === number)?.startedTick ?? null,
  });
  useLiveKeys({
    state: () => state.value,
    actions,
    openSuggestion: () => decisions.openNumber.value,
    askMode: standing.ask,
    askedInShadow: () => (isOver.value ? null : (decisions.unjudged.value[0]?.number ?? null)),
    dismissingNumber,
    isInjecting,
    isResetting,
    isStopping,
    isTable,
    explain: decision.explainNearest,
    askWhatIf: whatIf.openHere,
    jump: view.jump,
    follow: view.follow,
    toggleWhole: view.toggleWhole,
    togglePresenter: presenter.toggle,
    leavePresenter: presenter.leave,
  });
  useSessionAnnouncements(() => state.value);

  return {
    state,
    error,
    retry,
    session,
    tick,
    isOver,
    actions,
    decisions,
    standing,
    decision,
    why,
    view,
    whatIf,
    presenter,
    dismissingNumber,
    isInjecting,
    isResetting,
    isStopping,
  };
}
