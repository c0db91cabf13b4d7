import { useQueryClient } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, ref, shallowReactive, toValue } from 'vue';
import type { InterviewAnswer } from '../../../server/contract/bot.ts';
import { askBot } from '../api/bots.ts';

export interface Said {
  by: 'person' | 'bot';
  text: string;
  /** What came with a bot's words; null for a person's. */
  answer: InterviewAnswer | null;
}

/** The most that the server takes of what was said before. */
const conversationLimit = 40;

/** Talks by bot, while the panel is open: going to another tab and back loses nothing. */
const talks = shallowReactive(new Map<string, readonly Said[]>());

/** A talk with a bot in character; it changes the bot only if asked to (BC-17). */
export function useBotInterview(botId: MaybeRefOrGetter<string>) {
  const queries = useQueryClient();
  const isRemembered = ref(false);
  const isAsking = ref(false);
  const fault = ref<string | null>(null);
  const talk = computed(() => talks.get(toValue(botId)) ?? []);

  /** Returns whether it was answered; if not, `fault` says why and nothing was said. */
  async function ask(question: string): Promise<boolean> {
    const id = toValue(botId);
    const text = question.trim();
    if (text === '' || isAsking.value) return false;
    const before = talk.value;
    isAsking.value = true;
    fault.value = null;
    talks.set(id, [...before, { by: 'person', text, answer: null }]);
    try {
      const conversation = before.slice(-conversationLimit).map((said) => ({ by: said.by, text: said.text }));
      const answer = await askBot(id, { question: text, conversation, isRemembered: isRemembered.value });
      talks.set(id, [...(talks.get(id) ?? []), { by: 'bot', text: answer.text, answer }]);
      for (const part of answer.isRemembered ? ['cap', 'memory'] : ['cap'])
        void queries.invalidateQueries({ queryKey: ['bot', id, part] });
      return true;
    } catch (cause) {
      talks.set(id, before);
      fault.value = (cause as Error).message;
      return false;
    } finally {
      isAsking.value = false;
    }
  }

  return { talk, isRemembered, isAsking, fault, ask, clear: () => talks.delete(toValue(botId)) };
}
