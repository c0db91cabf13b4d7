/** Composition of the parts that do the work, in the order in which they need one another. */
import type { Logger } from 'pino';
import type { ComposedAccess } from './compose-access.ts';
import { composeAccess } from './compose-access.ts';
import type { ComposedAudit } from './compose-audit.ts';
import { composeAudit } from './compose-audit.ts';
import type { ComposedCoach } from './compose-coach.ts';
import { composeCoach } from './compose-coach.ts';
import type { ComposedCommunity } from './compose-community.ts';
import { composeCommunity } from './compose-community.ts';
import type { ComposedExecutions } from './compose-executions.ts';
import { composeExecutions } from './compose-executions.ts';
import type { ComposedLanguage } from './compose-language.ts';
import { composeLanguage } from './compose-language.ts';
import type { ComposedNotifications } from './compose-notifications.ts';
import { composeNotifications } from './compose-notifications.ts';
import type { ComposedOutreach } from './compose-outreach.ts';
import { composeOutreach } from './compose-outreach.ts';
import type { ComposedQuestions } from './compose-questions.ts';
import { composeQuestions } from './compose-questions.ts';
import type { ComposedTraces } from './compose-traces.ts';
import { composeTraces } from './compose-traces.ts';
import type { Config } from './config.ts';
import type { Persona } from './contract/persona.ts';
import type { RunSpec } from './contract/run-file.ts';
import type { Scenario } from './contract/scenario.ts';
import type { Clock } from './kernel/clock.ts';
import { systemWait } from './language/wait.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import { Intake } from './platform/http/intake.ts';
import type { RateLimits } from './platform/http/rate-limits.ts';
import type { Metrics } from './platform/telemetry/metrics.ts';
import type { Run } from './simulation/session/run.ts';
import type { CallConversation } from './systems/outreach/index.ts';
import { Conversation } from './systems/outreach/index.ts';
import { SeedRuns } from './systems/reports/index.ts';
import { BranchService, SessionService, Wording } from './systems/sessions/index.ts';

/** What every part stands on. */
export interface Ground {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly limits: RateLimits;
  readonly activityLog: ActivityLog;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  readonly personas: ReadonlyMap<string, Persona>;
}

export interface Performing {
  readonly composeRun: (spec: RunSpec) => Run;
  /** Performs calls in place of the talk that language models make. */
  readonly conversation?: CallConversation;
}

export interface Core extends Ground {
  readonly intake: Intake;
  readonly service: SessionService;
  readonly branches: BranchService;
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

/** @throws {ClaqueError} if a setting, or a file that one names, cannot be used, with what to do. */
export async function composeCore(ground: Ground, { composeRun, conversation }: Performing): Promise<Core> {
  const { config, metrics, log } = ground;
  const audit = composeAudit(ground);
  const access = await composeAccess(ground);
  const executions = await composeExecutions({
    ...ground,
    sessionTitleOf: (id) => service.performer.find(id)?.spec.scenario.title ?? id,
  });
  const { service: tracked, decisions } = executions;
  const traces = composeTraces(ground);
  const language = await composeLanguage({
    ...ground,
    tracer: traces.tracer,
    keepCall: (...call) => tracked.keepCall(...call),
  });
  const { models } = language;
  const wording = new Wording({
    model: () => models.modelFor(config.conductorModel),
    wait: systemWait,
    log,
    within: (session, number, call) => traces.within(session, number, () => decisions.within(session, number, call)),
  });
  const ticks = metrics.counter('claque_ticks_total', 'Ticks of session time performed.');
  const service = new SessionService({ ...ground, composeRun, onTicks: (count) => ticks.inc(count), wording });
  const branches = new BranchService({ ...ground, composeRun, executions: tracked });
  const community = await composeCommunity({ ...ground, language, executions: tracked });
  const { usage } = community;
  const questions = await composeQuestions({
    ...ground,
    onClosed: (trx, record, question) => outreach.service.onQuestionClosed(trx, record, question),
  });
  const talk = () =>
    new Conversation({ modelFor: (choice) => models.modelFor(choice), contactModel: config.contactModel });
  const outreach = await composeOutreach({
    ...ground,
    conversation: conversation ?? talk(),
    bots: community.service,
    usage,
    sessions: service,
    questions,
    executions: tracked,
  });
  const notifications = await composeNotifications({ ...ground, usage });
  const coach = await composeCoach({
    ...ground,
    usage,
    executions: tracked,
    notifications: notifications.service,
    model: () => models.modelFor(config.coachModel),
  });
  const seedRuns = new SeedRuns(composeRun, tracked);
  return {
    ...ground,
    intake: new Intake(),
    service,
    branches,
    language,
    community,
    executions,
    questions,
    outreach,
    access,
    audit,
    coach,
    notifications,
    seedRuns,
    traces,
  };
}
