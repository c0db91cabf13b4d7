/** The life of a task: what may follow on what, and what each thing that happens makes of it. Pure functions. */
import type { CallOutcome, TaskStatus } from '../../contract/outreach.ts';
import { assert } from '../../kernel/errors.ts';
import type { LifeCycle } from '../../kernel/life-cycle.ts';
import { assertSuccessor } from '../../kernel/life-cycle.ts';
import { backoffMs } from './backoff.ts';
import type { EventState, TaskState } from './task-state.ts';

export const taskLifeCycle: LifeCycle<TaskStatus> = {
  PENDING: ['IN_PROGRESS', 'CANCELLED', 'FAILED'],
  IN_PROGRESS: ['RETRY_SCHEDULED', 'PENDING_USER_INFO', 'COMPLETED', 'FAILED', 'CANCELLED'],
  RETRY_SCHEDULED: ['IN_PROGRESS', 'CANCELLED', 'FAILED'],
  PENDING_USER_INFO: ['RETRY_SCHEDULED', 'CANCELLED', 'FAILED'],
  COMPLETED: [],
  FAILED: [],
  CANCELLED: [],
};

/**
 * Attempts of a task that are given back, of each kind. Fewer would use up the attempts of somebody who waits politely,
 * more would let a bot that always asks, or a contact who always puts it off, keep a task alive for ever. Assumed.
 */
export const mostWaits = 3;
export const mostReschedules = 3;

/** The soonest and the latest that a contact can put a call off to, in seconds: a minute and 30 days. Assumed. */
const soonestSeconds = 60;
const latestSeconds = 30 * 86_400;

/** When something happened, on both clocks, and who asked for it. */
export interface When {
  readonly atMs: number;
  /** On the outreach clock. */
  readonly clockMs: number;
  readonly by: string;
}

export interface Changed {
  readonly task: TaskState;
  readonly event: EventState;
}

/** How a call ended. */
export interface EndOfCall {
  readonly callId: string;
  readonly outcome: CallOutcome;
  readonly sentence: string;
  readonly result: string | null;
  readonly isRetryWorthwhile: boolean;
  readonly callAgainInSeconds: number | null;
}

/** What became of what a task's creator was asked: `open` while anything waits for an answer, `none` if nothing was. */
export type Asked = 'open' | 'answered' | 'expired' | 'none';

/** What the next call depends on besides the task. */
export interface Prospects {
  /** The first moment from this one on, on the outreach clock, at which the contact takes calls. */
  readonly callableFrom: (clockMs: number) => number;
  /** A draw in [0, 1) for the attempt of this number. */
  readonly jitterOf: (attempt: number) => number;
  readonly asked: Asked;
}

export type NewTaskState = Omit<
  TaskState,
  | 'status'
  | 'attemptCount'
  | 'waitedCount'
  | 'rescheduledCount'
  | 'result'
  | 'callCount'
  | 'eventCount'
  | 'activityNumber'
  | 'createdAtMs'
  | 'updatedAtMs'
  | 'endedAtMs'
>;

export function created(draft: NewTaskState, when: When): Changed {
  const task: TaskState = {
    ...draft,
    status: 'PENDING',
    attemptCount: 0,
    waitedCount: 0,
    rescheduledCount: 0,
    result: null,
    callCount: 0,
    eventCount: 1,
    activityNumber: null,
    createdAtMs: when.atMs,
    updatedAtMs: when.atMs,
    endedAtMs: null,
  };
  return { task, event: eventOf(task, null, 'It was created.', when, null) };
}

/** @throws {ClaqueError} illegal-transition, unless the task waits for a call. */
export function callStarted(task: TaskState, callId: string, when: When): Changed {
  assert(task.attemptCount < task.maxAttempts, `task ${task.id} that is called for has an attempt left`);
  const attemptCount = task.attemptCount + 1;
  const why = `Call ${task.callCount + 1} began: attempt ${attemptCount} of ${task.maxAttempts}.`;
  return moved(task, 'IN_PROGRESS', { why, when, callId }, { attemptCount, callCount: task.callCount + 1 });
}

/** What a task comes to when its call has ended. @throws {ClaqueError} illegal-transition, unless one was under way. */
export function callEnded(task: TaskState, end: EndOfCall, when: When, prospects: Prospects): Changed {
  const { outcome, sentence, result, callId } = end;
  const told = { why: sentence, when, callId };
  if (outcome === 'DONE') return moved(task, 'COMPLETED', told, { result: result ?? sentence });
  if (outcome === 'REFUSED') return moved(task, 'FAILED', told, { result: result ?? sentence });
  if (outcome === 'RESCHEDULED') return rescheduled(task, end, when, prospects);
  if (outcome === 'WAITING_FOR_USER' && prospects.asked !== 'none') return waiting(task, end, when, prospects);
  return retried(task, end, when, prospects);
}

