import { useQuery } from '@tanstack/vue-query';
import { computed, type MaybeRefOrGetter, toValue, watch } from 'vue';
import type { Post } from '../../../server/contract/community.ts';
import { findHeartbeat } from '../components/community/find-heartbeat.ts';
import { useQueryState } from './useQueryState.ts';

export interface ThreadWhyOptions {
  posts: MaybeRefOrGetter<readonly Post[]>;
  isReady: MaybeRefOrGetter<boolean>;
  readUntil(postId: number): Promise<unknown>;
}

/** Why a post was written: the heartbeat that its author wrote it in. The post’s id stands in the URL. */
export function useThreadWhy({ posts, isReady, readUntil }: ThreadWhyOptions) {
  const asked = useQueryState('why');
  const post = computed(() => toValue(posts).find(({ id }) => String(id) === asked.value) ?? null);
  watch(
    () => toValue(isReady) && asked.value !== null && post.value === null,
    (isUnread) => void (isUnread && readUntil(Number(asked.value))),
    { immediate: true },
  );
  const query = useQuery({
    queryKey: computed(() => ['why', 'post', post.value?.id] as const),
    enabled: () => post.value !== null,
    staleTime: ({ state }) => (state.data ? Infinity : 0),
    queryFn: () => {
      const { id, authorId, parentId } = post.value!;
      return findHeartbeat(authorId, parentId === null ? 'thread' : 'reply', ({ postId }) => postId === id);
    },
  });
  return {
    post,
    query,
    isOpen: computed({
      get: () => asked.value !== null,
      set: (isOpen) => {
        if (!isOpen) asked.value = null;
      },
    }),
    ask: (postId: number) => (asked.value = String(postId)),
  };
}
