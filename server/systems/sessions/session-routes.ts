/** Routes that start sessions, show them and steer them. A list of declarations, and long for that reason. */
import { z } from 'zod';
import { Activity } from '../../contract/activity.ts';
import { RunFile } from '../../contract/run-file.ts';
import { ListQuery, inQuery, pageOf } from '../../contract/page.ts';
import {
  Anomaly,
  Counterfactual,
  Intervention,
  Metrics,
  ModeRequest,
  Session,
  SessionStatus,
  SpeedRequest,
  StartSession,
  StepRequest,
} from '../../contract/session.ts';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture, readOfSession } from '../../platform/http/route.ts';
import {
  activityExample,
  anomalyExample,
  counterfactualExample,
  interventionExample,
  metricsExample,
  pageExample,
  runFileExample,
  sessionExample,
} from './examples.ts';
import type { SessionService } from './service.ts';

export const SessionId = z
  .string()
  .min(1)
  .max(64)
  .meta({ description: 'Id of a session, such as ses_k3vq7zt2mbxa.', example: 'ses_k3vq7zt2mbxa' });
const params = z.strictObject({ id: SessionId });
const tags = ['sessions'];

const tick = (standard: number) => inQuery(z.int().min(0).max(1_000_000)).default(standard);
const MetricsQuery = z.strictObject({
  from: tick(0).describe('First tick of the range.'),
  to: tick(1_000_000).describe('Last tick of the range.'),
  limit: inQuery(z.int().min(1).max(2_000)).default(500).describe('Points a page, 1 to 2000.'),
  offset: ListQuery.shape.offset,
});
const ActivityQuery = z.strictObject({
  since: inQuery(z.int().min(0)).default(0).describe('Only activities after this number.'),
  limit: ListQuery.shape.limit,
});

const sessionAnswer = (description: string) => ({ 200: { description, schema: Session, example: sessionExample } });

export function sessionRoutes(service: SessionService, activityLog: ActivityLog): Route[] {
  return [...lifeRoutes(service), ...steeringRoutes(service), ...historyRoutes(service, activityLog)];
}

function lifeRoutes(service: SessionService): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/sessions',
      summary: 'Start a session',
      description:
        'Performs a scenario under a seed. The same scenario, seed and inputs always give the same session. A demo has its build-up played before this answers, for which it may not be too big.',
      tags,
      access: ofDefaultVenture('steer'),
      body: StartSession,
      bodyExample: { scenarioId: 'webinar-drop', seed: 1, mode: 'semi', speed: 6 },
      responses: { 201: { description: 'The session.', schema: Session, example: sessionExample } },
      errors: ['not-found'],
      handle: async ({ body }) => ok(await service.start(body), 201),
    }),
    defineRoute({
      method: 'get',
      path: '/api/sessions',
      summary: 'List sessions',
      description: 'Newest first, all of them or those of one status.',
      tags,
      access: ofDefaultVenture('read'),
      query: ListQuery.extend({ status: SessionStatus.optional().describe('Only those of this status.') }),
      responses: {
        200: {
          description: 'A page of sessions.',
          schema: pageOf(Session, 'SessionPage'),
          example: pageExample(sessionExample),
        },
      },
      handle: async ({ query }) => ok(await service.reading.sessions(query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/sessions/{id}',
      summary: 'Show a session',
      description: 'Where it stands, as of the last tick on disk.',
      tags,
      access: readOfSession,
      params,
      responses: sessionAnswer('The session.'),
      errors: ['not-found'],
      handle: async ({ params: { id } }) => ok(await service.reading.session(id)),
    }),
  ];
}

