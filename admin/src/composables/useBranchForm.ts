import { useQuery } from '@tanstack/vue-query';
import { computed, reactive, ref, toValue, watch, type MaybeRefOrGetter } from 'vue';
import type { InterventionBody } from '../../../server/contract/activity.ts';
import type { ScriptedChange } from '../../../server/contract/scenario.ts';
import type { Session } from '../../../server/contract/session.ts';
import type { InterventionKind } from '../../../server/contract/vocabulary.ts';
import { fetchScenario, fetchStatistics } from '../api/sessions.ts';
import {
  type BranchDraft,
  draftFault,
  emptyIntervention,
  parseSessionTime,
} from '../components/branch/branch-draft.ts';
import { changesFrom } from '../components/branch/script-rows.ts';
import { modesOf } from '../components/session/modes.ts';
import { sessionTime } from '../numbers.ts';

export interface BranchFormOptions {
  session: MaybeRefOrGetter<Session>;
  interventions: MaybeRefOrGetter<readonly InterventionBody[]>;
  fromTick: number;
  /** What to leave out, if the form was opened from an intervention. */
  without: number | null;
}

/** The form that asks what if: what is typed, what can be chosen, and what is wrong with it. */
export function useBranchForm({ session, interventions, fromTick, without }: BranchFormOptions) {
  const isRecorded = toValue(session).isRecorded;
  const draft = reactive<BranchDraft & { from: string }>({
    from: sessionTime(fromTick),
    fromTick,
    kind: without !== null ? 'without' : isRecorded ? 'mode' : 'intervention',
    title: '',
    intervention: emptyIntervention(),
    without,
    isReplaced: false,
    mode: modesOf(toValue(session)).find((mode) => mode !== toValue(session).mode) ?? 'off',
    script: [],
  });
  const delivered = computed(() => toValue(interventions).filter(({ startedTick }) => startedTick !== null));

  watch(
    () => draft.from,
    (text) => (draft.fromTick = parseSessionTime(text)),
  );
  // A branch without an intervention leaves where that one began.
  watch(
    () => [draft.kind, draft.without] as const,
    ([kind, number]) => {
      const start = delivered.value.find((entry) => entry.number === number)?.startedTick;
      if (kind === 'without' && start != null) draft.from = sessionTime(start);
    },
  );

  const scenario = useQuery({
    queryKey: computed(() => ['scenario', toValue(session).scenarioId]),
    queryFn: () => fetchScenario(toValue(session).scenarioId),
    enabled: () => draft.kind === 'script',
    staleTime: Infinity,
  });
  // Until somebody edits it, the script is what is still to come from wherever the branch leaves.
  const isScriptEdited = ref(false);
  watch(
    () => [scenario.data.value, draft.fromTick] as const,
    ([found, tick]) => {
      if (found && tick !== null && !isScriptEdited.value) draft.script = changesFrom(found.script, tick);
    },
    { immediate: true },
  );
  const statistics = useQuery({
    queryKey: computed(() => ['statistics', toValue(session).id]),
    queryFn: () => fetchStatistics(toValue(session).id),
    enabled: !isRecorded,
  });

  return {
    draft,
    delivered,
    scenario,
    editScript(script: ScriptedChange[]): void {
      isScriptEdited.value = true;
      draft.script = script;
    },
    variants: computed(() => {
      const known: Partial<Record<InterventionKind, string[]>> = {};
      for (const { kind, variant } of statistics.data.value?.arms ?? []) (known[kind] ??= []).push(variant);
      return known;
    }),
    fault: computed(() =>
      draftFault(draft, { sessionTick: toValue(session).tick, tickCount: toValue(session).tickCount }),
    ),
  };
}
