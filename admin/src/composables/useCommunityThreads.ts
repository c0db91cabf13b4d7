import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, ref, shallowRef, toValue, watch } from 'vue';
import type { ThreadQuery, ThreadSummary } from '../../../server/contract/community.ts';
import { fetchThreads } from '../api/community.ts';

export type ThreadFilter = Pick<ThreadQuery, 'sort' | 'authorId' | 'search'>;

/** The most that one export reads: the largest page the server gives. */
const exportLimit = 500;

/** A page of threads; while it is pointed at, it keeps its order and what it shows, and counts what is new. */
export function useCommunityThreads(
  filter: MaybeRefOrGetter<ThreadFilter>,
  page: MaybeRefOrGetter<{ limit: number; offset: number }>,
) {
  const asked = computed(() => ({ ...toValue(filter), ...toValue(page) }));
  const query = useQuery({
    queryKey: computed(() => ['threads', asked.value] as const),
    queryFn: () => fetchThreads(asked.value),
    placeholderData: keepPreviousData,
  });
  const current = computed(() => query.data.value?.items ?? []);
  const isHeld = ref(false);
  const kept = shallowRef<readonly ThreadSummary[]>([]);
  const catchUp = () => (kept.value = current.value);
  // What a person asked for is shown at once, wherever the pointer is: while it loads, and when it is there.
  let answered: unknown = null;
  watch(
    [current, isHeld, () => query.isPlaceholderData.value],
    ([, held, isOld]) => {
      if (!held || (!isOld && answered !== asked.value)) catchUp();
      if (!isOld) answered = asked.value;
    },
    { immediate: true },
  );
  const currentById = computed(() => new Map(current.value.map((thread) => [thread.id, thread])));

  return {
    query,
    total: computed(() => query.data.value?.total ?? 0),
    shown: computed(() => kept.value.map((thread) => currentById.value.get(thread.id) ?? thread)),
    newCount: computed(() => current.value.filter(({ id }) => !kept.value.some((thread) => thread.id === id)).length),
    isHeld,
    catchUp,
    fetchAll: () => fetchThreads({ ...toValue(filter), limit: exportLimit }),
  };
}
