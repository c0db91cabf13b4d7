import { ref } from 'vue';

const isOpen = ref(false);

/** What waits for whoever sits here: the slide-over behind the bell, one for all views. */
export function useBell() {
  return { isOpen, open: () => (isOpen.value = true) };
}
