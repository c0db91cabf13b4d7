import { useToast } from '@nuxt/ui/composables';
import { useQueryClient } from '@tanstack/vue-query';
import { type MaybeRefOrGetter, ref, toValue } from 'vue';
import type { BotSummary } from '../../../server/contract/bot.ts';
import { beatNow, resumeBot } from '../api/bots.ts';
import { useBotPace } from './useBotPace.ts';

/** What a person can do to a bot; a refusal is shown and changes nothing. */
export function useBotActions(botId: MaybeRefOrGetter<string>) {
  const toast = useToast();
  const queries = useQueryClient();
  const { setPace } = useBotPace();
  const isBeating = ref(false);

  const refused = (title: string, cause: unknown) =>
    toast.add({ title, description: (cause as Error).message, color: 'error', icon: 'i-lucide-shield-x' });

  /** One heartbeat, now. Returns its number; null if there was none. */
  async function beat(): Promise<number | null> {
    if (isBeating.value) return null;
    isBeating.value = true;
    try {
      const id = toValue(botId);
      const { number } = await beatNow(id);
      await queries.invalidateQueries({ queryKey: ['bot', id] });
      return number;
    } catch (cause) {
      refused('No heartbeat came', cause);
      return null;
    } finally {
      isBeating.value = false;
    }
  }

  /** A bot that a person paused gets the pace of all again; one that its provider stopped is resumed as such. */
  async function resume(bot: BotSummary): Promise<void> {
    if (bot.pace === 'paused') return setPace(bot.isPaceOwn ? null : 'normal', bot.id);
    try {
      await resumeBot(bot.id);
      await Promise.all(['bots', 'bot'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    } catch (cause) {
      refused('The bot could not be resumed', cause);
    }
  }

  return { beat, isBeating, resume, pause: () => setPace('paused', toValue(botId)), setPace };
}
