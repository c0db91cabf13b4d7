import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import type { MemoryKind } from '../../../server/contract/bot.ts';
import type { Page } from '../../../server/contract/page.ts';
import { fetchBotMemory, fetchColdMemory, fetchWarmMemory } from '../api/bots.ts';

/** Entries a page: the specification's defaults (BC-13). */
const warmLimit = 50;
const coldLimit = 10;

const nextOffset = ({ offset, items, total }: Page<unknown>) =>
  offset + items.length < total ? offset + items.length : undefined;

/** What a bot remembers at a glance: what its last heartbeat saw, and how much lies below. */
export const useBotMemory = (botId: MaybeRefOrGetter<string>) =>
  useQuery({ queryKey: ['bot', botId, 'memory'], queryFn: () => fetchBotMemory(toValue(botId)) });

/** Warm memories of one kind, strongest first, page by page. */
export function useBotWarmMemory(
  botId: MaybeRefOrGetter<string>,
  kind: MaybeRefOrGetter<MemoryKind>,
  search: MaybeRefOrGetter<string>,
) {
  const query = useInfiniteQuery({
    queryKey: ['bot', botId, 'memory', 'warm', kind, search],
    queryFn: ({ pageParam }) => {
      const words = toValue(search).trim();
      const page = { kind: toValue(kind), limit: warmLimit, offset: pageParam };
      return fetchWarmMemory(toValue(botId), words === '' ? page : { ...page, search: words });
    },
    initialPageParam: 0,
    getNextPageParam: nextOffset,
    placeholderData: keepPreviousData,
  });
  return {
    memories: computed(() => (query.data.value?.pages ?? []).flatMap(({ items }) => items)),
    total: computed(() => query.data.value?.pages[0]?.total ?? 0),
    query,
  };
}

/** Cold memories, newest first, page by page. */
export function useBotColdMemory(botId: MaybeRefOrGetter<string>) {
  const query = useInfiniteQuery({
    queryKey: ['bot', botId, 'memory', 'cold'],
    queryFn: ({ pageParam }) => fetchColdMemory(toValue(botId), { limit: coldLimit, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: nextOffset,
  });
  return {
    memories: computed(() => (query.data.value?.pages ?? []).flatMap(({ items }) => items)),
    total: computed(() => query.data.value?.pages[0]?.total ?? 0),
    query,
  };
}
