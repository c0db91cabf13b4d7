import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { fetchCaps } from '../api/settings.ts';
import { useCommunityLive } from '../live/community-live.ts';
import { budgetLeft } from '../components/bot/budget.ts';

/** What the venture may still spend today; read again when an activity says that something was spent. */
export function useBotBudget() {
  useCommunityLive();
  const query = useQuery({ queryKey: ['caps'], queryFn: fetchCaps, staleTime: 15_000 });
  return { left: computed(() => (query.data.value ? budgetLeft(query.data.value.venture) : null)), query };
}
