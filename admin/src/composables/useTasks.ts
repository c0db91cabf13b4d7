import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query';
import { useThrottleFn } from '@vueuse/core';
import { computed, type MaybeRefOrGetter, onScopeDispose, ref, shallowRef, toValue, watch } from 'vue';
import type { TaskQuery, TaskStatus } from '../../../server/contract/outreach.ts';
import { fetchTasks, fetchTaskTotals } from '../api/outreach.ts';
import { heldLanes, movedCount, patchLanes, type TaskLane, type TaskLanes } from '../components/outreach/task-lanes.ts';
import { type TaskFilter, taskStatuses } from '../components/outreach/task-list.ts';
import { createFrameQueue } from '../live/frame-queue.ts';
import { type KnownTaskActivity, toTaskActivity } from '../live/outreach-activity.ts';
import { useStream } from '../live/stream-store.ts';

export const rowsPerPage = 50;
const cardsAtFirst = 20;
const cardsMore = 60;
/** The largest page the server gives. */
const cardsAtMost = 500;
/** Assumed: the stream patches what is shown at once, this only sets right what it could not know. */
const rereadEveryMs = 2_000;
const pollEveryMs = 10_000;

interface Wanted {
  filter: TaskFilter;
  sort: TaskQuery['sort'];
  view: 'board' | 'list';
  /** From 1; of the list. */
  page: number;
}

async function readLane(key: TaskLane['key'], query: Partial<TaskQuery>): Promise<TaskLane> {
  const { items, total } = await fetchTasks(query);
  return { key, tasks: items, total };
}

/** The board asks for each status by itself, so that none of them waits behind ten thousand of another. */
async function readLanes(wanted: Wanted, cardCounts: ReadonlyMap<TaskStatus, number>): Promise<TaskLanes> {
  const { filter, sort, view, page } = wanted;
  const { status, ...rest } = filter;
  const asked: readonly TaskStatus[] = status === undefined ? taskStatuses : [status];
  const lanes =
    view === 'list'
      ? [readLane('all', { ...filter, sort, limit: rowsPerPage, offset: (page - 1) * rowsPerPage })]
      : asked.map((key) =>
          readLane(key, {
            ...rest,
            sort,
            status: key,
            limit: cardCounts.get(key) ?? (status ? cardsMore : cardsAtFirst),
          }),
        );
  const [totals, ...read] = await Promise.all([fetchTaskTotals(rest), ...lanes]);
  return { lanes: read, totals };
}

/**
 * The tasks that are wanted, live: the stream moves them at once, and they are read anew a moment later. While held
 * they keep their places, and those that would have moved are counted (OR-9).
 */
export function useTasks(wanted: MaybeRefOrGetter<Wanted>) {
  const stream = useStream();
  const queries = useQueryClient();
  const cardCounts = shallowRef<ReadonlyMap<TaskStatus, number>>(new Map());
  const asked = computed(() => JSON.stringify(toValue(wanted)));
  let lastNumber: number | undefined;

  const key = ['tasks', 'lanes'] as const;
  const query = useQuery({
    queryKey: [...key, computed(() => toValue(wanted)), computed(() => [...cardCounts.value])],
    queryFn: () => readLanes(toValue(wanted), cardCounts.value),
    placeholderData: keepPreviousData,
    refetchInterval: computed(() => (stream.status === 'live' ? false : pollEveryMs)),
  });

  const reread = useThrottleFn(() => queries.invalidateQueries({ queryKey: key }), rereadEveryMs, true);
  const queue = createFrameQueue<KnownTaskActivity>((activities) => {
    const changes = activities.filter(({ type }) => type === 'task.created' || type === 'task.changed');
    for (const [ownKey, known] of queries.getQueriesData<TaskLanes>({ queryKey: key })) {
      if (!known) continue;
      const own = ownKey[2] as Wanted;
      const next = changes.reduce(
        (lanes, { payload }) => patchLanes(lanes, payload as Parameters<typeof patchLanes>[1], own),
        known,
      );
      queries.setQueryData(ownKey, next);
    }
    void reread();
  });
  onScopeDispose(
    stream.listen('outreach', {
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

  const isHeld = ref(false);
  const held = shallowRef<TaskLanes | null>(null);
  const current = computed(() => query.data.value ?? null);
  const catchUp = () => (held.value = current.value);
  let heldFor = '';
  watch(
    [current, isHeld, asked, cardCounts, () => query.isPlaceholderData.value],
    () => {
      const wantedNow = asked.value + JSON.stringify([...cardCounts.value]);
      // What a person chooses is shown at once, wherever the pointer is.
      if (isHeld.value && heldFor === wantedNow) return;
      catchUp();
      if (!query.isPlaceholderData.value) heldFor = wantedNow;
    },
    { immediate: true },
  );
  watch(asked, () => (cardCounts.value = new Map()));

  return {
    query,
    lanes: computed(() => (held.value && current.value ? heldLanes(held.value, current.value) : current.value)),
    isHeld,
    newCount: computed(() => (held.value && current.value ? movedCount(held.value, current.value) : 0)),
    catchUp,
    showMore: (status: TaskStatus, shownCount: number) => {
      cardCounts.value = new Map([...cardCounts.value, [status, Math.min(cardsAtMost, shownCount + cardsMore)]]);
    },
    cardsAtMost,
  };
}
