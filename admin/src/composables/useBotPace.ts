import { useToast } from '@nuxt/ui/composables';
import { useQueryClient } from '@tanstack/vue-query';
import type { Pace } from '../../../server/contract/bot.ts';
import { savePace } from '../api/settings.ts';
import { paceWords } from '../components/bot/bot-words.ts';

/** Changes the pace of all bots, or of one; a refusal is shown and changes nothing (BC-3). */
export function useBotPace() {
  const toast = useToast();
  const queries = useQueryClient();

  /**
   * @param pace null gives a bot the pace of all again.
   * @param botId One bot; absent: all that have no pace of their own.
   */
  async function setPace(pace: Pace | null, botId?: string): Promise<void> {
    try {
      queries.setQueryData(['pace'], await savePace(botId === undefined ? { pace } : { pace, botId }));
      await Promise.all(['bots', 'bot'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
      if (botId === undefined && pace !== null)
        toast.add({ title: `All bots: ${paceWords[pace].label.toLowerCase()}`, icon: paceWords[pace].icon });
    } catch (cause) {
      toast.add({
        title: 'The pace was not changed',
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
    }
  }
  return { setPace };
}
