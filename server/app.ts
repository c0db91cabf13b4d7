/** The composition root of the server: what is opened, served and closed. Which parts there are: compose-core.ts. */
import type { Logger } from 'pino';
import { composeApi } from './compose-api.ts';
import type { Core, Performing } from './compose-core.ts';
import { composeCore } from './compose-core.ts';
import { healthChecks } from './compose-health.ts';
import { composeJobs } from './compose-jobs.ts';
import { jobMeasures, measureParts } from './compose-metrics.ts';
import type { Config } from './config.ts';
import type { Clock } from './kernel/clock.ts';
import { once } from './kernel/once.ts';
import { knownSecrets } from './known-secrets.ts';
import { migrations } from './migrations.ts';
import { ofVariable } from './of-variable.ts';
import { ActivityLog } from './platform/activity/activity-log.ts';
import { openDatabase } from './platform/database/database.ts';
import { boundConnections, createHttpServer } from './platform/http/http-server.ts';
import { listen, urlOf } from './platform/http/listen.ts';
import { ownSiteOf } from './platform/http/own-site.ts';
import { RateLimits } from './platform/http/rate-limits.ts';
import type { Route } from './platform/http/route.ts';
import { startBeat } from './platform/jobs/beat.ts';
import { Hub } from './platform/live/hub.ts';
import { joined } from './platform/live/topic-family.ts';
import { createLog } from './platform/telemetry/log.ts';
import { Metrics } from './platform/telemetry/metrics.ts';
import { shutDown } from './shut-down.ts';
import { coachTopics } from './systems/coach/index.ts';
import { communityTopics } from './systems/community/index.ts';
import { executionTopics } from './systems/executions/index.ts';
import { notificationTopics } from './systems/notifications/index.ts';
import { outreachTopics } from './systems/outreach/index.ts';
import { questionTopics } from './systems/questions/index.ts';
import { loadPersonas, loadScenarios } from './systems/scenarios/index.ts';
import { sessionTopics } from './systems/sessions/index.ts';

export interface AppParts extends Performing {
  readonly clock?: Clock;
  readonly log?: Logger;
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
    const ground = { config, clock, log, database, metrics, limits, activityLog, scenarios, personas };
    return await serve(await composeCore(ground, parts));
  } catch (error) {
    limits.close();
    metrics.close();
    await database.close();
    throw error;
  }
}

async function serve(core: Core): Promise<RunningServer> {
  const { config, clock, log, metrics, service } = core;
  const missed = metrics.counter(
    'claque_beats_missed_total',
    'Beats that did not happen because the process was busy.',
  );
  const heart = { lastMs: (): number | null => null }; // Routes are declared before it beats.
  const checks = healthChecks(core, () => heart.lastMs());
  const { app, routes } = composeApi(core, checks);
  const server = createHttpServer(app);
  boundConnections(server, { ...config.limits, trustedProxies: config.trustedProxies, clock, log });
  const hub = new Hub({
    ...core,
    server,
    site: ownSiteOf(config.host, config.origins),
    admission: core.access.admission,
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
  const onMissed = (count: number) => missed.inc(count);
  const beat = startBeat(composeJobs(core, hub), { clock, log, onMissed, onRun: jobMeasures(metrics) });
  heart.lastMs = beat.lastMs;
  return {
    url: urlOf(server, config),
    routes,
    hub,
    close: once(() => shutDown(core, { server, hub, beat })),
  };
}
