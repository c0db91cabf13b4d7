import { useQuery } from '@tanstack/vue-query';
import { createSharedComposable } from '@vueuse/core';
import { computed } from 'vue';
import { fetchBots } from '../api/bots.ts';
import { useCommunityLive } from '../live/community-live.ts';

/** The largest page the server gives: more bots than a community has. */
const pageLimit = 500;

/** All bots, cached and kept current by the stream; shared by whoever names one. */
export const useBots = createSharedComposable(() => {
  useCommunityLive();
  const query = useQuery({
    queryKey: ['bots'],
    queryFn: () => fetchBots({ limit: pageLimit }),
    staleTime: 60_000,
  });
  const bots = computed(() => query.data.value?.items ?? []);
  const byId = computed(() => new Map(bots.value.map((bot) => [bot.id, bot])));
  return {
    bots,
    byId,
    /** Its name; its id where the bot is not known (any more). */
    nameOf: (id: string) => byId.value.get(id)?.name ?? id,
    query,
  };
});
