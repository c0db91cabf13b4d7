import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { useThrottleFn } from '@vueuse/core';
import { computed, type MaybeRefOrGetter, onScopeDispose, toValue, watch } from 'vue';
import { fetchScenarios, fetchSessions, pageLimit } from '../api/sessions.ts';
import { useStream } from '../live/stream-store.ts';

/** The sessions, newest first; read anew when the life of one changes. */
export function useSessions() {
  const stream = useStream();
  const queries = useQueryClient();
  const refresh = useThrottleFn(() => queries.invalidateQueries({ queryKey: ['sessions'] }), 1_000, true);
  onScopeDispose(stream.listen('sessions', { since: () => undefined, onActivity: refresh }));
  // What happened between the last reading and the stream’s return was told to nobody.
  watch(
    () => stream.status,
    (status, before) => {
      if (status === 'live' && before === 'reconnecting') void refresh();
    },
  );

  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: () => fetchSessions({ limit: pageLimit, offset: 0 }),
    placeholderData: keepPreviousData,
    // As a ref, not a function: a function is asked again only after a reading, so that polling would not begin.
    refetchInterval: computed(() => (stream.status === 'live' ? false : 10_000)),
  });
  return { sessions: computed(() => query.data.value?.items ?? []), query };
}

export function useScenarios(isWanted: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: ['scenarios'],
    queryFn: fetchScenarios,
    enabled: () => toValue(isWanted),
    staleTime: 60_000,
  });
}
