import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { useThrottleFn } from '@vueuse/core';
import { computed, onScopeDispose, ref, watch } from 'vue';
import type { TaskDetail } from '../../../server/contract/outreach.ts';
import { fetchTask } from '../api/outreach.ts';
import { isOver } from '../components/outreach/outreach-words.ts';
import { createFrameQueue } from '../live/frame-queue.ts';
import { hasGap, type KnownTaskActivity, patchTask, toTaskActivity } from '../live/outreach-activity.ts';
import { useStream } from '../live/stream-store.ts';
import { usePollWhileCutOff } from './usePollWhileCutOff.ts';

const rereadEveryMs = 1_000;

/** One task with all that belongs to it, live by its topic of the stream: turns appear as they are spoken (OR-9). */
export function useTask(taskId: string) {
  const stream = useStream();
  const queries = useQueryClient();
  const queryKey = ['task', taskId] as const;
  const isGoing = ref(true);
  let lastNumber: number | undefined;

  const head = { queryKey, queryFn: () => fetchTask(taskId) };
  const query = useQuery(head);
  const task = computed(() => query.data.value ?? null);
  watch(
    () => task.value === null || !isOver(task.value),
    (isSo) => (isGoing.value = isSo),
    { immediate: true },
  );

  const reread = useThrottleFn(() => queries.invalidateQueries({ queryKey }), rereadEveryMs, true);
  const queue = createFrameQueue<KnownTaskActivity>((activities) => {
    const known = queries.getQueryData<TaskDetail>(queryKey);
    if (!known) return void reread();
    let isMissing = false;
    const next = activities.reduce((detail, activity) => {
      isMissing ||= hasGap(detail, activity);
      return patchTask(detail, activity);
    }, known);
    queries.setQueryData(queryKey, next);
    if (isMissing || activities.some(({ type }) => type !== 'call.turn')) void reread();
  });
  onScopeDispose(
    stream.listen(`task:${taskId}`, {
      since: () => lastNumber,
      onActivity: (activity) => {
        lastNumber = activity.number;
        const known = toTaskActivity(activity);
        if (known) queue.push(known);
      },
      onSnapshot: (_, latest) => {
        lastNumber = latest;
        void reread();
      },
    }),
  );

  usePollWhileCutOff(
    async () => {
      // Its own waits between attempts, not those of the cache.
      const known = await queries.fetchQuery({ ...head, staleTime: 0, retry: false });
      return isOver(known) ? 'over' : 'going';
    },
    () => isGoing.value,
  );

  return { query, task, reread: () => void reread() };
}
