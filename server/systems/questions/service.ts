/**
 * Commands on questions: asked, waited for, answered once, left open and expired when their time has come (OR-6, OR-7).
 *
 * Whether something is in time is decided by the server's clock within the transaction: timers only wake it.
 */
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { AnswerQuestion, Question, QuestionAnswer } from '../../contract/question.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Wait } from '../../language/wait.ts';
import type { ActivityLog, RecordActivity } from '../../platform/activity/activity-log.ts';
import type { Database } from '../../platform/database/database.ts';
import { newUuid } from '../../platform/database/uuid.ts';
import type { QuestionDraft, QuestionState } from './rules.ts';
import {
  answered,
  asked,
  askedAgain,
  cancelled,
  isRepeated,
  leftOpen,
  overtaken,
  plainDraft,
  settled,
  shifted,
  shown,
  whyTooLate,
} from './rules.ts';
import {
  findQuestion,
  liveQuestions,
  openQuestions,
  overdueIds,
  questionsOf,
  writeAudit,
  writeQuestion,
} from './store.ts';
import { Waiting } from './waiting.ts';

/** Deadlines seen to in one beat; after a long downtime the rest follows with the next. */
const mostABeat = 500;
/** Going back by less than this is what setting a clock by the network does every day. Assumed. */
const backwardsMs = 1_000;

export interface QuestionServiceParts {
  readonly database: Database;
  readonly activityLog: ActivityLog;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly log: Logger;
  /** Hears of each question that is answered or expires, within the transaction that says so. */
  readonly onClosed: (trx: Knex, record: RecordActivity, question: Question) => Promise<void>;
}

export class QuestionService {
  readonly #parts: QuestionServiceParts;
  readonly #waiting = new Waiting();
  #lastMs: number;

  private constructor(parts: QuestionServiceParts) {
    this.#parts = parts;
    this.#lastMs = parts.clock.now();
    parts.activityLog.bus.subscribe((activities) => {
      for (const { type, payload } of activities)
        if (type.startsWith('question.')) this.#waiting.tell(String(payload['id']));
    });
  }

  /** Opens for work. Whoever waited when the last process ended is gone with it: their questions are left open (OR-10). */
  static async open(parts: QuestionServiceParts): Promise<QuestionService> {
    const service = new QuestionService(parts);
    await parts.activityLog.write(async (trx, record) => {
      for (const state of await liveQuestions(trx)) await writeQuestion(trx, record, leftOpen(state));
    });
    return service;
  }

  /**
   * Puts a question to a person; on disk when it settles. While the same text of the same task is open nothing is
   * asked twice: the question goes over to the call that asks now.
   *
   * @throws {ClaqueError} bad-request, if nothing that can be read is left of its text.
   */
  async ask(draft: QuestionDraft): Promise<Question> {
    const plain = plainDraft(draft);
    await this.#meetClock();
    const { clock, activityLog } = this.#parts;
    return activityLog.write(async (trx, record) => {
      const nowMs = clock.now();
      const before = await this.#openOf(trx, record, plain, nowMs);
      const changed = before ? askedAgain(before, plain, nowMs) : asked(newUuid(nowMs), plain, nowMs);
      await writeQuestion(trx, record, changed);
      return shown(changed.state);
    });
  }

