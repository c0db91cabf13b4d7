import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, shallowReactive } from 'vue';
import { checkProvider, fetchProviders } from '../api/settings.ts';
import { useCommunityLive } from '../live/community-live.ts';

export interface ProviderCheck {
  /** null while it is asked, and where the question itself did not get through. */
  isAnswering: boolean | null;
  sentence: string;
  /** When it was asked. */
  at: string;
  isAsking: boolean;
}

/** Where language comes from, and whether it answers when asked now (BC-7). */
export function useProviders() {
  useCommunityLive();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['providers'], queryFn: fetchProviders, staleTime: 15_000 });
  const checks = shallowReactive(new Map<string, ProviderCheck>());

  async function check(provider: string): Promise<void> {
    if (checks.get(provider)?.isAsking) return;
    const at = new Date().toISOString();
    checks.set(provider, { isAnswering: null, sentence: 'Asking…', at, isAsking: true });
    try {
      const { isAnswering, sentence } = await checkProvider(provider);
      checks.set(provider, { isAnswering, sentence, at, isAsking: false });
      await queries.invalidateQueries({ queryKey: ['providers'] });
    } catch (cause) {
      checks.set(provider, { isAnswering: null, sentence: (cause as Error).message, at, isAsking: false });
    }
  }
  return { providers: computed(() => query.data.value?.items ?? []), query, checks, check };
}
