/** Routes of executions. A list of declarations. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Right } from '../../contract/access.ts';
import {
  CancelExecution,
  Execution,
  ExecutionDetail,
  ExecutionMetrics,
  ExecutionPage,
  ExecutionPatch,
  ExecutionQuery,
  ExecutionReceipt,
  LogQuery,
  NewExecution,
} from '../../contract/execution.ts';
import { ModelCallPage, ModelCallQuery } from '../../contract/model-call.ts';
import { ListQuery } from '../../contract/page.ts';
import type { Route, RouteAccess, RouteResult } from '../../platform/http/route.ts';
import { defineRoute, ok } from '../../platform/http/route.ts';
import {
  executionDetailExample,
  executionExample,
  executionMetricsExample,
  executionPageExample,
  modelCallPageExample,
  receiptExample,
} from './examples.ts';
import type { ExecutionReading } from './reading.ts';
import { isOver } from './rules.ts';
import type { ExecutionService } from './service.ts';

const tags = ['executions'];
const params = z.strictObject({
  executionId: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'Id of an execution, a UUID.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' }),
});
const headers = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7E]{1,200}$/, 'use 1 to 200 printable characters without spaces')
    .optional()
    .meta({
      description: 'Makes a repeat harmless for 24 hours: the same key and body are done once and get the same answer.',
      example: '7d1f0c52-hall-lights',
    }),
});

export interface ExecutionRouteSources {
  readonly service: ExecutionService;
  readonly reading: ExecutionReading;
}

/** An execution belongs to the venture that it was created for. */
const ofExecution = (
  reading: ExecutionReading,
  right: Right,
): RouteAccess<{ readonly executionId: string }, unknown, unknown> => ({
  right,
  ventureOfThing: ({ params: { executionId } }) => reading.ventureOf(executionId),
});

export const executionRoutes = (sources: ExecutionRouteSources): Route[] => [
  ...readingRoutes(sources),
  ...writingRoutes(sources),
];

