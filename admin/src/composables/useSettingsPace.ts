import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef } from 'vue';
import type { Pace, PaceChange } from '../../../server/contract/bot.ts';
import { fetchPace, savePace } from '../api/settings.ts';
import { paceWords } from '../components/bot/bot-words.ts';
import { useCommunityLive } from '../live/community-live.ts';
import { useBots } from './useBots.ts';

/** How long a change can be taken back by its notice. */
const undoMs = 5_000;

/** The pace of all and of single bots, changed at once, with 5 s to take it back (BC-3). */
export function useSettingsPace() {
  useCommunityLive();
  const toast = useToast();
  const queries = useQueryClient();
  const { nameOf } = useBots();
  const query = useQuery({ queryKey: ['pace'], queryFn: fetchPace, staleTime: 15_000 });
  /** Asked for and not yet confirmed: shown at once, gone when refused. */
  const asked = shallowRef<PaceChange | null>(null);

  async function put(change: PaceChange): Promise<boolean> {
    asked.value = change;
    try {
      queries.setQueryData(['pace'], await savePace(change));
      for (const key of ['bots', 'bot']) void queries.invalidateQueries({ queryKey: [key] });
      return true;
    } catch (cause) {
      toast.add({
        title: 'The pace was not changed',
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
      return false;
    } finally {
      asked.value = null;
    }
  }

  async function change(next: PaceChange): Promise<void> {
    const state = query.data.value;
    if (!state || asked.value) return;
    const { botId } = next;
    const before = botId === undefined ? state.pace : (state.bots.find((bot) => bot.botId === botId)?.pace ?? null);
    if (before === next.pace || !(await put(next))) return;
    const icon = next.pace === null ? 'i-lucide-users' : paceWords[next.pace].icon;
    toast.add({
      id: 'pace',
      title: `${botId === undefined ? 'All bots' : nameOf(botId)}: ${next.pace === null ? 'the pace of all' : paceWords[next.pace].label.toLowerCase()}`,
      description: 'In force at once.',
      icon,
      duration: undoMs,
      actions: [{ label: 'Undo', onClick: () => void put({ ...next, pace: before }) }],
    });
  }

  const shown = computed(() => {
    const state = query.data.value;
    return state && asked.value?.pace && asked.value.botId === undefined ? { ...state, pace: asked.value.pace } : state;
  });
  return {
    state: computed(() => shown.value ?? null),
    query,
    setAll: (pace: Pace) => change({ pace }),
    /** @param pace null gives the bot the pace of all again. */
    setBot: (botId: string, pace: Pace | null) => change({ pace, botId }),
  };
}
