import { nextTick, type Ref, ref, watch } from 'vue';
import { useRoute } from 'vue-router';
import type { Post } from '../../../server/contract/community.ts';
import { ancestorIds } from '../components/community/thread-tree.ts';

export interface ThreadTargetOptions {
  posts: Ref<readonly Post[]>;
  isReady: Ref<boolean>;
  /** Reads on until the post is there; false if the thread does not have it. */
  readUntil(postId: number): Promise<boolean>;
  catchUp(): Promise<unknown>;
  open(postIds: readonly number[]): void;
}

/** The post that the address names (`#post-12`): it is read, uncovered, brought into sight and focused. */
export function useThreadTarget(options: ThreadTargetOptions) {
  const route = useRoute();
  const targetId = ref<number | null>(null);
  const isMissing = ref(false);

  async function goTo(postId: number): Promise<void> {
    targetId.value = postId;
    isMissing.value = false;
    if (!(await options.readUntil(postId))) return void (isMissing.value = true);
    if (!options.posts.value.some(({ id }) => id === postId)) await options.catchUp();
    options.open(ancestorIds(options.posts.value, postId));
    await nextTick();
    const element = document.getElementById(`post-${postId}`);
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
  }

  watch(
    [() => route.hash, options.isReady],
    ([hash, isReady]) => {
      const id = /^#post-(\d+)$/.exec(hash)?.[1];
      if (isReady && id !== undefined) void goTo(Number(id));
      if (id === undefined) targetId.value = null;
    },
    { immediate: true },
  );
  return { targetId, isMissing, goTo };
}
