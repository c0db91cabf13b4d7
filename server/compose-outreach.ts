/** Composition of outreach: contacts, calls and their talk, questions, the clock they go by. */
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { ComposedQuestions } from './compose-questions.ts';
import type { Config } from './config.ts';
import { CallOutcome } from './contract/outreach.ts';
import { defaultVentureId } from './contract/vocabulary.ts';
import type { Clock } from './kernel/clock.ts';
import { systemWait } from './language/wait.ts';
import type { ActivityLog } from './platform/activity/activity-log.ts';
import type { Database } from './platform/database/database.ts';
import type { Route } from './platform/http/route.ts';
import type { Job } from './platform/jobs/beat.ts';
import type { Metrics } from './platform/telemetry/metrics.ts';
import { ofVariable } from './of-variable.ts';
import type { BotService } from './systems/bots/index.ts';
import type { Executions } from './systems/executions/index.ts';
import type { CallConversation } from './systems/outreach/index.ts';
import { OutreachReading, OutreachService, loadContacts, outreachRoutes } from './systems/outreach/index.ts';
import { QuestionReading } from './systems/questions/index.ts';
import type { SessionService } from './systems/sessions/index.ts';
import type { CapReading } from './systems/usage/index.ts';

/** A session as fast as possible: faster than any call needs, and still some time for each turn. */
const fastest = 1_000;

export interface OutreachParts {
  readonly config: Config;
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly conversation: CallConversation;
  readonly bots: BotService;
  readonly usage: CapReading;
  readonly sessions: SessionService;
  readonly questions: ComposedQuestions;
  readonly executions: Executions;
}

export interface ComposedOutreach {
  readonly service: OutreachService;
  readonly reading: OutreachReading;
  readonly routes: readonly Route[];
  readonly job: Job;
}

/** Takes outreach up where the last process left it. @throws {ClaqueError} bad-file, for a contact that is not valid. */
export async function composeOutreach(parts: OutreachParts): Promise<ComposedOutreach> {
  const { config, database, metrics, bots, sessions, questions, usage } = parts;
  const contacts = ofVariable('CLAQUE_CONTACT_DIR', () => loadContacts(config.contactFolder));
  const ended = metrics.counter('claque_calls_ended_total', 'Calls that have ended.', ['outcome']);
  for (const outcome of CallOutcome.options) ended.inc({ outcome }, 0);
  const hasVenture = async (id: string) => (await database.read('ventures').where({ id }).first('id')) !== undefined;
  const asking = { ofTasks: (knex: Knex, ids: readonly string[]) => new QuestionReading(knex).ofTasks(ids) };
  const service = await OutreachService.open({
    ...parts,
    contacts,
    wait: systemWait,
    seed: config.community.seed,
    questions: {
      ...asking,
      ask: (draft) => questions.service.ask({ ...draft, options: [...draft.options] }),
      waitFor: (id, signal) => questions.service.waitFor(id, signal),
      leaveOfCall: (trx, record, callId) => questions.service.leaveOfCall(trx, record, callId),
      cancelOfTask: (trx, record, taskId, reason) => questions.service.cancelOfTask(trx, record, taskId, reason),
    },
    botOf: (id) => {
      const bot = bots.community.bots.get(id);
      return bot && { ...bot.persona, ...bot.config };
    },
    canCall: async (id, ventureId) =>
      !bots.community.bots.get(id)?.pause &&
      !(await usage.isCapped(ventureId, id)) &&
      !(await usage.isCapped(ventureId, null)), // Contacts speak at the venture's expense.
    botIds: () => [...bots.community.bots.keys()],
    hasVenture,
    // Sessions are all of one venture: for others there are none.
    hasSession: async (id, ventureId) =>
      ventureId === defaultVentureId && (await database.read('sessions').where({ id }).first('id')) !== undefined,
    paceOf: (sessionId) => paceOf(sessionId === null ? undefined : sessions.performer.find(sessionId), service),
    onEnded: (outcome) => ended.inc({ outcome }),
  });
  const reading = new OutreachReading({
    read: database.read,
    contacts,
    time: service.time,
    questions: asking,
    hasVenture,
  });
  return {
    service,
    reading,
    routes: outreachRoutes({ service, reading }),
    job: { name: 'outreach', deadlineMs: 10_000, run: () => service.beat() },
  };
}

/** A session that is over leaves its calls to the outreach clock. */
function paceOf(live: ReturnType<SessionService['performer']['find']>, { time }: OutreachService) {
  if (!live) return { speed: time.speed, isPaused: false };
  return { speed: live.speed === 'max' ? fastest : live.speed, isPaused: live.isPaused };
}
