import { useToast } from '@nuxt/ui/composables';
import { onScopeDispose, watch } from 'vue';
import { useBots } from './useBots.ts';
import { useQuestionPrompt } from './useQuestionPrompt.ts';

let noticeCount = 0;

/** Says that a question waits while it would disturb; it comes up once nobody writes any more, or on a click (OR-7). */
export function useQuestionNotice(): void {
  const toast = useToast();
  const { nameOf } = useBots();
  const { heldBack, show, later } = useQuestionPrompt();
  let shownAs: string | null = null;

  const clear = () => {
    if (shownAs !== null) toast.remove(shownAs);
    shownAs = null;
  };
  watch(
    () => heldBack.value?.id,
    (id) => {
      clear();
      const question = heldBack.value;
      if (!id || !question) return;
      noticeCount += 1;
      const own = `question-${noticeCount}`;
      shownAs = own;
      toast.add({
        id: own,
        title: `${nameOf(question.botId)} has a question`,
        description: question.text,
        icon: 'i-lucide-message-circle-question-mark',
        duration: 0,
        actions: [{ label: 'Answer', onClick: () => void show(id) }],
        // By whoever closes it; taken back by us, it is no longer the one that is shown.
        'onUpdate:open': (isOpen) => {
          if (!isOpen && shownAs === own && heldBack.value?.id === id) later(id);
        },
      });
    },
    { immediate: true },
  );
  onScopeDispose(clear);
}
