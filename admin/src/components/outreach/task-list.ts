/** The tasks that are shown: what the address asks for, their order, and how they are exported. Pure. */
import {
  type Task,
  TaskPriority,
  type TaskQuery,
  TaskQuery as TaskQuerySchema,
  TaskStatus,
} from '../../../../server/contract/outreach.ts';
import { toCsv } from '../../csv.ts';

export const taskSorts = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  due: 'Next call first',
  priority: 'Most urgent first',
  updated: 'Last changed first',
} as const satisfies Record<TaskQuery['sort'], string>;

const filterNames = ['status', 'botId', 'contactId', 'creator', 'text', 'from', 'to'] as const;
export type TaskFilter = Partial<Pick<TaskQuery, (typeof filterNames)[number]>>;
export type Asked = Readonly<Record<(typeof filterNames)[number], string | null>>;

/** What the address asks for; what the server would refuse is passed over. */
export function filterOf(asked: Asked): TaskFilter {
  const filter: Record<string, unknown> = {};
  for (const name of filterNames) {
    const parsed = TaskQuerySchema.shape[name].safeParse(asked[name] ?? undefined);
    if (parsed.success && parsed.data !== undefined) filter[name] = parsed.data;
  }
  return filter;
}

export const sortOf = (asked: string | null): TaskQuery['sort'] =>
  TaskQuerySchema.shape.sort.safeParse(asked ?? undefined).data ?? 'newest';

/** Whether a task belongs into a list, going by what the panel knows of it; the server has the last word. */
export function fits(filter: TaskFilter, task: Task): boolean {
  const { status, botId, contactId, creator, text, from, to } = filter;
  const created = task.createdAt;
  return (
    (status === undefined || status === task.status) &&
    (botId === undefined || botId === task.botId) &&
    (contactId === undefined || contactId === task.contactId) &&
    (creator === undefined || creator === task.creator) &&
    (from === undefined || created >= from) &&
    (to === undefined || created.slice(0, to.length) <= to) &&
    (text === undefined || hasText(task, text))
  );
}

const hasText = ({ objective, context, result }: Task, text: string) =>
  [objective, context, result ?? ''].some((part) => part.toLowerCase().includes(text.toLowerCase()));

const urgency = (task: Task) => TaskPriority.options.indexOf(task.priority);
/** Moments as text sort as they are; what has none comes last. */
const byMoment = (one: string | null, other: string | null) => {
  if (one === other) return 0;
  return other === null || (one !== null && one < other) ? -1 : 1;
};
const orders: Record<TaskQuery['sort'], (one: Task, other: Task) => number> = {
  newest: (one, other) => byMoment(other.createdAt, one.createdAt),
  oldest: (one, other) => byMoment(one.createdAt, other.createdAt),
  due: (one, other) => byMoment(one.nextActionAt, other.nextActionAt),
  priority: (one, other) => urgency(other) - urgency(one),
  updated: (one, other) => byMoment(other.updatedAt, one.updatedAt),
};

/** A list with one more task, before the first that comes after it; the others stay as they are. */
export function withTask(tasks: readonly Task[], task: Task, sort: TaskQuery['sort']): Task[] {
  const place = tasks.findIndex((other) => orders[sort](task, other) < 0);
  return place === -1 ? [...tasks, task] : tasks.toSpliced(place, 0, task);
}

const columns: [string, (task: Task) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['venture', ({ ventureId }) => ventureId],
  ['creator', ({ creator }) => creator],
  ['bot', ({ botId }) => botId],
  ['contact', ({ contactId }) => contactId],
  ['session', ({ sessionId }) => sessionId],
  ['status', ({ status }) => status],
  ['priority', ({ priority }) => priority],
  ['objective', ({ objective }) => objective],
  ['context', ({ context }) => context],
  ['attempts', ({ attemptCount }) => attemptCount],
  ['max_attempts', ({ maxAttempts }) => maxAttempts],
  ['calls', ({ callCount }) => callCount],
  ['open_questions', ({ openQuestionCount }) => openQuestionCount],
  ['next_action_at', ({ nextActionAt }) => nextActionAt],
  ['result', ({ result }) => result],
  ['created_at', ({ createdAt }) => createdAt],
  ['updated_at', ({ updatedAt }) => updatedAt],
  ['ended_at', ({ endedAt }) => endedAt],
];

export const tasksCsv = (tasks: readonly Task[]) =>
  toCsv(
    columns.map(([name]) => name),
    tasks.map((task) => columns.map(([, read]) => read(task))),
  );

export const taskStatuses = TaskStatus.options;
