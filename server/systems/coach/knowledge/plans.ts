/** Tasks of action plans: what is due and not done (CO-7). */
import type { Knex } from 'knex';
import type { PlanPriority } from '../../../contract/coach.ts';
import { dayEndMs } from '../local-day.ts';
import { dayCount, dayMs } from './days.ts';
import type { DataReader } from './datum.ts';

export interface PlanData {
  readonly openTaskCount: number;
  /** The longest overdue first. */
  readonly overdue: readonly OverdueTask[];
  /** How many were overdue at the end of each of the 24 hours, oldest first. */
  readonly overdueCounts: readonly number[];
}

export interface OverdueTask {
  readonly planId: string;
  readonly planTitle: string;
  readonly title: string;
  readonly priority: PlanPriority;
  readonly overdueDays: number;
}

interface TaskRow {
  planId: string;
  planTitle: string;
  title: string;
  priority: PlanPriority;
  dueOn: string;
  doneAtMs: number | null;
  createdAtMs: number;
  abandonedAtMs: number | null;
}

export function planReader(read: Knex): DataReader<PlanData> {
  return async ({ ventureId, timeZone, atMs }) => {
    const rows: TaskRow[] = await read('coach_plan_tasks as task')
      .join('coach_plans as plan', 'plan.id', 'task.plan_id')
      .where('plan.venture_id', ventureId)
      .andWhere('task.created_at_ms', '<', atMs)
      .orderBy(['task.due_on', 'task.id'])
      .select({
        planId: 'plan.id',
        planTitle: 'plan.title',
        title: 'task.title',
        priority: 'task.priority',
        dueOn: 'task.due_on',
        doneAtMs: 'task.done_at_ms',
        createdAtMs: 'task.created_at_ms',
        abandonedAtMs: 'plan.abandoned_at_ms',
      });
    if (rows.length === 0) return { missing: 'There is no action plan.' };
    const isOpen = ({ createdAtMs, doneAtMs, abandonedAtMs }: TaskRow, ms: number) =>
      createdAtMs < ms && (doneAtMs === null || doneAtMs > ms) && (abandonedAtMs === null || abandonedAtMs > ms);
    const overdueAt = (ms: number) => rows.filter((row) => isOpen(row, ms) && dayEndMs(row.dueOn, timeZone) <= ms);
    return {
      value: {
        openTaskCount: rows.filter((row) => isOpen(row, atMs)).length,
        overdue: overdueAt(atMs).map(({ planId, planTitle, title, priority, dueOn }) => ({
          planId,
          planTitle,
          title,
          priority,
          overdueDays: (atMs - dayEndMs(dueOn, timeZone)) / dayMs,
        })),
        overdueCounts: Array.from(
          { length: dayCount },
          (_, index) => overdueAt(atMs - (dayCount - 1 - index) * dayMs).length,
        ),
      },
    };
  };
}