/** What a task that waits for its creator comes to, now that nothing is open any more, or there is a first answer. */
export function questionClosed(
  task: TaskState,
  asked: Exclude<Asked, 'open'>,
  when: When,
  callableFrom: Prospects['callableFrom'],
): Changed {
  if (asked === 'expired') return failed(task, 'Nobody answered its question in time.', when);
  const why = asked === 'answered' ? 'Its question is answered; it is called again.' : 'No question is open any more.';
  return moved(task, 'RETRY_SCHEDULED', { why, when, callId: null }, { nextActionAtMs: callableFrom(when.clockMs) });
}

/** @throws {ClaqueError} illegal-transition if it is over. */
export function cancelled(task: TaskState, reason: string, when: When, callId: string | null): Changed {
  return moved(task, 'CANCELLED', { why: reason, when, callId }, { result: reason });
}

/** @throws {ClaqueError} illegal-transition if it is over. */
export function failed(task: TaskState, reason: string, when: When, callId: string | null = null): Changed {
  return moved(task, 'FAILED', { why: reason, when, callId }, { result: reason });
}

export const isOver = (status: TaskStatus): boolean => taskLifeCycle[status].length === 0;

function rescheduled(before: TaskState, end: EndOfCall, when: When, prospects: Prospects): Changed {
  const isFree = before.rescheduledCount < mostReschedules;
  const task = isFree ? { ...givenBack(before), rescheduledCount: before.rescheduledCount + 1 } : before;
  if (!hasAttempts(task)) return outOfAttempts(task, end, when);
  const { callAgainInSeconds: asked } = end;
  const seconds = asked === null ? null : Math.min(latestSeconds, Math.max(soonestSeconds, asked));
  const delayMs = seconds === null ? backoffOf(task, prospects) : seconds * 1_000;
  return again(task, end, when, prospects.callableFrom(when.clockMs + delayMs));
}

function waiting(before: TaskState, end: EndOfCall, when: When, prospects: Prospects): Changed {
  const isFree = before.waitedCount < mostWaits;
  const task = isFree ? { ...givenBack(before), waitedCount: before.waitedCount + 1 } : before;
  if (!hasAttempts(task)) return outOfAttempts(task, end, when);
  const told = { why: end.sentence, when, callId: end.callId };
  if (prospects.asked === 'open') return moved(task, 'PENDING_USER_INFO', told, {});
  if (prospects.asked === 'expired') return failed(task, `${end.sentence} Nobody answered in time.`, when, end.callId);
  return again(task, end, when, prospects.callableFrom(when.clockMs));
}

function retried(task: TaskState, end: EndOfCall, when: When, prospects: Prospects): Changed {
  if (!end.isRetryWorthwhile) return failed(task, end.sentence, when, end.callId);
  if (!hasAttempts(task)) return outOfAttempts(task, end, when);
  return again(task, end, when, prospects.callableFrom(when.clockMs + backoffOf(task, prospects)));
}

function again(task: TaskState, end: EndOfCall, when: When, nextActionAtMs: number): Changed {
  return moved(task, 'RETRY_SCHEDULED', { why: end.sentence, when, callId: end.callId }, { nextActionAtMs });
}

function outOfAttempts(task: TaskState, end: EndOfCall, when: When): Changed {
  const attempts = task.maxAttempts === 1 ? 'The one attempt is' : `All ${task.maxAttempts} attempts are`;
  return failed(task, `${end.sentence} ${attempts} used up.`, when, end.callId);
}

const hasAttempts = ({ attemptCount, maxAttempts }: TaskState): boolean => attemptCount < maxAttempts;
const givenBack = (task: TaskState): TaskState => ({ ...task, attemptCount: Math.max(0, task.attemptCount - 1) });

/** Grows with the calls made, those given back too: whoever asks for another time without naming one is not pressed. */
const backoffOf = ({ callCount }: TaskState, { jitterOf }: Prospects): number =>
  backoffMs(callCount, jitterOf(callCount));

interface Told {
  readonly why: string;
  readonly when: When;
  readonly callId: string | null;
}

/** The one way in which a status changes: by the table, with an event. */
function moved(before: TaskState, to: TaskStatus, { why, when, callId }: Told, changes: Partial<TaskState>): Changed {
  assertSuccessor(taskLifeCycle, before.status, to, `Task ${before.id}`);
  const task: TaskState = {
    ...before,
    nextActionAtMs: null,
    ...changes,
    status: to,
    eventCount: before.eventCount + 1,
    updatedAtMs: Math.max(before.updatedAtMs, when.atMs),
    endedAtMs: isOver(to) ? Math.max(before.createdAtMs, when.atMs) : null,
  };
  return { task, event: eventOf(task, before.status, why, when, callId) };
}

function eventOf(task: TaskState, from: TaskStatus | null, why: string, when: When, callId: string | null): EventState {
  const { atMs, clockMs, by } = when;
  return { taskId: task.id, position: task.eventCount, from, to: task.status, by, why, atMs, clockMs, callId };
}
