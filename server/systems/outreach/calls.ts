/** All calls: begins what is due, ends what has ended, and finds what was lost (OR-5, OR-10, OR-11). */
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Contact } from '../../contract/contact.ts';
import type { Persona } from '../../contract/persona.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Wait } from '../../language/wait.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import type { Database } from '../../platform/database/database.ts';
import { newUuid } from '../../platform/database/uuid.ts';
import { correlated } from '../../platform/telemetry/correlation.ts';
import type { Executions, TrackedExecution } from '../executions/index.ts';
import type { CallBrief, CallConversation } from './call.ts';
import { CallWriter } from './call-writer.ts';
import { isCallable, localTimeOf } from './calling-hours.ts';
import { writeCalls, writeChanges } from './changes.ts';
import type { OutreachTime } from './clock.ts';
import type { MeasuredEnd } from './ending.ts';
import { endCall } from './ending.ts';
import type { Pace } from './live-call.ts';
import { CallCut, LiveCall, longestRealMs } from './live-call.ts';
import { mostCalls, mostStarts } from './queue.ts';
import type { When } from './rules.ts';
import { callStarted } from './rules.ts';
import type { Due, Pairing } from './store.ts';
import { callsOf, dueTasks, earlierTaskCounts, findTasks, openCalls } from './store.ts';
import type { CallState, TaskState } from './task-state.ts';
import type { TaskQuestions } from './task-questions.ts';
import { answerText } from './task-questions.ts';

/** What is said of calls that the end of the server cut. */
export const interruptedSentence = 'The server stopped while it was under way.';
/** Before an end that the disk did not take is tried again, in ms. */
const pauseMs = 1_000;

export interface CallsParts {
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly log: Logger;
  readonly time: OutreachTime;
  readonly contacts: ReadonlyMap<string, Contact>;
  /** A bot as it is configured now; undefined if there is none. */
  readonly botOf: (id: string) => Persona | undefined;
  /** Whether it can do anything for a venture now; else its tasks wait, and lose no attempt. */
  readonly canCall: (botId: string, ventureId: string) => Promise<boolean>;
  readonly conversation: CallConversation;
  readonly questions: TaskQuestions;
  readonly executions: Executions;
  /** How fast a call goes whose task names this session, or none. */
  readonly paceOf: (sessionId: string | null) => Pace;
  readonly seed: number;
  readonly onEnded: (outcome: string) => void;
}

/** A call that is about to begin. */
interface Beginning {
  readonly task: TaskState;
  readonly call: CallState;
  readonly brief: CallBrief;
  readonly execution: TrackedExecution;
}

