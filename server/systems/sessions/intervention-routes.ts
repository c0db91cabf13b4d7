/** Routes about interventions: asked for, answered, looked back on. */
import { z } from 'zod';
import { ListQuery, pageOf } from '../../contract/page.ts';
import {
  AcceptedInput,
  DismissRequest,
  Intervention,
  InterventionStatistics,
  ManualRequest,
  VerdictRequest,
} from '../../contract/session.ts';
import { defaultVentureId } from '../../contract/vocabulary.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import { interventionExample, pageExample, statisticsExample } from './examples.ts';
import type { SessionService } from './service.ts';
import { SessionId } from './session-routes.ts';

const tags = ['interventions'];
const params = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(80)
    .meta({ description: 'Id of an intervention, such as ses_k3vq7zt2mbxa-1.', example: 'ses_k3vq7zt2mbxa-1' }),
});
const errors = ['not-found', 'illegal-transition'] as const;
const InterventionPage = pageOf(Intervention, 'InterventionHistory');

export function interventionRoutes(service: SessionService): Route[] {
  return [...answerRoutes(service), ...lookBackRoutes(service)];
}

function answerRoutes(service: SessionService): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/interventions/manual',
      summary: 'Intervene by hand',
      description:
        'Recorded as an input and performed at the session’s next tick, where it gets its number; an `input.refused` activity says if it could not be (cooling down, for one).',
      tags,
      access: ofDefaultVenture('steer'),
      body: ManualRequest,
      bodyExample: {
        sessionId: 'ses_k3vq7zt2mbxa',
        kind: 'POLL',
        text: 'Shall we take a break?',
        options: ['Yes', 'No'],
      },
      responses: {
        202: {
          description: 'Recorded; `input.tick` says when it takes effect.',
          schema: AcceptedInput,
          example: {
            sessionId: 'ses_k3vq7zt2mbxa',
            input: { kind: 'manual', tick: 326, by: 'panel', intervention: { kind: 'POLL' } },
          },
        },
      },
      errors,
      handle: async ({ body: { sessionId, ...intervention }, caller }) =>
        ok(await service.answers.manual(sessionId, intervention, caller.id), 202),
    }),
    defineRoute({
      method: 'post',
      path: '/api/interventions/{id}/approve',
      summary: 'Approve a suggestion',
      description:
        'On disk before this answers; delivered at the session’s next tick. Only a suggestion that is awaiting approval can be approved, and only once.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      responses: {
        200: { description: 'The intervention as accepted.', schema: Intervention, example: interventionExample },
      },
      errors,
      handle: async ({ params: { id }, caller }) => ok(await service.answers.approve(id, caller.id)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/interventions/{id}/dismiss',
      summary: 'Dismiss a suggestion',
      description: 'With a reason, which the policy learns from.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      body: DismissRequest,
      bodyExample: { reason: 'We are about to take a break.' },
      responses: {
        200: {
          description: 'The intervention as accepted.',
          schema: Intervention,
          example: { ...interventionExample, state: 'dismissed', dismissReason: 'We are about to take a break.' },
        },
      },
      errors,
      handle: async ({ params: { id }, body, caller }) => ok(await service.answers.dismiss(id, body.reason, caller.id)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/interventions/{id}/verdict',
      summary: 'Judge a decision made in shadow mode',
      description:
        'Whether you would have done it; the policy learns from that. Once for each, and only while its session goes on; it takes effect at the next tick, and the answer shows it already.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      body: VerdictRequest,
      bodyExample: { verdict: 'agree' },
      responses: {
        200: {
          description: 'The intervention with its verdict.',
          schema: Intervention,
          example: { ...interventionExample, state: 'shadowed', expiresTick: null, endedTick: 322, verdict: 'agree' },
        },
      },
      errors,
      handle: async ({ params: { id }, body, caller }) => ok(await service.answers.judge(id, body.verdict, caller.id)),
    }),
  ];
}

function lookBackRoutes(service: SessionService): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/interventions/history/{sessionId}',
      summary: 'Interventions of a session',
      description: 'In the order in which they were suggested.',
      tags,
      access: ofDefaultVenture('read'),
      params: z.strictObject({ sessionId: SessionId }),
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of interventions.',
          schema: InterventionPage,
          example: pageExample(interventionExample),
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { sessionId }, query }) => ok(await service.reading.interventions(sessionId, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/interventions/history/event/{eventId}',
      summary: 'Interventions of an event',
      description: 'Of all its sessions, newest first.',
      tags,
      access: ofDefaultVenture('read'),
      params: z.strictObject({
        eventId: z
          .string()
          .min(1)
          .max(80)
          .meta({ description: 'Id of an event, as its sessions carry it.', example: 'evt_autumn-summit' }),
      }),
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of interventions.',
          schema: InterventionPage,
          example: pageExample(interventionExample),
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { eventId }, query }) => ok(await service.reading.eventInterventions(eventId, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/interventions/stats/{sessionId}',
      summary: 'What the interventions came to',
      description:
        'Counts, mean delta and uplift by kind, and what the policy has learnt about each arm, with 95% credible intervals.',
      tags,
      access: {
        right: 'read',
        ventureOf: () => defaultVentureId,
        sessionOf: ({ params: { sessionId } }) => sessionId,
      },
      params: z.strictObject({ sessionId: SessionId }),
      responses: {
        200: { description: 'The statistics.', schema: InterventionStatistics, example: statisticsExample },
      },
      errors: ['not-found'],
      handle: async ({ params: { sessionId } }) => ok(await service.statistics(sessionId)),
    }),
  ];
}
