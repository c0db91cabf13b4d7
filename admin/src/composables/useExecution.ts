import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { useThrottleFn } from '@vueuse/core';
import { computed, onScopeDispose, ref, watch } from 'vue';
import type { ExecutionDetail } from '../../../server/contract/execution.ts';
import { fetchExecution, fetchExecutionMetrics } from '../api/executions.ts';
import {
  isOver,
  type KnownExecutionActivity,
  patchExecution,
  toExecutionActivity,
} from '../live/execution-activity.ts';
import { createFrameQueue } from '../live/frame-queue.ts';
import { useStream } from '../live/stream-store.ts';
import { usePollWhileCutOff } from './usePollWhileCutOff.ts';

const rereadEveryMs = 500;
/** How often time left and standing still are asked anew while it runs. Assumed. */
const estimateEveryMs = 10_000;

/**
 * One execution, live by its topic of the stream; while the stream is down it is asked for every 2 s until it has ended
 * (EX-7, EX-8).
 */
export function useExecution(executionId: string) {
  const stream = useStream();
  const queries = useQueryClient();
  const key = ['execution', executionId] as const;
  const isGoing = ref(true);
  let lastNumber: number | undefined;

  const head = {
    queryKey: [...key, 'head'],
    queryFn: () => fetchExecution(executionId, { limit: 1, order: 'newest' }),
  };
  const query = useQuery({
    ...head,
    refetchInterval: computed(() => (stream.status === 'live' && isGoing.value ? estimateEveryMs : false)),
  });
  const metrics = useQuery({ queryKey: [...key, 'metrics'], queryFn: () => fetchExecutionMetrics(executionId) });
  const execution = computed(() => query.data.value ?? null);
  watch(
    () => execution.value === null || !isOver(execution.value),
    (isSo) => (isGoing.value = isSo),
    { immediate: true, flush: 'sync' },
  );

  const reread = useThrottleFn(() => queries.invalidateQueries({ queryKey: key }), rereadEveryMs, true);
  const queue = createFrameQueue<KnownExecutionActivity>((activities) => {
    queries.setQueryData<ExecutionDetail>(head.queryKey, (known) => known && activities.reduce(patchExecution, known));
    void reread();
  });
  onScopeDispose(
    stream.listen(`execution:${executionId}`, {
      since: () => lastNumber,
      onActivity: (activity) => {
        lastNumber = activity.number;
        const known = toExecutionActivity(activity);
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
      void metrics.refetch();
      return isOver(known) ? 'over' : 'going';
    },
    () => isGoing.value,
  );

  return { query, execution, metrics };
}
