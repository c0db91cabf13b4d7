/** What people make of recommendations: plans with tasks, ticked off (CO-5, CO-7). Each command is one transaction. */
import type { Knex } from 'knex';
import type {
  ActionPlan,
  ActionPlanChange,
  ActionPlanPage,
  ActionPlanQuery,
  NewActionPlan,
  NewPlanTask,
  PlanTaskChange,
} from '../../contract/coach.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import { newUuid } from '../../platform/database/uuid.ts';
import { announce } from './announce.ts';
import { findRecommendation, voidOpenPrediction } from './feedback.ts';
import type { PlanState, PlanTaskState } from './plan-rules.ts';
import { assertTask, changedPlan, shownPlan } from './plan-rules.ts';
import { findPlan, listPlans, savePlan } from './plan-store.ts';
import type { CoachedVenture } from './store.ts';

export class ActionPlans {
  readonly #read: Knex;
  readonly #activityLog: ActivityLog;
  readonly #clock: Clock;

  constructor({ read, activityLog, clock }: { read: Knex; activityLog: ActivityLog; clock: Clock }) {
    this.#read = read;
    this.#activityLog = activityLog;
    this.#clock = clock;
  }

  async page({ id, timeZone }: CoachedVenture, query: ActionPlanQuery): Promise<ActionPlanPage> {
    const { items, total } = await listPlans(this.#read, id, query);
    const nowMs = this.#clock.now();
    const { limit, offset } = query;
    return { items: items.map((plan) => shownPlan(plan, timeZone, nowMs)), total, limit, offset };
  }

  /** @throws {ClaqueError} not-found. */
  async plan({ id: ventureId, timeZone }: CoachedVenture, id: string): Promise<ActionPlan> {
    return shownPlan(await findPlan(this.#read, ventureId, id), timeZone, this.#clock.now());
  }

  /**
   * Makes a plan. The prediction of the recommendation that it is made of was about what comes if nobody acts: it is void.
   *
   * @throws {ClaqueError} not-found for a recommendation that does not exist.
   */
  create(venture: CoachedVenture, draft: NewActionPlan, by: string): Promise<ActionPlan> {
    return this.#activityLog.write(async (trx, record) => {
      const atMs = this.#clock.now();
      const { recommendationId, tasks, ...words } = draft;
      if (recommendationId !== null) {
        await findRecommendation(trx, venture.id, recommendationId);
        const why = 'Somebody made a plan for it: what would have come without is not known.';
        await voidOpenPrediction(trx, record, recommendationId, why, atMs);
      }
      const plan: PlanState = {
        id: newUuid(atMs),
        ventureId: venture.id,
        recommendationId,
        ...words,
        abandonedAtMs: null,
        createdBy: by,
        createdAtMs: atMs,
        updatedAtMs: atMs,
        tasks: tasks.map((task) => taskOf(task, atMs)),
      };
      return this.#keep(trx, record, venture, plan);
    });
  }

  /** @throws {ClaqueError} not-found; bad-request. */
  change(venture: CoachedVenture, id: string, change: ActionPlanChange): Promise<ActionPlan> {
    return this.#change(venture, id, (plan, nowMs) => changedPlan(plan, change, nowMs));
  }

  /** @throws {ClaqueError} not-found; bad-request. */
  addTask(venture: CoachedVenture, id: string, draft: NewPlanTask): Promise<ActionPlan> {
    return this.#change(venture, id, (plan, nowMs) => {
      assertTask(plan, draft, true);
      return { ...plan, updatedAtMs: nowMs, tasks: [...plan.tasks, taskOf(draft, nowMs)] };
    });
  }

  /** @throws {ClaqueError} not-found; bad-request. */
  changeTask(
    venture: CoachedVenture,
    { planId, taskId }: { planId: string; taskId: string },
    { isDone, ...words }: PlanTaskChange,
    by: string,
  ): Promise<ActionPlan> {
    return this.#change(venture, planId, (plan, nowMs) => {
      const task = plan.tasks.find(({ id }) => id === taskId);
      if (!task) throw new ClaqueError('not-found', `There is no task “${taskId}” in this plan.`);
      const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
      const changed: PlanTaskState = { ...task, ...given, ...ticked(task, isDone, by, nowMs) };
      assertTask(plan, changed, false);
      return { ...plan, updatedAtMs: nowMs, tasks: plan.tasks.map((one) => (one === task ? changed : one)) };
    });
  }

  #change(
    venture: CoachedVenture,
    id: string,
    step: (plan: PlanState, nowMs: number) => PlanState,
  ): Promise<ActionPlan> {
    return this.#activityLog.write(async (trx, record) => {
      const plan = step(await findPlan(trx, venture.id, id), this.#clock.now());
      return this.#keep(trx, record, venture, plan);
    });
  }

  async #keep(trx: Knex, record: RecordActivity, venture: CoachedVenture, plan: PlanState): Promise<ActionPlan> {
    await savePlan(trx, plan);
    const shown = shownPlan(await findPlan(trx, venture.id, plan.id), venture.timeZone, this.#clock.now());
    announce(record, { type: 'coach.plan_changed', payload: shown });
    return shown;
  }
}

const taskOf = ({ title, priority, dueOn }: NewPlanTask, atMs: number): PlanTaskState => ({
  id: newUuid(atMs),
  title,
  priority,
  dueOn,
  createdAtMs: atMs,
  doneAtMs: null,
  doneBy: null,
});

/** Ticked off once: a second time changes nothing. */
function ticked(task: PlanTaskState, isDone: boolean | undefined, by: string, nowMs: number): Partial<PlanTaskState> {
  if (isDone === undefined || isDone === (task.doneAtMs !== null)) return {};
  return isDone ? { doneAtMs: nowMs, doneBy: by } : { doneAtMs: null, doneBy: null };
}
