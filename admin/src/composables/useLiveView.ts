import { type MaybeRefOrGetter, ref, toValue } from 'vue';
import { useAgreement } from './useAgreement.ts';
import { useLiveKeys } from './useLiveKeys.ts';
import { usePresenter } from './usePresenter.ts';
import { useQueryState } from './useQueryState.ts';
import { useSessionActions } from './useSessionActions.ts';
import { useSessionView } from './useSessionView.ts';
import { useWhatIf } from './useWhatIf.ts';

/** All that the Live view of a session stands on: what is shown of it, what can be done to it, and the keys. */
export function useLiveView(sessionId: MaybeRefOrGetter<string>) {
  const { accept, ...shown } = useSessionView(sessionId);
  const { state, session, tick, isOver, interventions, decisions, decision, view } = shown;
  const actions = useSessionActions(() => toValue(sessionId), accept);
  const presenter = usePresenter();
  const isTable = useQueryState('table');
  const dismissingNumber = ref<number | null>(null);
  const isInjecting = ref(false);
  const isResetting = ref(false);
  const isStopping = ref(false);

  const standing = useAgreement({
    answeredCount: decisions.answeredCount,
    setMode: (mode) => void actions.setMode(mode),
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

  return {
    ...shown,
    actions,
    standing,
    whatIf,
    presenter,
    dismissingNumber,
    isInjecting,
    isResetting,
    isStopping,
  };
}
