/** The composition root of the server: which parts there are, and how they hang together. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import type { Config } from './config.ts';
import type { RunSpec } from './contract/run-file.ts';
import type { Clock } from './kernel/clock.ts';
import { ClaqueError, assert } from './kernel/errors.ts';
import { migrations } from './migrations.ts';
import { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import { openDatabase } from './platform/database/database.ts';
import { createApp } from './platform/http/create-app.ts';
import { boundConnections, createHttpServer } from './platform/http/http-server.ts';
import type { HealthCheck } from './platform/http/document-routes.ts';
import { documentRoutes, healthRoutes, metricsRoute } from './platform/http/document-routes.ts';
import { Intake } from './platform/http/intake.ts';
import { openApiDocument } from './platform/http/open-api.ts';
import { ownSiteOf } from './platform/http/own-site.ts';
import { RateLimits } from './platform/http/rate-limits.ts';
import type { Route } from './platform/http/route.ts';
import type { Beat } from './platform/jobs/beat.ts';
import { startBeat } from './platform/jobs/beat.ts';
import { asyncApiDocument } from './platform/live/async-api.ts';
import { Hub } from './platform/live/hub.ts';
import { joined } from './platform/live/topic-family.ts';
import { accessLog, createLog } from './platform/telemetry/log.ts';
import { maskKeys } from './platform/telemetry/mask-secrets.ts';
import { Metrics } from './platform/telemetry/metrics.ts';
import type { Run } from './simulation/session/run.ts';
import { analyticsRoutes } from './systems/analytics/index.ts';
import { SeedRuns, reportRoutes } from './systems/reports/index.ts';
import { recordingRoutes } from './systems/recordings/index.ts';
import { loadPersonas, loadScenarios } from './systems/scenarios/index.ts';
import { BranchService, Retention, SessionService, Wording, routes, sessionTopics } from './systems/sessions/index.ts';
import { coachTopics } from './systems/coach/index.ts';
import { communityTopics } from './systems/community/index.ts';
import { executionTopics } from './systems/executions/index.ts';
import type { CallConversation } from './systems/outreach/index.ts';
import { Conversation } from './systems/outreach/index.ts';
import { outreachTopics } from './systems/outreach/index.ts';
import { notificationTopics } from './systems/notifications/index.ts';
import { questionTopics } from './systems/questions/index.ts';
import type { ComposedAudit } from './compose-audit.ts';
import { composeAudit } from './compose-audit.ts';
import type { ComposedAccess } from './compose-access.ts';
import { composeAccess } from './compose-access.ts';
import { healthChecks } from './compose-health.ts';
import type { ComposedCoach } from './compose-coach.ts';
import { composeCoach } from './compose-coach.ts';
import type { ComposedCommunity } from './compose-community.ts';
import { composeCommunity } from './compose-community.ts';
import type { ComposedExecutions } from './compose-executions.ts';
import { composeExecutions } from './compose-executions.ts';
import type { ComposedLanguage } from './compose-language.ts';
import { composeLanguage } from './compose-language.ts';
import { jobMeasures, measureParts } from './compose-metrics.ts';
import type { ComposedOutreach } from './compose-outreach.ts';
import { composeOutreach } from './compose-outreach.ts';
import type { ComposedNotifications } from './compose-notifications.ts';
import { composeNotifications } from './compose-notifications.ts';
import type { ComposedQuestions } from './compose-questions.ts';
import { composeQuestions } from './compose-questions.ts';
import type { ComposedTraces } from './compose-traces.ts';
import { composeTraces } from './compose-traces.ts';
import { knownSecrets } from './known-secrets.ts';
import { ofVariable } from './of-variable.ts';
import { systemWait } from './language/wait.ts';

export interface AppParts {
  readonly composeRun: (spec: RunSpec) => Run;
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Performs calls in place of the talk that language models make. */
  readonly conversation?: CallConversation;
}

export interface RunningServer {
  /** Where it can be reached, such as http://127.0.0.1:8080. */
  readonly url: string;
  /** Every route declared, for whoever checks the documents. */
  readonly routes: readonly Route[];
  readonly hub: Hub;
  /** Takes no new work, finishes and writes what is in hand, tells clients, and gives everything back. */
  close(): Promise<void>;
}

const systemClock: Clock = { now: () => Date.now() };

/** Calls to language models may take so long to end by themselves when the server stops; then they are called off. */
const callsMs = 3_000;

/** Connections that have not ended by themselves after this are cut, so that a stop stays within 10 s (PL-18). */
const farewellMs = 4_000;

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

