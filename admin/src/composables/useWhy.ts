import { computed } from 'vue';
import type { KnownActivity } from '../live/known-activity.ts';
import { newestAbout, whyOf } from '../live/sentences.ts';
import { useQueryState } from './useQueryState.ts';

/** The activity whose causes are shown; in the URL, so that an answer can be sent to somebody. */
export function useWhy(known: () => ReadonlyMap<number, KnownActivity>) {
  const asked = useQueryState('why');
  const chain = computed(() => (asked.value === null ? [] : whyOf(Number(asked.value), known())));
  const ask = (number: number) => (asked.value = String(number));
  return {
    chain,
    isOpen: computed({
      get: () => chain.value.length > 0,
      set: (isOpen) => {
        if (!isOpen) asked.value = null;
      },
    }),
    ask,
    /** Of an anomaly or an intervention, by its number in the session. */
    askAbout(subject: 'anomaly' | 'intervention', subjectNumber: number): void {
      const number = newestAbout(subject, subjectNumber, known());
      if (number !== null) ask(number);
    },
  };
}
