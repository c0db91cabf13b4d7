/** Tasks side by side by status (the board), or all in one (the list), and what the stream changes in them. Pure. */
import type { Task, TaskDetailPage, TaskEvent, TaskQuery, TaskStatus } from '../../../../server/contract/outreach.ts';
import { fits, type TaskFilter, withTask } from './task-list.ts';

export interface TaskLane {
  /** The status whose tasks these are; all: of any. */
  readonly key: TaskStatus | 'all';
  readonly tasks: readonly Task[];
  /** How many there are, those that are not shown too. */
  readonly total: number;
}
export interface TaskLanes {
  readonly lanes: readonly TaskLane[];
  readonly totals: TaskDetailPage['totals'];
}

export const tasksOf = ({ lanes }: TaskLanes): Map<string, Task> =>
  new Map(lanes.flatMap(({ tasks }) => tasks.map((task) => [task.id, task] as const)));

const isOlder = (one: Task, other: Task) => Date.parse(one.updatedAt) < Date.parse(other.updatedAt);

/**
 * The lanes once a task has changed: it moves to the lane of its status. In the list it keeps its place, and one that is
 * new is left to the next reading, which knows the order.
 */
export function patchLanes(
  before: TaskLanes,
  { task, event }: { task: Task; event: TaskEvent },
  { filter, sort }: { filter: TaskFilter; sort: TaskQuery['sort'] },
): TaskLanes {
  const known = tasksOf(before).get(task.id);
  if (known && isOlder(task, known)) return before;
  const { status: _, ...rest } = filter;
  const isAmong = fits(rest, task);
  const hasMoved = isAmong && event.from !== event.to && (known ? known.status === event.from : event.from === null);
  const step = (status: TaskStatus) =>
    hasMoved ? Number(status === event.to) - Number(known !== undefined && status === event.from) : 0;
  const totals = Object.fromEntries(
    Object.entries(before.totals).map(([status, total]) => [status, Math.max(0, total + step(status as TaskStatus))]),
  ) as TaskLanes['totals'];
  const lanes = before.lanes.map((lane) => patchLane(lane, task, isAmong, sort, totals));
  return { lanes, totals };
}

function patchLane(
  lane: TaskLane,
  task: Task,
  isAmong: boolean,
  sort: TaskQuery['sort'],
  totals: TaskLanes['totals'],
): TaskLane {
  const place = lane.tasks.findIndex(({ id }) => id === task.id);
  if (lane.key === 'all') return place === -1 ? lane : { ...lane, tasks: lane.tasks.with(place, task) };
  const total = totals[lane.key];
  if (lane.key === task.status && place !== -1) return { ...lane, total, tasks: lane.tasks.with(place, task) };
  const others = place === -1 ? lane.tasks : lane.tasks.toSpliced(place, 1);
  const belongs = lane.key === task.status && isAmong;
  return { ...lane, total, tasks: belongs ? withTask(others, task, sort) : others };
}

/** The lanes as they were when the pointer came, each task as it is now: nothing moves, everything is current. */
export function heldLanes(held: TaskLanes, current: TaskLanes): TaskLanes {
  const now = tasksOf(current);
  const lanes = held.lanes.map((lane) => ({
    ...lane,
    total: current.lanes.find(({ key }) => key === lane.key)?.total ?? lane.total,
    tasks: lane.tasks.map((task) => now.get(task.id) ?? task),
  }));
  return { lanes, totals: current.totals };
}

/** How many tasks have come or moved since the lanes were held. */
export function movedCount(held: TaskLanes, current: TaskLanes): number {
  const placesOf = ({ lanes }: TaskLanes) =>
    new Map(lanes.flatMap(({ key, tasks }) => tasks.map(({ id }) => [id, key] as const)));
  const before = placesOf(held);
  return [...placesOf(current)].filter(([id, key]) => before.get(id) !== key).length;
}