/**
 * Starts a server.
 *
 * @throws {ClaqueError} if the configuration, a file, the data folder or the port cannot be used, with what to do.
 */
export async function startApp(config: Config, parts: AppParts): Promise<RunningServer> {
  const clock = parts.clock ?? systemClock;
  const secrets = knownSecrets(config);
  const log = parts.log ?? createLog({ level: config.logLevel, isPretty: !config.isProduction, secrets });
  const scenarios = ofVariable('CLAQUE_SCENARIO_DIR', () => loadScenarios(config.scenarioFolder));
  const personas = ofVariable('CLAQUE_BOT_DIR', () => loadPersonas(config.botFolder));
  const database = await openDatabase(config.dataFolder, migrations);
  const metrics = new Metrics();
  const limits = new RateLimits({ ...config.limits, trustedProxies: config.trustedProxies, clock });
  try {
    const activityLog = await ActivityLog.open(database, clock, (err) =>
      log.error({ err }, 'A subscriber of the activity log failed'),
    );
    const audit = composeAudit({ config, database, activityLog, clock, log });
    const access = await composeAccess({ config, database, activityLog, clock });
    const ticks = metrics.counter('claque_ticks_total', 'Ticks of session time performed.');
    const { composeRun } = parts;
    const executions = await composeExecutions({
      config,
      database,
      activityLog,
      clock,
      log,
      metrics,
      sessionTitleOf: (id) => service.performer.find(id)?.spec.scenario.title ?? id,
    });
    const { service: tracked, decisions } = executions;
    const onTicks = (count: number) => ticks.inc(count);
    const traces = composeTraces({ config, activityLog, clock, log });
    const language = await composeLanguage({
      config,
      activityLog,
      clock,
      log,
      metrics,
      tracer: traces.tracer,
      keepCall: (...call) => tracked.keepCall(...call),
    });
    const wording = new Wording({
      model: () => language.models.modelFor(config.conductorModel),
      wait: systemWait,
      log,
      within: (session, number, call) => traces.within(session, number, () => decisions.within(session, number, call)),
    });
    const shared = { database, activityLog, clock, log, personas };
    const service = new SessionService({ ...shared, scenarios, composeRun, onTicks, wording });
    const branches = new BranchService({ database, activityLog, clock, composeRun, executions: tracked });
    const community = await composeCommunity({ ...shared, config, metrics, language, executions: tracked });
    const seedRuns = new SeedRuns(composeRun, tracked);
    const questions = await composeQuestions({
      ...shared,
      onClosed: (trx, record, question) => outreach.service.onQuestionClosed(trx, record, question),
    });
    const { models } = language;
    const talk = new Conversation({ modelFor: (choice) => models.modelFor(choice), contactModel: config.contactModel });
    const conversation = parts.conversation ?? talk;
    const speaking = {
      conversation,
      bots: community.service,
      usage: community.usage,
      sessions: service,
      questions,
      executions: tracked,
    };
    const outreach = await composeOutreach({ ...shared, config, metrics, ...speaking });
    const notifications = await composeNotifications({ ...shared, usage: community.usage });
    const coach = await composeCoach({
      ...shared,
      scenarios,
      usage: community.usage,
      executions: tracked,
      notifications: notifications.service,
      model: () => models.modelFor(config.coachModel),
    });
    const speakers = { questions, outreach, coach, notifications };
    const parties = {
      service,
      branches,
      scenarios,
      language,
      community,
      seedRuns,
      traces,
      executions,
      access,
      audit,
      ...speakers,
    };
    return await serve({
      limits,
      intake: new Intake(),
      config,
      clock,
      log,
      database,
      metrics,
      activityLog,
      ...parties,
    });
  } catch (error) {
    limits.close();
    metrics.close();
    await database.close();
    throw error;
  }
}

interface Core {
  readonly limits: RateLimits;
  readonly intake: Intake;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly activityLog: ActivityLog;
  readonly service: SessionService;
  readonly branches: BranchService;
  readonly scenarios: ReturnType<typeof loadScenarios>;
  readonly language: ComposedLanguage;
  readonly community: ComposedCommunity;
  readonly executions: ComposedExecutions;
  readonly questions: ComposedQuestions;
  readonly outreach: ComposedOutreach;
  readonly access: ComposedAccess;
  readonly audit: ComposedAudit;
  readonly coach: ComposedCoach;
  readonly notifications: ComposedNotifications;
  readonly seedRuns: SeedRuns;
  readonly traces: ComposedTraces;
}