function readingRoutes({ reading }: ExecutionRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/agents/execution-logs/{ventureId}',
      summary: 'Executions of a venture',
      description:
        'Newest first, each with its progress. `from` and `to` are about when it was created. `totals` counts by status.',
      tags,
      access: { right: 'read', ventureOf: ({ params: { ventureId } }) => ventureId },
      params: z.strictObject({
        ventureId: z
          .string()
          .min(1)
          .max(80)
          .meta({ description: 'Id of a venture, such as default.', example: 'default' }),
      }),
      query: ExecutionQuery,
      responses: {
        200: {
          description: 'A page of executions, with totals.',
          schema: ExecutionPage,
          example: executionPageExample,
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { ventureId }, query }) => ok(await reading.page(ventureId, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/agents/executions/{executionId}',
      summary: 'Show an execution with its log',
      description:
        'Carries an ETag: with If-None-Match the answer is 304 while nothing differs. One that has ended may be kept for 30 s, one that has not must be asked for again each time. A tail goes on with `after`, the last position seen.',
      tags,
      access: ofExecution(reading, 'read'),
      params,
      query: LogQuery,
      responses: {
        200: {
          description: 'The execution, and a page of its log.',
          schema: ExecutionDetail,
          example: executionDetailExample,
        },
        304: { description: 'Nothing differs from what the ETag sent stands for.' },
      },
      errors: ['not-found'],
      handle: async ({ params: { executionId }, query }) => cacheable(await reading.detail(executionId, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/agents/executions/{executionId}/metrics',
      summary: 'What was measured of an execution',
      description:
        'Its duration, how much of its stages it has completed, how long each took, how many entries of each level its log has, and what was recorded by name.',
      tags,
      access: ofExecution(reading, 'read'),
      params,
      query: ListQuery,
      responses: {
        200: { description: 'The figures.', schema: ExecutionMetrics, example: executionMetricsExample },
      },
      errors: ['not-found'],
      handle: async ({ params: { executionId }, query }) => ok(await reading.metrics(executionId, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/agents/executions/{executionId}/model-calls',
      summary: 'What language models were asked for an execution, and what they answered',
      description:
        'In the order in which they ended, each with its prompt and its answer. They are kept for less long than the execution itself: `modelCallCount` of that counts all.',
      tags,
      access: ofExecution(reading, 'read'),
      params,
      query: ModelCallQuery,
      responses: {
        200: { description: 'A page of calls.', schema: ModelCallPage, example: modelCallPageExample },
      },
      errors: ['not-found'],
      handle: async ({ params: { executionId }, query }) => ok(await reading.modelCalls(executionId, query)),
    }),
  ];
}

function writingRoutes({ service, reading }: ExecutionRouteSources): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/agents/executions',
      summary: 'Create an execution',
      description: 'For work that is performed elsewhere and tracked here. It is on disk when this answers.',
      tags,
      access: { right: 'track', ventureOf: ({ body: { ventureId } }) => ventureId },
      audit: 'own',
      headers,
      body: NewExecution,
      bodyExample: { kind: 'call', title: 'Ask the venue about the projector', stageCount: 4, status: 'running' },
      responses: { 201: { description: 'The execution.', schema: Execution, example: executionExample } },
      errors: ['not-found', 'key-reused', 'unavailable'],
      handle: async ({ body, headers: { 'idempotency-key': key }, caller }) =>
        ok(await service.create(body, key, caller.id), 201),
    }),
    defineRoute({
      method: 'patch',
      path: '/api/agents/executions/{executionId}/logs',
      summary: 'Append to an execution’s log, and say how far it is',
      description:
        'One or many entries, kept in their order; with them, or without any, the stage it is in from now on, its status, and figures. All of a request takes effect or nothing, and it is on disk when this answers. `status` running starts it, completed and failed end it: nothing can be added afterwards.',
      tags,
      access: ofExecution(reading, 'track'),
      audit: 'daily',
      params,
      headers,
      body: ExecutionPatch,
      bodyExample: {
        entries: [{ level: 'info', message: 'The line is ringing.', context: { attempt: 1 } }],
        stage: { number: 2, name: 'dial' },
        metrics: [{ name: 'ringSeconds', value: 6.2 }],
      },
      responses: { 200: { description: 'What is on disk now.', schema: ExecutionReceipt, example: receiptExample } },
      errors: ['not-found', 'illegal-transition', 'key-reused', 'unavailable'],
      handle: async ({ params: { executionId }, body, headers: { 'idempotency-key': key }, caller }) =>
        ok(await service.patch(executionId, body, key, caller.id)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/agents/executions/{executionId}/cancel',
      summary: 'Call an execution off',
      description:
        'Heartbeats, branches and reports that the server is performing stop as soon as they can; a decision of a session cannot be called off here. Work performed elsewhere has to look for itself.',
      tags,
      access: ofExecution(reading, 'steer'),
      audit: 'own',
      params,
      body: CancelExecution,
      bodyExample: { reason: 'The venue has answered by mail.' },
      responses: {
        200: {
          description: 'The execution, cancelled.',
          schema: Execution,
          example: {
            ...executionExample,
            status: 'cancelled',
            reason: 'The venue has answered by mail.',
            endedAt: '2026-11-21T09:00:12.000Z',
          },
        },
      },
      errors: ['not-found', 'illegal-transition', 'unavailable'],
      handle: async ({ params: { executionId }, body: { reason }, caller }) =>
        ok(await service.cancel(executionId, reason, caller.id)),
    }),
  ];
}

/** Time alone changes what is said of one that runs: it is compared as a whole, and never kept unasked. */
function cacheable(detail: ExecutionDetail): RouteResult {
  const digest = createHash('sha256').update(JSON.stringify(detail)).digest('base64url').slice(0, 22);
  const cacheControl = isOver(detail.status) ? 'private, max-age=30' : 'private, no-cache';
  return { ...ok(detail), etag: `"${digest}"`, cacheControl };
}
