/** Commands on tasks, and the beat that has them called for: each change committed before it is acknowledged. */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { NewTask, OutreachClock, Task } from '../../contract/outreach.ts';
import type { Question } from '../../contract/question.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { cleaned } from '../../language/clean-text.ts';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';
import { newUuid } from '../../platform/database/uuid.ts';
import type { CallsParts } from './calls.ts';
import { Calls, interruptedSentence } from './calls.ts';
import { tell, writeCalls, writeChanges } from './changes.ts';
import { OutreachTime } from './clock.ts';
import { callableFromOf, endedCall } from './ending.ts';
import { CallCut } from './live-call.ts';
import type { Changed, When } from './rules.ts';
import { cancelled, created, failed, questionClosed } from './rules.ts';
import {
  callsOf,
  findByKey,
  findClock,
  findTask,
  insertEvents,
  insertTask,
  orphans,
  saveClock,
  tasksThatWait,
  turnCountOf,
} from './store.ts';
import type { TaskState } from './task-state.ts';
import { shownEvent, shownTask } from './task-state.ts';
import { answerText, askedOf, isOpen } from './task-questions.ts';

/** How often the outreach clock is written down, and lost and orphaned things are looked for, in ms of real time. */
const savedEveryMs = 60_000;
const reconciledEveryMs = 30_000;

/** A first call can be put off by so much at most, in ms: a year. Assumed; a slip of the pen would wait for ever. */
const latestBeginningMs = 366 * 86_400_000;

export interface OutreachServiceParts extends Omit<CallsParts, 'time'> {
  readonly botIds: () => readonly string[];
  readonly hasVenture: (id: string) => Promise<boolean>;
  /** Whether a venture has such a session. */
  readonly hasSession: (id: string, ventureId: string) => Promise<boolean>;
}

export class OutreachService {
  readonly time: OutreachTime;
  readonly #parts: OutreachServiceParts;
  readonly #calls: Calls;
  #savedAtMs: number;
  #reconciledAtMs = -Infinity;
  #beating: Promise<void> | null = null;

  private constructor(parts: OutreachServiceParts, time: OutreachTime) {
    this.#parts = parts;
    this.time = time;
    this.#calls = new Calls({ ...parts, time });
    this.#savedAtMs = parts.clock.now();
  }

  /** Takes outreach up: calls that the last process left are ended, and count as attempts that failed (OR-10). */
  static async open(parts: OutreachServiceParts): Promise<OutreachService> {
    const { clock, database } = parts;
    const saved = (await findClock(database.write)) ?? { nowMs: clock.now(), speed: 1 };
    const service = new OutreachService(parts, new OutreachTime(() => clock.now(), saved));
    await service.#calls.endLost(interruptedSentence);
    return service;
  }

  get callCount(): number {
    return this.#calls.count;
  }

