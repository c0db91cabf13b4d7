import { computed } from 'vue';
import type { InterventionBody } from '../../../server/contract/activity.ts';
import { useQueryPatch } from './useQueryPatch.ts';
import { useQueryState } from './useQueryState.ts';

/**
 * Which intervention is explained in the slide-over, and which one is picked out on the chart. Both are in the URL, so
 * that an answer can be sent to somebody.
 */
export function useDecisionExplainer(interventions: () => readonly InterventionBody[]) {
  const explained = useQueryState('decision');
  const picked = useQueryState('picked');
  const patch = useQueryPatch();
  const find = (number: string | null) => interventions().find((entry) => String(entry.number) === number) ?? null;
  const intervention = computed(() => find(explained.value));

  const explain = (number: number) => patch({ decision: String(number), picked: String(number) });

  return {
    intervention,
    picked: computed(() => find(picked.value)),
    isOpen: computed({
      get: () => intervention.value !== null,
      set: (isOpen) => {
        if (!isOpen) explained.value = null;
      },
    }),
    explain,
    /** Picks an intervention out on the chart, or lets it go again. */
    pick: (number: number) => (picked.value = picked.value === String(number) ? null : String(number)),
    /** Explains the one before or after the one that is explained. */
    move(by: 1 | -1): void {
      const all = interventions();
      const next = all[all.findIndex(({ number }) => number === intervention.value?.number) + by];
      if (intervention.value && next) explain(next.number);
    },
    /** Explains whatever is nearest to a person's mind: what waits, what is picked, what came last. */
    explainNearest(): void {
      const waits = ({ state, verdict }: InterventionBody) =>
        state === 'awaiting_approval' || state === 'generating' || (state === 'shadowed' && verdict === null);
      const nearest = interventions().findLast(waits) ?? find(picked.value) ?? interventions().at(-1);
      if (nearest) explain(nearest.number);
    },
  };
}
