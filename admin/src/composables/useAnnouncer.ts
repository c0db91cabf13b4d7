import { ref } from 'vue';

const message = ref('');

/** The panel's one polite live region: says changes of state, nothing else. */
export function useAnnouncer() {
  return { message, announce: (text: string) => (message.value = text) };
}