export class Calls {
  readonly #parts: CallsParts;
  readonly #writer: CallWriter;
  readonly #live = new Map<string, LiveCall>();
  readonly #performing = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(parts: CallsParts) {
    this.#parts = parts;
    this.#writer = new CallWriter(parts.activityLog);
  }

  get count(): number {
    return this.#live.size;
  }

  find(callId: string): LiveCall | undefined {
    return this.#live.get(callId);
  }

  /** Ends those that have taken too long, and begins what is due and possible. */
  async beat(): Promise<void> {
    const { clock, time, contacts } = this.#parts;
    const nowMs = clock.now();
    for (const live of this.#live.values()) if (nowMs - live.call.startedAtMs > longestRealMs) live.cut(tooLong);
    const limit = Math.min(mostStarts, mostCalls - this.#live.size);
    if (limit <= 0 || this.#stop.signal.aborted) return;
    const clockMs = time.now();
    const busy = new Set([...this.#live.values()].map(({ call }) => call.contactId));
    const free = [...contacts.values()].filter((contact) => !busy.has(contact.id) && isCallable(clockMs, contact));
    const due = await this.#due({ clockMs, contactIds: free.map(({ id }) => id), limit });
    if (due.length > 0) await this.#begin(due.map(({ id }) => id));
  }

  /** What is due of bots that can call: those that cannot keep nobody from a contact. */
  async #due(of: Omit<Due, 'resting'>): Promise<TaskState[]> {
    const resting: Pairing[] = [];
    for (;;) {
      const due = await dueTasks(this.#parts.database.read, { ...of, resting });
      const pairings = new Map(due.map(({ botId, ventureId }) => [`${botId} ${ventureId}`, { botId, ventureId }]));
      const restingBefore = resting.length;
      for (const pairing of pairings.values())
        if (!(await this.#parts.canCall(pairing.botId, pairing.ventureId))) resting.push(pairing);
      if (resting.length === restingBefore) return due;
    }
  }

  /** Ends calls that nobody performs: cut by the end of the last process, or lost. */
  async endLost(sentence: string): Promise<void> {
    const lost = (await openCalls(this.#parts.database.read)).filter(({ id }) => !this.#live.has(id));
    for (const { id } of lost) {
      const rest = { result: null, isRetryWorthwhile: true, callAgainInSeconds: null, durationSeconds: null };
      await this.#writer.change((trx, record) =>
        this.#end(trx, record, { callId: id, outcome: 'FAILED_ERROR', sentence, ...rest }),
      );
    }
  }

  /** Lets nothing begin, and ends every call under way: each counts as an attempt that failed, and is retried. */
  async close(): Promise<void> {
    this.#stop.abort();
    for (const live of this.#live.values()) live.cut(new CallCut('FAILED_ERROR', interruptedSentence));
    await Promise.allSettled(this.#performing);
    await this.#writer.flush();
  }

  async #begin(taskIds: readonly string[]): Promise<void> {
    const begun: Beginning[] = [];
    try {
      const numbers = await this.#parts.activityLog.write((trx, record) =>
        this.#writeBeginnings(trx, record, taskIds, begun),
      );
      for (const [index, beginning] of begun.entries()) this.#launch(beginning, numbers[index]!);
    } catch (error) {
      for (const { execution } of begun) execution.cancel('It did not begin.');
      throw error;
    }
  }

  async #writeBeginnings(
    trx: Knex,
    record: RecordActivity,
    ids: readonly string[],
    begun: Beginning[],
  ): Promise<number[]> {
    const { questions } = this.#parts;
    const when = this.#when();
    const isDue = ({ status, nextActionAtMs }: TaskState) =>
      (status === 'PENDING' || status === 'RETRY_SCHEDULED') &&
      nextActionAtMs !== null &&
      nextActionAtMs <= when.clockMs;
    const tasks = (await findTasks(trx, ids)).filter(isDue);
    const earlier = await callsOf(trx, ids);
    const asked = await questions.ofTasks(trx, ids);
    const earlierTasks = await earlierTaskCounts(trx, ids);
    const changes = tasks.flatMap((task) => {
      const [contact, bot] = [this.#parts.contacts.get(task.contactId), this.#parts.botOf(task.botId)];
      if (!contact || !bot) return [];
      const changed = callStarted(task, newUuid(when.atMs), when);
      const past = earlier.filter(({ taskId }) => taskId === task.id);
      const answers = asked
        .filter(({ taskId }) => taskId === task.id)
        .flatMap((question) => {
          const answer = answerText(question);
          return answer === null ? [] : [{ question: question.text, answer }];
        });
      const seed = (this.#parts.seed + (earlierTasks.get(task.id) ?? 0)) >>> 0;
      begun.push(this.#beginning(changed.task, changed.event.callId!, { contact, bot, past, answers, seed, when }));
      return [changed];
    });
    const saved = await writeChanges(trx, record, changes, questions);
    const calls = begun.map(({ call }, index) => ({ call, turnCount: 0, causedBy: saved[index]!.activityNumber }));
    return writeCalls(trx, record, 'call.started', calls);
  }

  #beginning(
    task: TaskState,
    callId: string,
    of: {
      readonly contact: Contact;
      readonly bot: Persona;
      readonly past: readonly CallState[];
      readonly answers: CallBrief['answers'];
      readonly seed: number;
      readonly when: When;
    },
  ): Beginning {
    const { contact, bot, past, answers, seed, when } = of;
    const { id: taskId, ventureId, callCount: number, botId, contactId } = task;
    const execution = this.#parts.executions.begin({
      ventureId,
      kind: 'call',
      title: `Call to ${contact.name}`,
      stageCount: 3,
      metadata: { taskId, callId, botId, contactId, number },
      canBeCancelled: true,
    });
    const call: CallState = {
      id: callId,
      taskId,
      ventureId,
      number,
      botId,
      contactId,
      executionId: execution.id,
      status: 'dialling',
      outcome: null,
      sentence: null,
      startedAtMs: when.atMs,
      endedAtMs: null,
      startedAtClockMs: when.clockMs,
      durationSeconds: null,
    };
    const brief: CallBrief = {
      callId,
      ventureId,
      number,
      seed,
      contact,
      bot,
      objective: task.objective,
      context: task.context,
      answers,
      earlier: past.flatMap(({ outcome, sentence }) => (outcome ? [{ outcome, sentence: sentence ?? '' }] : [])),
      localTime: localTimeOf(when.clockMs, contact.timeZone),
    };
    return { task, call, brief, execution };
  }

  #launch({ task, call, brief, execution }: Beginning, activityNumber: number): void {
    const live = new LiveCall({ ...this.#parts, task, call, brief, execution, activityNumber, writer: this.#writer });
    this.#live.set(call.id, live);
    const performing = correlated(execution.id, () => this.#perform(live)).finally(() => {
      this.#live.delete(call.id);
      this.#performing.delete(performing);
    });
    this.#performing.add(performing);
    if (this.#stop.signal.aborted) live.cut(new CallCut('FAILED_ERROR', interruptedSentence));
  }

  async #perform(live: LiveCall): Promise<void> {
    const { execution } = live;
    execution.stage('dial', 1);
    const end = await live.perform();
    execution.stage('analyse', 3);
    await this.#writeEnd(end);
    this.#parts.onEnded(end.outcome);
    if (end.outcome === 'CANCELLED') return execution.cancel(end.sentence);
    if (end.outcome === 'FAILED_ERROR') return execution.fail(end.sentence);
    execution.log(end.outcome === 'DROPPED' ? 'warning' : 'info', end.sentence, { outcome: end.outcome });
    execution.complete();
  }

  /** Until it is on disk, or the server stops: the next one then finds the call as lost. */
  async #writeEnd(end: MeasuredEnd): Promise<void> {
    for (;;) {
      try {
        await this.#writer.change((trx, record) => this.#end(trx, record, end));
        return;
      } catch (error) {
        this.#parts.log.error({ err: error, callId: end.callId }, 'The end of a call could not be written');
        if (this.#stop.signal.aborted) return;
        await this.#parts.wait(pauseMs, this.#stop.signal);
      }
    }
  }

  #end(trx: Knex, record: RecordActivity, end: MeasuredEnd) {
    return endCall(trx, record, end, this.#when(), this.#parts);
  }

  #when(): When {
    return { atMs: this.#parts.clock.now(), clockMs: this.#parts.time.now(), by: 'server' };
  }
}

const tooLong = new CallCut(
  'FAILED_ERROR',
  `It took longer than ${longestRealMs / 3_600_000} hours of real time and was ended.`,
);
