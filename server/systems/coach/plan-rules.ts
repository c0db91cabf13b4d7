/** Action plans: what may be changed of one, and how it then stands (CO-5, CO-7). Pure. */
import type { ActionPlan, ActionPlanChange, NewPlanTask, PlanPriority, PlanTask } from '../../contract/coach.ts';
import { mostPlanTasks } from '../../contract/coach.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { dayEndMs } from './local-day.ts';

/** A plan as it is kept. Times are ms since 1970. */
export interface PlanState {
  readonly id: string;
  readonly ventureId: string;
  readonly recommendationId: string | null;
  readonly title: string;
  readonly details: string;
  readonly priority: PlanPriority;
  readonly startsOn: string;
  readonly dueOn: string;
  readonly abandonedAtMs: number | null;
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly tasks: readonly PlanTaskState[];
}

export interface PlanTaskState {
  readonly id: string;
  readonly title: string;
  readonly priority: PlanPriority;
  readonly dueOn: string;
  readonly createdAtMs: number;
  readonly doneAtMs: number | null;
  readonly doneBy: string | null;
}

/** @throws {ClaqueError} bad-request, naming the field: due before one of its tasks is. */
export function changedPlan(plan: PlanState, change: ActionPlanChange, nowMs: number): PlanState {
  const { isAbandoned, ...words } = change;
  const last = plan.tasks.map(({ dueOn }) => dueOn).reduce((late, day) => (day > late ? day : late), plan.startsOn);
  if (words.dueOn !== undefined && words.dueOn < last)
    throw wrong('body.dueOn', `must not be before ${last}, when the last of its tasks is due or it starts`);
  const abandonedAtMs =
    isAbandoned === undefined ? plan.abandonedAtMs : isAbandoned ? (plan.abandonedAtMs ?? nowMs) : null;
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
  return { ...plan, ...given, abandonedAtMs, updatedAtMs: nowMs };
}

/** @throws {ClaqueError} bad-request, naming the field: outside of the plan’s time, or one task too many. */
export function assertTask(plan: PlanState, task: Pick<NewPlanTask, 'dueOn'>, isNew: boolean): void {
  if (isNew && plan.tasks.length >= mostPlanTasks) throw wrong('body', `a plan has ${mostPlanTasks} tasks at most`);
  if (task.dueOn < plan.startsOn || task.dueOn > plan.dueOn)
    throw wrong('body.dueOn', `must lie within the plan’s time, ${plan.startsOn} to ${plan.dueOn}`);
}

function wrong(field: string, message: string): ClaqueError {
  return new ClaqueError('bad-request', `${field}: ${message}`, { fields: [{ field, message }] });
}

/** A plan as the API shows it. */
export function shownPlan(plan: PlanState, timeZone: string, nowMs: number): ActionPlan {
  const { abandonedAtMs, createdAtMs, updatedAtMs, ...rest } = plan;
  const isAbandoned = abandonedAtMs !== null;
  const tasks = plan.tasks.map(({ createdAtMs: _, doneAtMs, ...task }): PlanTask => ({
    ...task,
    isDone: doneAtMs !== null,
    doneAt: doneAtMs === null ? null : isoOf(doneAtMs),
    isOverdue: doneAtMs === null && !isAbandoned && dayEndMs(task.dueOn, timeZone) <= nowMs,
  }));
  const doneCount = tasks.filter(({ isDone }) => isDone).length;
  return {
    ...rest,
    state: isAbandoned ? 'abandoned' : doneCount === tasks.length ? 'done' : 'open',
    tasks,
    doneCount,
    overdueCount: tasks.filter(({ isOverdue }) => isOverdue).length,
    createdAt: isoOf(createdAtMs),
    updatedAt: isoOf(updatedAtMs),
  };
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
