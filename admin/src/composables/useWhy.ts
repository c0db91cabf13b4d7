import { computed } from 'vue';
import type { KnownActivity } from '../live/known-activity.ts';
import { whyOf } from '../live/sentences.ts';
import { useQueryState } from './useQueryState.ts';

/** The activity whose causes are shown; in the URL, so that an answer can be sent to somebody. */
export function useWhy(known: () => ReadonlyMap<number, KnownActivity>) {
  const asked = useQueryState('why');
  const chain = computed(() => (asked.value === null ? [] : whyOf(Number(asked.value), known())));
  return {
    chain,
    isOpen: computed({
      get: () => chain.value.length > 0,
      set: (isOpen) => {
        if (!isOpen) asked.value = null;
      },
    }),
    ask: (number: number) => (asked.value = String(number)),
  };
}
