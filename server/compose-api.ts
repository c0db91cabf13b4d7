/** Composition of the API: every route, the documents that describe them, and the app that they are asked through. */
import type { Express } from 'express';
import packageJson from '../package.json' with { type: 'json' };
import type { Core } from './compose-core.ts';
import { once } from './kernel/once.ts';
import { knownSecrets } from './known-secrets.ts';
import { createApp } from './platform/http/create-app.ts';
import type { HealthCheck } from './platform/http/document-routes.ts';
import { documentRoutes, healthRoutes, metricsRoute } from './platform/http/document-routes.ts';
import { openApiDocument } from './platform/http/open-api.ts';
import { ownSiteOf } from './platform/http/own-site.ts';
import type { Route } from './platform/http/route.ts';
import { asyncApiDocument } from './platform/live/async-api.ts';
import { accessLog } from './platform/telemetry/log.ts';
import { maskKeys } from './platform/telemetry/mask-secrets.ts';
import { analyticsRoutes } from './systems/analytics/index.ts';
import { recordingRoutes } from './systems/recordings/index.ts';
import { reportRoutes } from './systems/reports/index.ts';
import { routes } from './systems/sessions/index.ts';

const info = {
  title: 'Claque',
  version: packageJson.version,
  description:
    'A flight simulator for live events. Errors are problem details (RFC 9457); lists page with limit and offset; times are ISO 8601 in UTC. The live stream is described at [/asyncapi.json](/asyncapi.json).',
  tags: [
    { name: 'sessions', description: 'Start sessions, watch them, steer them.' },
    { name: 'interventions', description: 'What the conductor proposes and does.' },
    { name: 'branches', description: 'What if: a session with something else done, from some tick on.' },
    { name: 'analytics', description: 'What holds over many sessions, and what the policy has learnt.' },
    { name: 'scenarios', description: 'Scripts to start sessions from.' },
    { name: 'recordings', description: 'Sessions that were recorded elsewhere, for the conductor to watch.' },
    { name: 'bots', description: 'Watch bots, tune them, talk to them.' },
    { name: 'community', description: 'What bots wrote, voted and followed, and the shape of it.' },
    { name: 'providers', description: 'Where language comes from.' },
    { name: 'executions', description: 'What agents are doing: stages, log, progress, figures.' },
    { name: 'outreach', description: 'Errands given to bots: tasks, the calls made for them, contacts, the clock.' },
    { name: 'questions', description: 'What bots ask people meanwhile, and what they were answered.' },
    { name: 'access', description: 'Tokens and ventures: who may do what.' },
    { name: 'coach', description: 'How a venture is, what deserves attention, and how good the advice was.' },
    { name: 'notifications', description: 'What concerns a person: kept for each reader, repeats counted.' },
    { name: 'usage', description: 'What language models used, what they may use, and what it costs.' },
    { name: 'operation', description: 'Health, figures, documents.' },
  ],
};

const streamInfo = {
  title: 'Claque live stream',
  version: info.version,
  description:
    'What happens in sessions, the community, executions and outreach, as it happens: activities, numbered and in order. Times are ISO 8601 in UTC. The API that goes with it is described at /openapi.json.',
};

export interface ComposedApi {
  readonly app: Express;
  readonly routes: readonly Route[];
}

/** @param checks What is told at /health/ready. */
export function composeApi(core: Core, checks: readonly HealthCheck[]): ComposedApi {
  const secrets = knownSecrets(core.config);
  const { config, log, database, metrics, service, branches, activityLog, scenarios, seedRuns } = core;
  const allRoutes: Route[] = [
    ...routes({ read: database.read, service, branches, activityLog, scenarios }),
    ...reportRoutes({ read: database.read, seedRuns, version: info.version }),
    ...analyticsRoutes(database.read),
    ...recordingRoutes(service),
    ...core.community.routes,
    ...core.executions.routes,
    ...core.questions.routes,
    ...core.outreach.routes,
    ...core.access.routes,
    core.audit.routeFor(() => allRoutes),
    ...core.coach.routes,
    ...core.notifications.routes,
    ...healthRoutes(checks),
    metricsRoute(() => metrics.render()),
    ...documentRoutes({
      '/openapi.json': {
        title: 'This API as OpenAPI 3.1',
        example: { openapi: '3.1.0', info: { title: info.title, version: info.version } },
        // Half the time of a start, and few processes are ever asked for it.
        render: once(() => openApiDocument(allRoutes, info)),
      },
      '/asyncapi.json': {
        title: 'The live stream as AsyncAPI 3',
        example: { asyncapi: '3.0.0', info: { title: streamInfo.title, version: info.version } },
        render: once(() => asyncApiDocument(streamInfo)),
      },
    }),
  ];
  const app = createApp({
    routes: allRoutes,
    log,
    panelFolder: config.panelFolder,
    site: ownSiteOf(config.host, config.origins),
    trustedProxies: config.trustedProxies,
    admission: core.access.admission,
    audit: core.audit.log,
    limits: core.limits,
    intake: core.intake,
    checksResponses: !config.isProduction,
    maskKeys: (text) => maskKeys(text, secrets),
    observers: [accessLog(log, { tellsRefused: !config.isProduction }), metrics.httpDurations()],
  });
  return { app, routes: allRoutes };
}
