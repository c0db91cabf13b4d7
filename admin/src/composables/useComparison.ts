import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { useThrottleFn } from '@vueuse/core';
import { computed, watch } from 'vue';
import { fetchComparison } from '../api/reports.ts';
import { longestComparison } from '../components/session/comparison-figures.ts';
import { useStream } from '../live/stream-store.ts';
import { useQueryState } from './useQueryState.ts';

/** The figures of a session that runs change: read anew at its scores, but no more often than this. Assumed. */
const rereadAtMostEveryMs = 1_000;
/** While the stream is down. */
const pollEveryMs = 10_000;

/** The sessions that the address names, side by side (EC-26). */
export function useComparison() {
  const stream = useStream();
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
    // As a ref, not a function: a function is asked again only after a reading, so that polling would not begin.
    refetchInterval: computed(() => (stream.status === 'live' ? false : pollEveryMs)),
  });
  const reread = useThrottleFn(() => query.refetch({ cancelRefetch: false }), rereadAtMostEveryMs, true);
  // Those that are over, too: one may be reset. As text, so that a reading of the same sessions does not subscribe anew.
  watch(
    () => query.data.value?.sessions.map(({ sessionId }) => sessionId).join(',') ?? '',
    (known, _, onCleanup) => {
      const stops = known
        .split(',')
        .filter(Boolean)
        .map((id) =>
          stream.listen(`session:${id}`, {
            since: () => undefined,
            onActivity: ({ type }) => void (type.startsWith('session.') && reread()),
            onSnapshot: () => void reread(),
          }),
        );
      onCleanup(() => stops.forEach((stop) => stop()));
    },
    { immediate: true },
  );
  // What happened between the last reading and the stream’s return was told to nobody.
  watch(
    () => stream.status,
    (status, before) => void (status === 'live' && before === 'reconnecting' && reread()),
  );
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
