import { createSharedComposable, useSessionStorage } from '@vueuse/core';
import { computed, ref, watch } from 'vue';
import { askingOf } from '../live/question-queue.ts';
import { useQuestions } from '../live/question-live.ts';
import { useAbsorbed } from './useAbsorbed.ts';
import { useBell } from './useBell.ts';

/**
 * Which question comes up by itself: the oldest that was not put aside, one at a time; never while somebody is in the
 * middle of something or has all of them open behind the bell. One that is shown stays until it is answered, put aside
 * or, where it was closed elsewhere, read (OR-7).
 */
export const useQuestionPrompt = createSharedComposable(() => {
  const questions = useQuestions();
  const { isOpen: isBellOpen } = useBell();
  const isAbsorbed = useAbsorbed();
  /** For this tab, so that reading the page anew does not bring back what was put aside. */
  const aside = useSessionStorage<string[]>('claque-questions-aside', []);
  const shownId = ref<string | null>(null);

  const waiting = computed(() => questions.open.filter((question) => !aside.value.includes(askingOf(question))));
  const shown = computed(() => (shownId.value === null ? null : (questions.known.get(shownId.value) ?? null)));
  const next = computed(() => (shownId.value === null && !isBellOpen.value ? (waiting.value[0] ?? null) : null));
  const show = (id: string) => (shownId.value = id);

  watch(
    [next, isAbsorbed],
    () => {
      if (next.value && !isAbsorbed.value) show(next.value.id);
    },
    { immediate: true },
  );

  /** Puts a question aside: it stays behind the bell. */
  function later(id: string): void {
    const question = questions.known.get(id);
    if (question?.status === 'open') aside.value = [...aside.value, askingOf(question)];
    if (shownId.value === id) shownId.value = null;
  }

  /** Puts aside all that wait now; one that is asked afterwards comes up again. */
  function allLater(): void {
    aside.value = [...new Set([...aside.value, ...questions.open.map(askingOf)])];
    shownId.value = null;
  }

  return {
    shown,
    /** Waits for a moment at which it disturbs nobody. */
    heldBack: computed(() => (isAbsorbed.value ? next.value : null)),
    /** How many come after the one that is shown. */
    moreCount: computed(() => waiting.value.filter(({ id }) => id !== shownId.value).length),
    show,
    later,
    allLater,
    close: () => (shownId.value = null),
  };
});