function steeringRoutes(service: SessionService): Route[] {
  const errors = ['not-found', 'illegal-transition'] as const;
  const command = (
    name: string,
    summary: string,
    description: string,
    perform: (id: string, by: string) => Promise<Session>,
  ) =>
    defineRoute({
      method: 'post',
      path: `/api/sessions/{id}/${name}`,
      summary,
      description,
      tags,
      access: ofDefaultVenture('steer'),
      params,
      responses: sessionAnswer('The session afterwards.'),
      errors,
      handle: async ({ params: { id }, caller }) => ok(await perform(id, caller.id)),
    });
  return [
    command('pause', 'Pause a session', 'Its time stands still until it is resumed.', (id, by) =>
      service.pause(id, by),
    ),
    command('resume', 'Resume a session', 'Its time goes on at its speed.', (id, by) => service.resume(id, by)),
    command(
      'stop',
      'Stop a session',
      'Ends it at its next tick, which is performed at once; its digest is then known.',
      (id, by) => service.stop(id, by),
    ),
    command(
      'reset',
      'Reset a session',
      'Performs the same scenario anew from tick 0 under the same seed. Its points, anomalies, interventions and inputs go; its activities stay.',
      (id, by) => service.reset(id, by),
    ),
    defineRoute({
      method: 'post',
      path: '/api/sessions/{id}/step',
      summary: 'Step a paused session',
      description:
        'Performs some ticks at once and answers when they are on disk: of a big session only as many as take half a second.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      body: StepRequest,
      bodyExample: { ticks: 5 },
      responses: sessionAnswer('The session afterwards.'),
      errors,
      handle: async ({ params: { id }, body }) => ok(await service.step(id, body.ticks)),
    }),
    defineRoute({
      method: 'put',
      path: '/api/sessions/{id}/speed',
      summary: 'Set the speed',
      description: 'Seconds of session time per second, or `max`. What happens in the session does not depend on it.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      body: SpeedRequest,
      bodyExample: { speed: 10 },
      responses: sessionAnswer('The session afterwards.'),
      errors,
      handle: async ({ params: { id }, body }) => ok(await service.setSpeed(id, body.speed)),
    }),
    defineRoute({
      method: 'put',
      path: '/api/sessions/{id}/mode',
      summary: 'Set the mode',
      description: 'Takes effect at the next tick; the answer shows it already.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      body: ModeRequest,
      bodyExample: { mode: 'manual' },
      responses: sessionAnswer('The session with the mode that was accepted.'),
      errors,
      handle: async ({ params: { id }, body, caller }) => ok(await service.setMode(id, body.mode, caller.id)),
    }),
  ];
}

function historyRoutes(service: SessionService, activityLog: ActivityLog): Route[] {
  const { reading } = service;
  const errors = ['not-found'] as const;
  return [
    defineRoute({
      method: 'get',
      path: '/api/sessions/{id}/metrics',
      summary: 'Scores and signals by time',
      description:
        'One point every 5 s of session time, oldest first; `from` and `to` are ticks and inclusive. The statistics are over the whole range, not the page.',
      tags,
      access: readOfSession,
      params,
      query: MetricsQuery,
      responses: {
        200: { description: 'A page of points, with statistics.', schema: Metrics, example: metricsExample },
      },
      errors,
      handle: async ({ params: { id }, query }) => ok(await reading.metrics(id, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/sessions/{id}/anomalies',
      summary: 'Anomalies of a session',
      description: 'In the order in which they were detected.',
      tags,
      access: readOfSession,
      params,
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of anomalies.',
          schema: pageOf(Anomaly, 'AnomalyPage'),
          example: pageExample(anomalyExample),
        },
      },
      errors,
      handle: async ({ params: { id }, query }) => ok(await reading.anomalies(id, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/sessions/{id}/interventions',
      summary: 'Interventions of a session',
      description: 'In the order in which they were suggested.',
      tags,
      access: readOfSession,
      params,
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of interventions.',
          schema: pageOf(Intervention, 'InterventionPage'),
          example: pageExample(interventionExample),
        },
      },
      errors,
      handle: async ({ params: { id }, query }) => ok(await reading.interventions(id, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/sessions/{id}/counterfactual',
      summary: 'The same session without interventions',
      description:
        'Score by time beside that of the same run with no intervention, under the same random numbers. The audience model is plausible, not predictive.',
      tags,
      access: readOfSession,
      params,
      responses: {
        200: {
          description: 'Both, and the difference so far.',
          schema: Counterfactual,
          example: counterfactualExample,
        },
      },
      errors,
      handle: async ({ params: { id } }) => ok(await reading.counterfactual(id)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/sessions/{id}/activity',
      summary: 'Activities of a session',
      description:
        'In order of their numbers, after `since`; go on with the last number of a page. `total` counts all that come after `since`.',
      tags,
      access: readOfSession,
      params,
      query: ActivityQuery,
      responses: {
        200: {
          description: 'A page of activities.',
          schema: pageOf(Activity, 'ActivityPage'),
          example: pageExample(activityExample),
        },
      },
      errors,
      handle: async ({ params: { id }, query: { since, limit } }) => {
        await reading.session(id);
        const filter = { sessionId: id };
        const [items, total] = await Promise.all([
          activityLog.read(filter, since, limit),
          activityLog.count(filter, since),
        ]);
        return ok({ items, total, limit, offset: 0 });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/sessions/{id}/run-file',
      summary: 'The run as a file',
      description:
        'Scenario, seed, inputs and digest of a session that has ended: `claque replay` performs it anywhere.',
      tags,
      access: readOfSession,
      params,
      responses: {
        200: { description: 'The run file.', schema: RunFile, example: runFileExample },
      },
      errors: ['not-found', 'illegal-transition'],
      handle: async ({ params: { id } }) => ok(await reading.runFile(id)),
    }),
  ];
}
