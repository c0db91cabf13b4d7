/** Action plans in the database: rows in, rows out. */
import type { Knex } from 'knex';
import type { ActionPlanQuery } from '../../contract/coach.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { PlanState, PlanTaskState } from './plan-rules.ts';

type PlanRow = Omit<PlanState, 'tasks'>;
type TaskRow = PlanTaskState & { readonly planId: string };

const planColumns = {
  id: 'id',
  ventureId: 'venture_id',
  recommendationId: 'recommendation_id',
  title: 'title',
  details: 'details',
  priority: 'priority',
  startsOn: 'starts_on',
  dueOn: 'due_on',
  abandonedAtMs: 'abandoned_at_ms',
  createdBy: 'created_by',
  createdAtMs: 'created_at_ms',
  updatedAtMs: 'updated_at_ms',
} as const satisfies Record<keyof PlanRow, string>;

const taskColumns = {
  id: 'id',
  planId: 'plan_id',
  title: 'title',
  priority: 'priority',
  dueOn: 'due_on',
  createdAtMs: 'created_at_ms',
  doneAtMs: 'done_at_ms',
  doneBy: 'done_by',
} as const satisfies Record<keyof TaskRow, string>;

/** Newest first. */
export async function listPlans(
  read: Knex,
  ventureId: string,
  { limit, offset, state }: ActionPlanQuery,
): Promise<{ items: PlanState[]; total: number }> {
  const matching = () => {
    const found = read('coach_plans').where({ venture_id: ventureId });
    const openTask = `EXISTS (SELECT 1 FROM coach_plan_tasks t WHERE t.plan_id = coach_plans.id AND t.done_at_ms IS NULL)`;
    if (state === 'abandoned') void found.whereNotNull('abandoned_at_ms');
    else if (state !== undefined)
      void found.whereNull('abandoned_at_ms').whereRaw(state === 'open' ? openTask : `NOT ${openTask}`);
    return found;
  };
  const rows: PlanRow[] = await matching()
    .orderBy([
      { column: 'created_at_ms', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset)
    .select(planColumns);
  const [counted] = await matching().count<{ total: number }[]>({ total: '*' });
  return { items: await withTasks(read, rows), total: counted?.total ?? 0 };
}

/** @throws {ClaqueError} not-found, of another venture's too. */
export async function findPlan(knex: Knex, ventureId: string, id: string): Promise<PlanState> {
  const rows: PlanRow[] = await knex('coach_plans').where({ venture_id: ventureId, id }).select(planColumns);
  const [plan] = await withTasks(knex, rows);
  if (!plan) throw new ClaqueError('not-found', `There is no action plan “${id}” in this venture.`);
  return plan;
}

async function withTasks(knex: Knex, plans: readonly PlanRow[]): Promise<PlanState[]> {
  const rows: TaskRow[] = await knex('coach_plan_tasks')
    .whereIn(
      'plan_id',
      plans.map(({ id }) => id),
    )
    .orderBy(['due_on', 'id'])
    .select(taskColumns);
  const byPlan = Map.groupBy(rows, ({ planId }) => planId);
  return plans.map((plan) => ({
    ...plan,
    tasks: (byPlan.get(plan.id) ?? []).map(({ planId: _, ...task }) => task),
  }));
}

/** Writes a plan with all of its tasks as they now are. */
export async function savePlan(trx: Knex, { tasks, ...plan }: PlanState): Promise<void> {
  await trx('coach_plans').insert(rowOf(plan, planColumns)).onConflict('id').merge();
  for (const task of tasks)
    await trx('coach_plan_tasks')
      .insert(rowOf({ ...task, planId: plan.id }, taskColumns))
      .onConflict('id')
      .merge();
}

function rowOf<Fields extends object>(fields: Fields, columns: Record<keyof Fields, string>): Record<string, unknown> {
  const names = Object.keys(columns) as (keyof Fields)[];
  return Object.fromEntries(names.map((name) => [columns[name], fields[name]]));
}
