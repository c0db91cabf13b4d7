/** Routes of action plans. A list of declarations. */
import { z } from 'zod';
import {
  ActionPlan,
  ActionPlanChange,
  ActionPlanPage,
  ActionPlanQuery,
  NewActionPlan,
  NewPlanTask,
  PlanTaskChange,
} from '../../contract/coach.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok } from '../../platform/http/route.ts';
import { planExample } from './examples.ts';
import type { ActionPlans } from './plans.ts';
import type { Ventures } from './ventures.ts';

const tags = ['coach'];
const ventureId = z
  .string()
  .min(1)
  .max(40)
  .meta({ description: 'Id of a venture, such as default.', example: 'default' });
const planId = z.uuid().meta({ description: 'Id of an action plan.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' });
const params = z.strictObject({ ventureId });
const oneParams = z.strictObject({ ventureId, planId });
const taskParams = z.strictObject({
  ventureId,
  planId,
  taskId: z.uuid().meta({ description: 'Id of a task of the plan.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' }),
});
const ventureOf = ({ params: { ventureId: id } }: { readonly params: { readonly ventureId: string } }) => id;
const reads = { right: 'read', ventureOf } as const;
const steers = { right: 'steer', ventureOf } as const;
const base = '/api/ventures/{ventureId}/coach/action-plans';
const shown = { description: 'The plan as it now is.', schema: ActionPlan, example: planExample };

export interface PlanRouteSources {
  readonly ventures: Ventures;
  readonly plans: ActionPlans;
}

export const planRoutes = (sources: PlanRouteSources): Route[] => [...wholeRoutes(sources), ...taskRoutes(sources)];

function wholeRoutes({ ventures, plans }: PlanRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: base,
      summary: 'Action plans of a venture',
      description: 'Newest first, each with its tasks and which of them are overdue in the venture’s time zone.',
      tags,
      access: reads,
      params,
      query: ActionPlanQuery,
      responses: {
        200: {
          description: 'A page of plans.',
          schema: ActionPlanPage,
          example: { items: [planExample], total: 1, limit: 25, offset: 0 },
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id }, query }) => ok(await plans.page(await ventures.one(id), query)),
    }),
    defineRoute({
      method: 'post',
      path: base,
      summary: 'Make an action plan',
      description:
        'Of a recommendation, or of one’s own. The recommendation’s prediction is void from then on: it was about what comes if nobody acts.',
      tags,
      access: steers,
      params,
      body: NewActionPlan,
      bodyExample: {
        recommendationId: null,
        title: 'Get heartbeats going again',
        details: 'The provider answers slowly since Friday.',
        priority: 'high',
        startsOn: '2026-11-21',
        dueOn: '2026-11-25',
        tasks: [{ title: 'Check the provider', priority: 'high', dueOn: '2026-11-22' }],
      },
      responses: { 201: shown },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id }, body, caller }) =>
        ok(await plans.create(await ventures.one(id), body, caller.id), 201),
    }),
    defineRoute({
      method: 'get',
      path: `${base}/{planId}`,
      summary: 'Show an action plan',
      description: 'With its tasks, those due first at the top.',
      tags,
      access: reads,
      params: oneParams,
      responses: { 200: shown },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id, planId: plan } }) => ok(await plans.plan(await ventures.one(id), plan)),
    }),
    defineRoute({
      method: 'patch',
      path: `${base}/{planId}`,
      summary: 'Change an action plan',
      description:
        'Its words, its priority, when it is due, or whether it is abandoned: then nothing of it is overdue.',
      tags,
      access: steers,
      params: oneParams,
      body: ActionPlanChange,
      bodyExample: { isAbandoned: true },
      responses: { 200: shown },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id, planId: plan }, body }) =>
        ok(await plans.change(await ventures.one(id), plan, body)),
    }),
  ];
}

function taskRoutes({ ventures, plans }: PlanRouteSources): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: `${base}/{planId}/tasks`,
      summary: 'Add a task to an action plan',
      description: 'Due within the plan’s time.',
      tags,
      access: steers,
      params: oneParams,
      body: NewPlanTask,
      bodyExample: { title: 'Tell the others', priority: 'low', dueOn: '2026-11-24' },
      responses: { 201: shown },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id, planId: plan }, body }) =>
        ok(await plans.addTask(await ventures.one(id), plan, body), 201),
    }),
    defineRoute({
      method: 'patch',
      path: `${base}/{planId}/tasks/{taskId}`,
      summary: 'Tick a task off, or change it',
      description: 'A task that is done already stays done by whom it was done.',
      tags,
      access: steers,
      params: taskParams,
      body: PlanTaskChange,
      bodyExample: { isDone: true },
      responses: { 200: shown },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id, planId: plan, taskId }, body, caller }) =>
        ok(await plans.changeTask(await ventures.one(id), { planId: plan, taskId }, body, caller.id)),
    }),
  ];
}
