/** Composition of figures: what an operator sees at /metrics of the whole, besides what its parts count themselves. */
import packageJson from '../package.json' with { type: 'json' };
import type { ComposedCommunity } from './compose-community.ts';
import type { ComposedExecutions } from './compose-executions.ts';
import type { ComposedLanguage } from './compose-language.ts';
import type { ComposedOutreach } from './compose-outreach.ts';
import type { ComposedQuestions } from './compose-questions.ts';
import type { Config } from './config.ts';
import { defaultVentureId } from './contract/vocabulary.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import { storageOf } from './platform/database/storage.ts';
import type { HealthCheck } from './platform/http/document-routes.ts';
import type { JobRun } from './platform/jobs/beat.ts';
import type { Hub } from './platform/live/hub.ts';
import type { Metrics } from './platform/telemetry/metrics.ts';
import type { SessionService } from './systems/sessions/index.ts';

export interface MeasuredParts {
  readonly config: Pick<Config, 'dataFolder'>;
  readonly metrics: Metrics;
  readonly activityLog: ActivityLog;
  readonly checks: readonly HealthCheck[];
  readonly hub: Hub;
  readonly service: SessionService;
  readonly language: ComposedLanguage;
  readonly community: ComposedCommunity;
  readonly executions: ComposedExecutions;
  readonly outreach: ComposedOutreach;
  readonly questions: ComposedQuestions;
}

/** Registers every figure that is read off the parts when somebody asks for it. */
export function measureParts(parts: MeasuredParts): void {
  measureServer(parts);
  measureStream(parts);
  measureSessions(parts);
  measureBots(parts);
  measureOutreach(parts);
  const { metrics, executions } = parts;
  const { service } = executions;
  metrics.gauge('claque_executions_under_way', 'Executions of the server’s own under way.', () => service.ownCount);
  metrics.gauge(
    'claque_executions_waiting',
    'Reports on executions that wait to be written.',
    () => service.waitingCount,
  );
}

function measureServer({ metrics, checks, config, activityLog }: MeasuredParts): void {
  metrics.gauges('claque_build_info', 'Always 1; the label says which version runs.', 'version', () => ({
    [packageJson.version]: 1,
  }));
  metrics.gauges(
    'claque_part_ready',
    'Whether a part that the server cannot do without is ready: 1, or 0.',
    'part',
    async () => {
      const essential = checks.filter(({ isEssential }) => isEssential);
      const states = essential.map(async (check) => [check.name, await isReady(check)]);
      return Object.fromEntries(await Promise.all(states)) as Record<string, number>;
    },
  );
  metrics.gauges('claque_database_size_bytes', 'Size of the database’s files.', 'file', () => {
    const { databaseBytes, walBytes } = storageOf(config.dataFolder);
    return { database: databaseBytes, write_ahead_log: walBytes };
  });
  metrics.gauge(
    'claque_disk_free_bytes',
    'Room left on the disk of the data folder.',
    () => storageOf(config.dataFolder).freeBytes,
  );
  const writes = metrics.histogram(
    'claque_database_write_duration_seconds',
    'Time of a transaction that changed something, until it was on disk.',
    { labelNames: [], buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] },
  );
  activityLog.onWritten = (durationMs) => writes.observe(durationMs / 1_000);
  metrics.gauge(
    'claque_database_writes_waiting',
    'Changes that wait for the one before them.',
    () => activityLog.waitingCount,
  );
  metrics.gauge('claque_activity_number', 'Number of the newest activity.', () => activityLog.latest);
  metrics.gauge(
    'claque_activity_listeners',
    'Parts of the server that hear of each activity.',
    () => activityLog.bus.listenerCount,
  );
  const activities = metrics.counter('claque_activities_total', 'What has happened, by type.', ['type']);
  activityLog.bus.subscribe((written) => {
    for (const { type } of written) activities.inc({ type });
  });
}

async function isReady({ examine }: HealthCheck): Promise<number> {
  try {
    await examine();
    return 1;
  } catch {
    return 0; // Why not is said at /health/ready.
  }
}