  /** @throws {ClaqueError} not-found for a venture, bot, contact or session that there is not; key-reused; bad-request. */
  async create(draft: NewTask, key: string | undefined, by: string): Promise<Task> {
    await this.#assertKnown(draft);
    const { ventureId, notBefore, ...rest } = { ...draft, ...legible(draft) };
    const taskKey = key === undefined ? null : { key, bodyDigest: digestOf({ by, draft }) };
    return this.#parts.activityLog.write(async (trx, record) => {
      const known = taskKey && (await findByKey(trx, ventureId, taskKey.key));
      if (known) return this.#shown(trx, repeated(known, taskKey));
      const when = this.#when(by);
      const fromMs = beginningOf(notBefore, when.clockMs);
      const nextActionAtMs = callableFromOf(this.#parts.contacts, rest.contactId)(fromMs);
      const { task, event } = created(
        { ...rest, ventureId, id: newUuid(when.atMs), creator: by, nextActionAtMs },
        when,
      );
      const shown = shownTask(task, 0);
      const told = { taskId: task.id, ventureId, causedBy: null };
      const payload = { task: shown, event: shownEvent(event) };
      const activityNumber = tell(record, told, { type: 'task.created', payload });
      await insertTask(trx, { ...task, activityNumber }, taskKey);
      await insertEvents(trx, [event]);
      return shown;
    });
  }

  /** Calls a task off, and its call if one is under way. @throws {ClaqueError} not-found; illegal-transition. */
  async cancel(id: string, reason: string, by: string): Promise<Task> {
    const { task, callId } = await this.#parts.activityLog.write(async (trx, record) => {
      const before = await findTask(trx, id);
      if (!before) throw unknownTask(id);
      const when = this.#when(by);
      const callId = await this.#endOpenCall(trx, record, before, { sentence: reason, when });
      const [task] = await writeChanges(trx, record, [cancelled(before, reason, when, callId)], this.#parts.questions);
      return { task: await this.#shown(trx, task!), callId };
    });
    if (callId !== null) this.#calls.find(callId)?.cut(new CallCut('CANCELLED', reason));
    return task;
  }

  /** To be called within the transaction that answers or expires a question: has its task go on, once (OR-6). */
  async onQuestionClosed(trx: Knex, record: RecordActivity, question: Question): Promise<void> {
    const task = question.taskId === null ? null : await findTask(trx, question.taskId);
    if (task?.status !== 'PENDING_USER_INFO') return;
    const all = (await this.#parts.questions.ofTasks(trx, [task.id])).filter(({ id }) => id !== question.id);
    if (answerText(question) === null && all.some(isOpen)) return;
    const asked = answerText(question) === null ? 'expired' : 'answered';
    await writeChanges(
      trx,
      record,
      [this.#resumed(task, asked, this.#when(question.answer?.by ?? 'server'))],
      this.#parts.questions,
    );
  }

  async setSpeed(speed: number): Promise<OutreachClock> {
    const before = this.time.speed;
    this.time.setSpeed(speed);
    try {
      return await this.#parts.activityLog.write(async (trx, record) => {
        const shown = this.time.shown();
        await saveClock(trx, { nowMs: this.time.now(), speed });
        record({ sessionId: null, tick: null, causedBy: null, type: 'outreach.speed_changed', payload: shown });
        return shown;
      });
    } catch (error) {
      this.time.setSpeed(before);
      throw error;
    }
  }

  /** Begins what is due; looks for what was lost. One beat at a time, whatever the last one still waits for. */
  async beat(): Promise<void> {
    this.#beating ??= this.#beat().finally(() => (this.#beating = null));
    await this.#beating;
  }

  /** Ends every call under way, and writes the clock down. */
  async close(): Promise<void> {
    await this.#calls.close();
    await this.#beating?.catch(() => undefined);
    await this.#calls.close(); // What the last beat began meanwhile.
    await this.#saveTime();
  }

  async #beat(): Promise<void> {
    const nowMs = this.#parts.clock.now();
    this.time.now();
    if (nowMs - this.#reconciledAtMs >= reconciledEveryMs || nowMs < this.#reconciledAtMs) {
      await this.#reconcile();
      this.#reconciledAtMs = nowMs;
    }
    await this.#calls.beat();
    if (nowMs - this.#savedAtMs >= savedEveryMs || nowMs < this.#savedAtMs) await this.#saveTime();
  }

  async #saveTime(): Promise<void> {
    this.#savedAtMs = this.#parts.clock.now();
    await this.#parts.activityLog.write((trx) => saveClock(trx, { nowMs: this.time.now(), speed: this.time.speed }));
  }

  /** What cannot be if everything went well, and is put right all the same. */
  async #reconcile(): Promise<void> {
    const { database, contacts, botIds, questions, activityLog } = this.#parts;
    await this.#calls.endLost('It was lost: something broke on our side.');
    const known = { contactIds: [...contacts.keys()], botIds: botIds() };
    const found = [...(await orphans(database.read, known)), ...(await tasksThatWait(database.read))];
    if (found.length === 0) return;
    await activityLog.write(async (trx, record) => {
      const changes: Changed[] = [];
      for (const { id } of found) {
        const task = await findTask(trx, id);
        const changed = task && (await this.#mended(trx, task));
        if (changed) changes.push(changed);
      }
      await writeChanges(trx, record, changes, questions);
    });
  }

  async #mended(trx: Knex, task: TaskState): Promise<Changed | null> {
    const when = this.#when('server');
    if (task.status === 'PENDING_USER_INFO') {
      const asked = askedOf(await this.#parts.questions.ofTasks(trx, [task.id]));
      return asked === 'open' ? null : this.#resumed(task, asked, when);
    }
    const { contactId, botId } = task;
    if (task.status !== 'PENDING' && task.status !== 'RETRY_SCHEDULED') return null;
    if (!this.#parts.contacts.has(contactId)) return failed(task, `There is no contact “${contactId}” any more.`, when);
    if (!this.#parts.botOf(botId)) return failed(task, `There is no bot “${botId}” any more.`, when);
    return null;
  }

  #resumed(task: TaskState, asked: 'answered' | 'expired' | 'none', when: When): Changed {
    return questionClosed(task, asked, when, callableFromOf(this.#parts.contacts, task.contactId));
  }

  /** The call of a task that is called off ends with it. @returns Its id, or null if none was under way. */
  async #endOpenCall(
    trx: Knex,
    record: RecordActivity,
    task: TaskState,
    { sentence, when }: { sentence: string; when: When },
  ): Promise<string | null> {
    const call = (await callsOf(trx, [task.id])).find(({ endedAtMs }) => endedAtMs === null);
    if (!call) return null;
    const durationSeconds = this.#calls.find(call.id)?.passedSeconds ?? null;
    const ended = endedCall(call, { outcome: 'CANCELLED', sentence, durationSeconds }, when.atMs);
    const turnCount = await turnCountOf(trx, call.id);
    await writeCalls(trx, record, 'call.ended', [{ call: ended, turnCount, causedBy: task.activityNumber }]);
    return call.id;
  }

  async #shown(trx: Knex, task: TaskState): Promise<Task> {
    return shownTask(task, (await this.#parts.questions.ofTasks(trx, [task.id])).filter(isOpen).length);
  }

  async #assertKnown({ ventureId, botId, contactId, sessionId }: NewTask): Promise<void> {
    const { hasVenture, hasSession, contacts, botOf } = this.#parts;
    if (!(await hasVenture(ventureId))) throw unknown('ventureId', `There is no venture “${ventureId}”.`);
    if (!botOf(botId)) throw unknown('botId', `There is no bot “${botId}”; GET /api/bots lists them.`);
    if (!contacts.has(contactId))
      throw unknown('contactId', `There is no contact “${contactId}”; GET /api/contacts lists them.`);
    if (sessionId !== null && !(await hasSession(sessionId, ventureId)))
      throw unknown('sessionId', `There is no session “${sessionId}”; GET /api/sessions lists them.`);
  }

  #when(by: string): When {
    return { atMs: this.#parts.clock.now(), clockMs: this.time.now(), by };
  }
}

export const unknownTask = (id: string): ClaqueError =>
  new ClaqueError('not-found', `There is no task “${id}”; GET /api/tasks lists them.`);

const unknown = (field: string, sentence: string): ClaqueError =>
  new ClaqueError('not-found', sentence, { fields: [{ field: `body.${field}`, message: sentence }] });

const bad = (field: string, message: string): ClaqueError =>
  new ClaqueError('bad-request', `body.${field}: ${message}`, { fields: [{ field: `body.${field}`, message }] });

/** What is to be read out on the phone, without what nobody sees (F-40). @throws {ClaqueError} bad-request, if nothing is left. */
function legible({ objective, context }: NewTask): Pick<NewTask, 'objective' | 'context'> {
  const plain = cleaned(objective, objective.length);
  if (plain === '') throw bad('objective', 'nothing that can be read is left of it');
  return { objective: plain, context: cleaned(context, context.length) };
}

/** The earliest moment of a first call, on the outreach clock. @throws {ClaqueError} bad-request, if it is too far away. */
function beginningOf(notBefore: string | null, clockMs: number): number {
  if (notBefore === null) return clockMs;
  const latestMs = clockMs + latestBeginningMs;
  if (Date.parse(notBefore) > latestMs)
    throw bad('notBefore', `at most a year ahead: ${new Date(latestMs).toISOString()} by the outreach clock`);
  return Math.max(clockMs, Date.parse(notBefore));
}

const digestOf = (body: unknown): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');

function repeated(
  known: { task: TaskState; bodyDigest: string },
  { key, bodyDigest }: { key: string; bodyDigest: string },
): TaskState {
  if (known.bodyDigest === bodyDigest) return known.task;
  throw new ClaqueError(
    'key-reused',
    `The key “${key}” stands for task ${known.task.id}, which was asked for otherwise; use another key for another task.`,
  );
}
