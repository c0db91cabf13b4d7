import { useToast } from '@nuxt/ui/composables';
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowRef } from 'vue';
import type { Pace } from '../../../server/contract/bot.ts';
import { fetchPace, fetchProviders, savePace } from '../api/settings.ts';
import { useBots } from './useBots.ts';

/** How fast the community goes and how it is: its pace, how many bots are in which state, which provider fails. */
export function useCommunityPace() {
  const toast = useToast();
  const queries = useQueryClient();
  const { bots } = useBots();
  const query = useQuery({ queryKey: ['pace'], queryFn: fetchPace });
  const providers = useQuery({ queryKey: ['providers'], queryFn: fetchProviders });
  /** Asked for and not yet confirmed: shown at once, rolled back when refused. */
  const asked = shallowRef<Pace | null>(null);

  async function setPace(pace: Pace): Promise<void> {
    if (asked.value !== null || pace === query.data.value?.pace) return;
    asked.value = pace;
    try {
      queries.setQueryData(['pace'], await savePace({ pace }));
    } catch (cause) {
      toast.add({
        title: 'The pace was not changed',
        description: (cause as Error).message,
        color: 'error',
        icon: 'i-lucide-shield-x',
      });
    } finally {
      asked.value = null;
    }
  }

  return {
    pace: computed(() => asked.value ?? query.data.value?.pace ?? null),
    gapSeconds: computed(() => query.data.value?.gapSeconds ?? 0),
    ownPaceCount: computed(() => query.data.value?.bots.length ?? 0),
    statusCounts: computed(() => {
      const counts = { online: 0, capped: 0, paused: 0, offline: 0 };
      for (const { status } of bots.value) counts[status] += 1;
      return counts;
    }),
    degraded: computed(() => (providers.data.value?.items ?? []).filter(({ health }) => health === 'degraded')),
    setPace,
  };
}
