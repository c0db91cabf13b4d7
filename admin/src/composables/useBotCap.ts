import { useQuery } from '@tanstack/vue-query';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { fetchCostCap } from '../api/bots.ts';

/** What a bot may spend and where it stands today; read again after whatever asked a model for it. */
export function useBotCap(botId: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['bot', botId, 'cap'],
    queryFn: () => fetchCostCap(toValue(botId)),
    staleTime: 30_000,
  });
}
