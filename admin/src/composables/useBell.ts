import { ref } from 'vue';

export type BellPart = 'questions' | 'notifications';

const isOpen = ref(false);
const part = ref<BellPart>('questions');

/** What waits for whoever sits here: the slide-over behind the bell, one for all views. */
export function useBell() {
  return {
    isOpen,
    part,
    /** @param asked What to look at; by itself it opens at the questions where any is open. */
    open: (asked?: BellPart) => {
      if (asked) part.value = asked;
      isOpen.value = true;
    },
  };
}