async function serve(core: Core): Promise<RunningServer> {
  const { config, clock, log, metrics, activityLog, service, community, executions, access } = core;
  const missed = metrics.counter(
    'claque_beats_missed_total',
    'Beats that did not happen because the process was busy.',
  );
  const heart = { lastMs: (): number | null => null }; // Routes are declared before it beats.
  const checks = healthChecks(core, () => heart.lastMs());
  const { app, allRoutes } = assemble(core, checks);
  const server = createHttpServer(app);
  boundConnections(server, { ...config.limits, trustedProxies: config.trustedProxies, clock, log });
  const hub = new Hub({
    server,
    activityLog,
    clock,
    log,
    site: ownSiteOf(config.host, config.origins),
    admission: access.admission,
    limits: core.limits,
    clientsPerAddress: config.limits.connectionsPerAddress,
    ...joined([
      sessionTopics(service.reading),
      communityTopics,
      executionTopics,
      outreachTopics,
      questionTopics,
      coachTopics,
      notificationTopics,
    ]),
  });
  measureParts({ ...core, checks, hub });
  try {
    await listen(server, config);
    await service.resumeAll();
  } catch (error) {
    hub.close();
    server.close();
    throw error;
  }
  const job = { name: 'sessions', deadlineMs: 10_000, run: (nowMs: number) => service.performer.beat(nowMs) };
  const heartbeats = { name: 'heartbeats', deadlineMs: 10_000, run: (nowMs: number) => community.service.beat(nowMs) };
  const thinning = new Retention(activityLog);
  const retention = { name: 'retention', deadlineMs: 60_000, run: (nowMs: number) => thinning.beat(nowMs) };
  const admitting = {
    name: 'access',
    deadlineMs: 10_000,
    run: async (nowMs: number) => {
      try {
        await access.admission.beat(nowMs);
      } finally {
        hub.dismissStrangers();
      }
    },
  };
  const jobs = [job, heartbeats, retention, admitting, executions.job];
  jobs.push(core.questions.job, core.outreach.job, core.coach.job, core.notifications.job, core.audit.job);
  const beat = startBeat(jobs, {
    clock,
    log,
    onMissed: (count) => missed.inc(count),
    onRun: jobMeasures(metrics),
  });
  heart.lastMs = beat.lastMs;
  return {
    url: urlOf(server, config),
    routes: allRoutes,
    hub,
    close: once(() => shutDown(core, { server, hub, beat })),
  };
}

function assemble(core: Core, checks: readonly HealthCheck[]) {
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
    observers: [accessLog(log), metrics.httpDurations()],
  });
  return { app, allRoutes };
}

/** @throws {ClaqueError} unavailable, if the address is taken or not ours. */
async function listen(server: Server, { host, port }: Config): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE'
        ? `port ${port} on ${host} is in use; stop what uses it, or set PORT to another`
        : `cannot listen on ${host}:${port} (${code}); set HOST to an address of this machine, and PORT to one that it may take`;
    throw new ClaqueError('unavailable', why, { cause });
  }
}

function urlOf(server: Server, { host }: Config): string {
  const address = server.address() as AddressInfo | null;
  assert(address, 'a server that listens has an address');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

async function shutDown(core: Core, shell: { server: Server; hub: Hub; beat: Beat }): Promise<void> {
  const { log, database, metrics, service, branches, community, seedRuns, traces } = core;
  const { executions, outreach, coach, notifications, audit, intake, language } = core;
  const { server, hub, beat } = shell;
  intake.close();
  hub.close();
  const closed = new Promise((resolve) => server.close(resolve));
  const calls = setTimeout(() => language.models.close(), callsMs);
  const farewell = setTimeout(() => cutOff(server, hub), farewellMs);
  await beat.stop();
  seedRuns.close();
  await Promise.all([
    service.close(),
    branches.close(),
    community.service.close(),
    outreach.service.close(),
    coach.idle(),
    intake.idle(),
  ]);
  clearTimeout(calls);
  const traced = traces.close();
  server.closeIdleConnections();
  await closed;
  clearTimeout(farewell);
  await executions.service.close();
  await notifications.follower.close();
  await audit.log.flush().catch((err: unknown) => log.error({ err }, 'Answers of the audit log were not written'));
  await Promise.all([hub.settled(), traced]);
  core.limits.close();
  metrics.close();
  await database.close();
}

function cutOff(server: Server, hub: Hub): void {
  hub.terminate();
  server.closeAllConnections();
}

/** However often it is asked: two signals in a row must not close twice. */
function once<T extends object>(action: () => T): () => T {
  let result: T | undefined;
  return () => (result ??= action());
}
