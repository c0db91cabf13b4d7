import { useToast } from '@nuxt/ui/composables';
import { computed, type MaybeRefOrGetter, ref, toValue, watch } from 'vue';
import type { AnswerQuestion, Question } from '../../../server/contract/question.ts';
import { thanksFor } from '../components/question/question-words.ts';
import { useQuestions } from '../live/question-live.ts';

/** Answers a question, once; a refusal stays beside it in the server's words (OR-7). */
export function useQuestionAnswer(question: MaybeRefOrGetter<Question>) {
  const toast = useToast();
  const questions = useQuestions();
  const fault = ref<string | null>(null);
  const id = () => toValue(question).id;
  watch(id, () => (fault.value = null));

  /** @returns Whether the server took it. */
  async function answer(body: AnswerQuestion): Promise<boolean> {
    fault.value = null;
    try {
      const answered = await questions.answer(id(), body);
      if (answered) toast.add({ title: 'Answered', description: thanksFor(answered), icon: 'i-lucide-check' });
      return answered !== null;
    } catch (cause) {
      fault.value = (cause as Error).message;
      return false;
    }
  }

  return {
    answer,
    fault,
    isSending: computed(() => questions.sendingIds.has(id())),
    /** What is typed and not sent yet. */
    draft: computed({
      get: () => questions.drafts.get(id()) ?? '',
      set: (text) => void questions.drafts.set(id(), text),
    }),
    /** As the stream last told of it; as it was given where it tells of none. */
    current: computed(() => questions.known.get(id()) ?? toValue(question)),
    reader: computed(() => questions.creator),
  };
}
