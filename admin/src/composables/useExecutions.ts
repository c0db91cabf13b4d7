import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { useThrottleFn } from '@vueuse/core';
import { computed, type MaybeRefOrGetter, onScopeDispose, ref, shallowReactive, toValue, watch } from 'vue';
import type { ExecutionPage } from '../../../server/contract/execution.ts';
import { fetchExecutions } from '../api/executions.ts';
import { type ExecutionFilter, fits } from '../components/execution/execution-list.ts';
import { type KnownExecutionActivity, patchExecutions, toExecutionActivity } from '../live/execution-activity.ts';
import { createFrameQueue } from '../live/frame-queue.ts';
import { useStream } from '../live/stream-store.ts';

export const rowsPerPage = 50;
const rereadEveryMs = 1_000;
/** While the stream is down; and how often time left and standing still are asked anew while something runs. Assumed. */
const pollEveryMs = 10_000;
const estimateEveryMs = 15_000;

/**
 * A page of executions, newest first. The stream patches its rows at once; it is read anew a moment later, but never
 * while held: rows keep their places then, and those that are new are counted.
 *
 * @param page From 1.
 */
export function useExecutions(
  ventureId: MaybeRefOrGetter<string>,
  filter: MaybeRefOrGetter<ExecutionFilter>,
  page: MaybeRefOrGetter<number>,
) {
  const stream = useStream();
  const queries = useQueryClient();
  const isHeld = ref(false);
  const newIds = shallowReactive(new Set<string>());
  const hasRunning = ref(false);
  let isStale = false;
  let lastNumber: number | undefined;

  const key = ['executions', 'list'] as const;
  const query = useQuery({
    queryKey: [
      ...key,
      computed(() => toValue(ventureId)),
      computed(() => toValue(filter)),
      computed(() => toValue(page)),
    ],
    queryFn: () =>
      fetchExecutions(toValue(ventureId), {
        ...toValue(filter),
        limit: rowsPerPage,
        offset: (toValue(page) - 1) * rowsPerPage,
      }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: () => !isHeld.value,
    refetchInterval: computed(() => {
      if (isHeld.value) return false;
      if (stream.status !== 'live') return pollEveryMs;
      return hasRunning.value ? estimateEveryMs : false;
    }),
  });

  watch(
    () => query.data.value?.items.some(({ status }) => status === 'running') ?? false,
    (isSo) => (hasRunning.value = isSo),
    { immediate: true },
  );

  const catchUp = () => {
    isStale = false;
    newIds.clear();
    return queries.invalidateQueries({ queryKey: key });
  };
  const reread = useThrottleFn(() => (isHeld.value ? undefined : catchUp()), rereadEveryMs, true);
  const markStale = () => {
    isStale = true;
    void reread();
  };

  const count = (activity: KnownExecutionActivity) => {
    if (activity.type !== 'execution.created' || !isHeld.value || toValue(page) > 1) return;
    const { executionId: id, title, status, kind } = activity.payload;
    if (activity.payload.ventureId !== toValue(ventureId)) return;
    if (fits(toValue(filter), { id, title, status, kind, at: activity.at })) newIds.add(id);
  };
  const queue = createFrameQueue<KnownExecutionActivity>((activities) => {
    queries.setQueriesData<ExecutionPage>(
      { queryKey: key },
      (known) => known && activities.reduce(patchExecutions, known),
    );
    activities.forEach(count);
    markStale();
  });
  onScopeDispose(
    stream.listen('executions', {
      since: () => lastNumber,
      onActivity: (activity) => {
        lastNumber = activity.number;
        const known = toExecutionActivity(activity);
        if (known) queue.push(known);
      },
      onSnapshot: (_, latest) => {
        lastNumber = latest;
        markStale();
      },
    }),
  );
  watch(isHeld, (held) => {
    if (!held && isStale) void catchUp();
  });
  // What a person chooses is read at once, wherever the pointer is.
  watch([() => toValue(ventureId), () => toValue(filter), () => toValue(page)], () => newIds.clear());

  return { query, isHeld, newCount: computed(() => newIds.size), catchUp };
}
