import { useLocalStorage } from '@vueuse/core';
import { computed, ref } from 'vue';
import { type TourStep, tourSteps } from '../components/tour/tour-steps.ts';

/** Which step is shown; null while nobody is being shown around. */
const index = ref<number | null>(null);
/** Offered once: taking it, or saying no to it, is remembered in this browser. */
const isAnswered = useLocalStorage('claque-tour-answered', false);

/** The tour of the Live view (EC-24): offered at a first visit, begun only when asked for, and as often as asked for. */
export function useTour() {
  const end = () => (index.value = null);
  return {
    isOffered: computed(() => !isAnswered.value && index.value === null),
    step: computed<TourStep | null>(() => (index.value === null ? null : (tourSteps[index.value] ?? null))),
    /** From 1. */
    number: computed(() => (index.value ?? 0) + 1),
    count: tourSteps.length,
    decline: () => (isAnswered.value = true),
    start() {
      isAnswered.value = true;
      index.value = 0;
    },
    next: () => (index.value = index.value === null || index.value + 1 >= tourSteps.length ? null : index.value + 1),
    back: () => (index.value = index.value === null ? null : Math.max(0, index.value - 1)),
    end,
  };
}