function measureStream({ metrics, hub }: MeasuredParts): void {
  metrics.gauge('claque_stream_clients', 'Clients of the live stream.', () => hub.clientCount);
  metrics.gauge('claque_stream_subscriptions', 'Topics that clients have subscribed.', () => hub.subscriptionCount);
  metrics.gauge(
    'claque_stream_lagging_clients',
    'Clients that read more slowly than there is to tell.',
    () => hub.laggingCount,
  );
}

function measureSessions({ metrics, service: { performer } }: MeasuredParts): void {
  const pausedCount = () => performer.sessionCount - performer.runningCount();
  metrics.gauge('claque_sessions_running', 'Sessions whose time goes on.', () => performer.runningCount());
  metrics.gauge('claque_sessions_paused', 'Sessions that stand still until somebody resumes them.', pausedCount);
}

function measureBots({ metrics, activityLog, community, language }: MeasuredParts): void {
  const heartbeats = metrics.counter(
    'claque_heartbeats_total',
    'Heartbeats, by what was done, or by the gate that stopped it.',
    ['outcome'],
  );
  activityLog.bus.subscribe((written) => {
    for (const { type, payload } of written)
      if (type === 'heartbeat.ended') heartbeats.inc({ outcome: String(payload['gate'] ?? payload['action']) });
  });
  metrics.gauges('claque_bots', 'Bots, by whether they are paused.', 'state', () => {
    const bots = [...community.service.community.bots.values()];
    const paused = bots.filter(({ pause }) => pause !== null).length;
    return { active: bots.length - paused, paused };
  });
  const usedCaps = async (figureOf: (use: { spentRatio: number; isCapped: boolean }) => number) => {
    const uses = await community.usage.uses(defaultVentureId);
    return Object.fromEntries(uses.map((use) => [use.botId ?? 'venture', figureOf(use)]));
  };
  metrics.gauges(
    'claque_cap_spent_ratio',
    'Share of today’s cap that a bot of the venture default, or that venture itself, has spent.',
    'holder',
    () => usedCaps(({ spentRatio }) => spentRatio),
  );
  metrics.gauges('claque_cap_reached', 'Whether its own cap lets nothing more through today: 1, or 0.', 'holder', () =>
    usedCaps(({ isCapped }) => (isCapped ? 1 : 0)),
  );
  metrics.gauges(
    'claque_provider_breaker_open',
    'Whether a provider of language models is left alone because it failed repeatedly: 1, or 0.',
    'provider',
    () =>
      Object.fromEntries(
        language.models.states().map(({ provider, breaker }) => [provider, breaker === 'closed' ? 0 : 1]),
      ),
  );
}

function measureOutreach({ metrics, outreach, questions }: MeasuredParts): void {
  const { reading, service } = outreach;
  metrics.gauge('claque_calls_under_way', 'Calls under way.', () => service.callCount);
  metrics.gauges('claque_tasks_open', 'Tasks that are not over, by status.', 'status', () => reading.openCounts());
  metrics.gauge('claque_tasks_due', 'Tasks that could be called for by now, and wait for a line.', () =>
    reading.dueCount(),
  );
  metrics.gauge('claque_questions_open', 'Questions that wait for a person.', () => questions.reading.openCount());
  metrics.gauge(
    'claque_outreach_clock_ahead_seconds',
    'How far the outreach clock is ahead of the wall clock.',
    () => service.time.shown().aheadSeconds,
  );
}

/** What is told of each job of each beat. */
export function jobMeasures(metrics: Metrics): (run: JobRun) => void {
  const durations = metrics.histogram(
    'claque_job_duration_seconds',
    'Time that a job of a beat took, by how it ended.',
    {
      labelNames: ['name', 'outcome'],
      buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 1, 2, 5, 10, 60],
    },
  );
  const skipped = metrics.counter('claque_job_skipped_total', 'Beats at which a job was still at the one before.', [
    'name',
  ]);
  return ({ job, outcome, durationMs }) => {
    if (outcome === 'skipped') skipped.inc({ name: job });
    else durations.observe({ name: job, outcome }, durationMs / 1_000);
  };
}
