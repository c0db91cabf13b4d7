import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { fetchComparison } from '../api/reports.ts';
import { longestComparison } from '../components/session/comparison-figures.ts';
import { useQueryState } from './useQueryState.ts';

/** The figures of a session that runs change: read again this often, while one does. Assumed. */
const rereadEveryMs = 5_000;

/** The sessions that the address names, side by side (EC-26). */
export function useComparison() {
  const named = useQueryState('ids');
  const ids = computed({
    get: () => [...new Set(named.value?.split(',').filter(Boolean))].slice(0, longestComparison),
    set: (list: readonly string[]) => (named.value = list.length > 0 ? list.join(',') : null),
  });
  const query = useQuery({
    queryKey: ['comparison', ids],
    queryFn: () => fetchComparison(ids.value),
    enabled: () => ids.value.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.sessions.some(({ status }) => status === 'running') ? rereadEveryMs : false,
  });
  return {
    ids,
    query,
    /** In the order of the address; what was taken out is gone at once. */
    sessions: computed(() => {
      const byId = new Map(query.data.value?.sessions.map((session) => [session.sessionId, session]));
      return ids.value.map((id) => byId.get(id)).filter((session) => session !== undefined);
    }),
    remove: (id: string) => (ids.value = ids.value.filter((other) => other !== id)),
    add: (id: string) => (ids.value = [...ids.value, id]),
  };
}
