import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import type { BotAction, Gate } from '../../../server/contract/bot.ts';
import { fetchHeartbeats } from '../api/bots.ts';

const barCount = 100;
const pageLimit = 50;

/** The newest hundred heartbeats, for the bars. */
export function useBotRecentHeartbeats(botId: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ['bot', botId, 'heartbeats', 'recent'],
    queryFn: () => fetchHeartbeats(toValue(botId), { limit: barCount }),
    placeholderData: keepPreviousData,
  });
}

export interface HeartbeatFilter {
  action: BotAction | null;
  gate: Gate | null;
}

/** Heartbeats, newest first, page by page. */
export function useBotHeartbeats(botId: MaybeRefOrGetter<string>, filter: MaybeRefOrGetter<HeartbeatFilter>) {
  const query = useInfiniteQuery({
    queryKey: ['bot', botId, 'heartbeats', 'list', computed(() => toValue(filter))],
    queryFn: ({ pageParam }) => {
      const { action, gate } = toValue(filter);
      return fetchHeartbeats(toValue(botId), {
        limit: pageLimit,
        offset: pageParam,
        ...(action ? { action } : {}),
        ...(gate ? { gate } : {}),
      });
    },
    initialPageParam: 0,
    getNextPageParam: (page) => {
      const next = page.offset + page.items.length;
      return next < page.total ? next : undefined;
    },
    placeholderData: keepPreviousData,
  });
  /** A heartbeat that came between two pages shifts the second: each is shown once. */
  const heartbeats = computed(() => [
    ...new Map(
      (query.data.value?.pages ?? []).flatMap(({ items }) => items.map((item) => [item.number, item] as const)),
    ).values(),
  ]);
  return { heartbeats, total: computed(() => query.data.value?.pages[0]?.total ?? 0), query };
}

/** One heartbeat of a bot by its number; the list has no address for one, but numbers have no gaps. */
export function useBotHeartbeat(botId: MaybeRefOrGetter<string>, number: MaybeRefOrGetter<number | null>) {
  return useQuery({
    queryKey: ['heartbeat', botId, number],
    enabled: () => toValue(number) !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const id = toValue(botId);
      const wanted = toValue(number);
      const newest = await fetchHeartbeats(id, { limit: 1 });
      const offset = (newest.items[0]?.number ?? 0) - (wanted ?? 0);
      const page = offset > 0 ? await fetchHeartbeats(id, { limit: 1, offset }) : newest;
      return page.items.find((heartbeat) => heartbeat.number === wanted) ?? null;
    },
  });
}