  /**
   * The answer, if it comes while whoever asked waits; null once that time has passed or the question is cancelled.
   *
   * @throws the signal's reason, once it is aborted.
   */
  async waitFor(id: string, signal: AbortSignal): Promise<QuestionAnswer | null> {
    for (;;) {
      signal.throwIfAborted();
      const { happened, leave } = this.#waiting.next(id);
      try {
        const state = await findQuestion(this.#parts.database.read, id);
        if (!state) throw unknownQuestion(id);
        if (state.liveUntilMs === null) return state.answer?.isLive ? shown(state).answer : null;
        await this.#untilPast(state.liveUntilMs, happened, signal);
      } finally {
        leave();
      }
      signal.throwIfAborted();
      await this.#overtakeById(id);
    }
  }

  /**
   * A person's answer. The first one counts; the same one from the same person again changes nothing and gets the
   * same reply, so that a double click or a repeated request does not look like a loss.
   *
   * @throws {ClaqueError} not-found; bad-request, for what it does not offer; illegal-transition, once it is closed.
   */
  async answer(id: string, answer: AnswerQuestion, by: string): Promise<Question> {
    await this.#meetClock();
    const { clock, activityLog, onClosed } = this.#parts;
    const { state, isNew } = await activityLog.write(async (trx, record) => {
      const nowMs = clock.now();
      const before = await this.#overtake(trx, record, await known(trx, id), nowMs);
      // No error yet: what has overtaken it must stay written.
      if (before.status !== 'open') return { state: before, isNew: false };
      const changed = answered(before, answer, by, nowMs);
      await writeQuestion(trx, record, changed);
      await writeAudit(trx, by, before, changed.state);
      await onClosed(trx, record, shown(changed.state));
      return { state: changed.state, isNew: true };
    });
    if (!isNew && !isRepeated(state, answer, by)) throw new ClaqueError('illegal-transition', whyTooLate(state, by));
    return shown(state);
  }

  /** What is settled of a task, in the order in which it was: answers, and the defaults of what expired. */
  async answersOf(taskId: string): Promise<{ question: string; answer: string }[]> {
    return settled(await questionsOf(this.#parts.database.read, taskId));
  }

  /** Takes back what is open of a task that is over, as part of the transaction that ends it. */
  async cancelOfTask(trx: Knex, record: RecordActivity, taskId: string, reason: string): Promise<void> {
    const nowMs = this.#parts.clock.now();
    for (const state of await openQuestions(trx, { taskId }))
      await writeQuestion(trx, record, cancelled(state, reason, nowMs));
  }

  /** Leaves open what a call has asked that is over, as part of the transaction that ends it: nobody waits there any more. */
  async leaveOfCall(trx: Knex, record: RecordActivity, callId: string): Promise<void> {
    for (const state of await liveQuestions(trx))
      if (state.callId === callId) await writeQuestion(trx, record, leftOpen(state));
  }

  /** Sees to deadlines that have passed, in their order: also those of a time when no server ran. */
  async beat(): Promise<void> {
    await this.#meetClock();
    const { database, clock, log } = this.#parts;
    for (const id of await overdueIds(database.read, clock.now(), mostABeat))
      await this.#overtakeById(id).catch((error: unknown) =>
        log.error({ err: error, questionId: id }, 'A question whose time has passed could not be closed'),
      );
  }

  async #openOf(
    trx: Knex,
    record: RecordActivity,
    { taskId, text }: QuestionDraft,
    nowMs: number,
  ): Promise<QuestionState | null> {
    if (taskId === null) return null;
    const [found] = await openQuestions(trx, { taskId, text });
    if (!found) return null;
    const state = await this.#overtake(trx, record, found, nowMs);
    return state.status === 'open' ? state : null;
  }

  async #overtakeById(id: string): Promise<void> {
    const { activityLog, clock } = this.#parts;
    await activityLog.write(async (trx, record) => {
      await this.#overtake(trx, record, await known(trx, id), clock.now());
    });
  }

  async #overtake(trx: Knex, record: RecordActivity, before: QuestionState, nowMs: number): Promise<QuestionState> {
    const changed = overtaken(before, nowMs);
    await writeQuestion(trx, record, changed);
    const hasExpired = changed.state.status === 'expired' && before.status === 'open';
    if (hasExpired) await this.#parts.onClosed(trx, record, shown(changed.state));
    return changed.state;
  }

  /** A clock that is set back must not keep anybody waiting as much longer (F-26). */
  async #meetClock(): Promise<void> {
    const nowMs = this.#parts.clock.now();
    const backMs = this.#lastMs - nowMs;
    this.#lastMs = nowMs;
    if (backMs < backwardsMs) return;
    await this.#parts.activityLog.write(async (trx, record) => {
      for (const state of await liveQuestions(trx)) await writeQuestion(trx, record, shifted(state, backMs));
    });
  }

  /** Until a moment has passed, something happened, or the signal is aborted. */
  async #untilPast(atMs: number, happened: Promise<void>, signal: AbortSignal): Promise<void> {
    const { clock, wait } = this.#parts;
    const enough = new AbortController();
    try {
      await Promise.race([
        happened,
        wait(Math.max(0, atMs + 1 - clock.now()), AbortSignal.any([signal, enough.signal])),
      ]);
    } finally {
      enough.abort();
    }
  }
}

async function known(knex: Knex, id: string): Promise<QuestionState> {
  const state = await findQuestion(knex, id);
  if (!state) throw unknownQuestion(id);
  return state;
}

export const unknownQuestion = (id: string): ClaqueError =>
  new ClaqueError('not-found', `There is no question “${id}”.`);
