import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, ref, shallowRef, toValue, watch } from 'vue';
import { fetchThread } from '../api/community.ts';

const pageSize = 50;

/**
 * A thread with its posts, page by page. New posts are counted and wait: a conversation is a tree, and what is put into
 * it anywhere moves what somebody reads. Votes change where they stand.
 */
export function useThread(threadId: MaybeRefOrGetter<number>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['thread', toValue(threadId), 'posts'] as const),
    queryFn: ({ pageParam }) => fetchThread(toValue(threadId), { limit: pageSize, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: ({ posts }) => {
      const next = posts.offset + posts.items.length;
      return next < posts.total ? next : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const pages = computed(() => query.data.value?.pages ?? []);
  const thread = computed(() => {
    const summary = pages.value.at(-1)?.thread ?? null;
    return summary?.id === toValue(threadId) ? summary : null;
  });
  const loaded = computed(() => (thread.value ? pages.value.flatMap(({ posts }) => posts.items) : []));
  const total = computed(() => pages.value.at(-1)?.posts.total ?? 0);

  /** How many posts there were when somebody last had them all shown. */
  const knownTotal = ref<number | null>(null);
  const freshIds = shallowRef<ReadonlySet<number>>(new Set());
  watch(
    [() => toValue(threadId), thread],
    ([id], [idBefore]) => {
      if (id !== idBefore) {
        knownTotal.value = null;
        freshIds.value = new Set();
      }
      if (thread.value) knownTotal.value ??= total.value;
    },
    { immediate: true },
  );
  const shown = computed(() => loaded.value.filter(({ number }) => number < (knownTotal.value ?? Infinity)));

  async function readAll(): Promise<void> {
    for (let isMore = query.hasNextPage.value; isMore;) {
      const { isError, hasNextPage } = await query.fetchNextPage();
      isMore = hasNextPage && !isError;
    }
  }

  return {
    query,
    thread,
    posts: shown,
    freshIds,
    newCount: computed(() => Math.max(0, total.value - (knownTotal.value ?? total.value))),
    /** Posts that were there and are not read yet. */
    restCount: computed(() => Math.max(0, (knownTotal.value ?? total.value) - shown.value.length)),
    readMore: () => query.fetchNextPage(),
    readAll,
    /** Reads on until a post is there. False if the thread does not have it. */
    async readUntil(postId: number): Promise<boolean> {
      const has = () => loaded.value.some(({ id }) => id === postId);
      for (let isMore = query.hasNextPage.value; isMore && !has();) {
        const { isError, hasNextPage } = await query.fetchNextPage();
        isMore = hasNextPage && !isError;
      }
      return has();
    },
    /** Shows what is new. Returns the first of it. */
    async catchUp(): Promise<number | null> {
      const before = knownTotal.value ?? 0;
      await readAll();
      knownTotal.value = total.value;
      const fresh = loaded.value.filter(({ number }) => number >= before).map(({ id }) => id);
      freshIds.value = new Set(fresh);
      return fresh[0] ?? null;
    },
  };
}
