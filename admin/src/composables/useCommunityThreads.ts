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
    queryFn: async ({ queryKey: [, question] }) => ({ question, page: await fetchThreads(question) }),
    placeholderData: keepPreviousData,
  });
  const current = computed(() => query.data.value?.page.items ?? []);
  const isHeld = ref(false);
  const kept = shallowRef<readonly ThreadSummary[]>([]);
  const catchUp = () => (kept.value = current.value);
  let answered = '';
  watch(
    [() => query.data.value, isHeld],
    ([data, held]) => {
      const question = JSON.stringify(data?.question);
      // What a person asked for is shown as soon as it is there, wherever the pointer is.
      if (!held || question !== answered) catchUp();
      answered = question;
    },
    { immediate: true },
  );
  const currentById = computed(() => new Map(current.value.map((thread) => [thread.id, thread])));

  return {
    query,
    total: computed(() => query.data.value?.page.total ?? 0),
    shown: computed(() => kept.value.map((thread) => currentById.value.get(thread.id) ?? thread)),
    newCount: computed(() => current.value.filter(({ id }) => !kept.value.some((thread) => thread.id === id)).length),
    isHeld,
    catchUp,
    fetchAll: () => fetchThreads({ ...toValue(filter), limit: exportLimit }),
  };
}
