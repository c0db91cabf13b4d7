import { computed } from 'vue';
import type { InterventionBody } from '../../../server/contract/activity.ts';

/** Who decides without being a person. */
const machines: ReadonlySet<string> = new Set(['policy', 'demo', 'counterfactual']);

/** The interventions of a session: those that wait for a person, and those that are decided. */
export function useDecisions(interventions: () => readonly InterventionBody[]) {
  const isOpen = ({ state }: InterventionBody) => state === 'awaiting_approval' || state === 'generating';
  const open = computed(() => interventions().filter(isOpen));
  return {
    open,
    closed: computed(() => interventions().filter((intervention) => !isOpen(intervention))),
    /** What was decided in shadow and nobody has answered, oldest first: a new one never takes the place of another. */
    unjudged: computed(() => interventions().filter(({ state, verdict }) => state === 'shadowed' && verdict === null)),
    /** The one that the keys A and D act on: the oldest whose words are there. */
    openNumber: computed(() => open.value.find(({ content }) => content !== null)?.number ?? null),
    /** Those that a person has answered. */
    answeredCount: computed(
      () =>
        interventions().filter(({ verdict, decidedBy }) => verdict !== null || (decidedBy && !machines.has(decidedBy)))
          .length,
    ),
    measuredCount: computed(() => interventions().filter(({ state }) => state === 'measured').length),
  };
}
