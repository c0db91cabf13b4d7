/** A task, its events, its calls and their turns as they are kept, and as the API shows them. Pure. */
import type {
  Call,
  CallOutcome,
  CallStatus,
  Task,
  TaskEvent,
  TaskPriority,
  TaskStatus,
  ToolUse,
  Turn,
  TurnDraft,
} from '../../contract/outreach.ts';

/** A task. Times are ms since 1970; `nextActionAtMs` is one of the outreach clock, the others are of the wall clock. */
export interface TaskState {
  readonly id: string;
  readonly ventureId: string;
  readonly creator: string;
  readonly botId: string;
  readonly contactId: string;
  readonly sessionId: string | null;
  readonly objective: string;
  readonly context: string;
  readonly priority: TaskPriority;
  readonly maxAttempts: number;
  readonly attemptCount: number;
  /** Attempts given back since the creator had to answer first. */
  readonly waitedCount: number;
  /** Attempts given back since the contact asked for another time. */
  readonly rescheduledCount: number;
  readonly status: TaskStatus;
  readonly nextActionAtMs: number | null;
  readonly result: string | null;
  readonly callCount: number;
  readonly eventCount: number;
  /** Number of the newest activity about it; null before the first. */
  readonly activityNumber: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly endedAtMs: number | null;
}

export interface EventState {
  readonly taskId: string;
  readonly position: number;
  readonly from: TaskStatus | null;
  readonly to: TaskStatus;
  readonly by: string;
  readonly why: string;
  readonly atMs: number;
  readonly clockMs: number;
  readonly callId: string | null;
}

export interface CallState {
  readonly id: string;
  readonly taskId: string;
  readonly ventureId: string;
  readonly number: number;
  readonly botId: string;
  readonly contactId: string;
  readonly executionId: string | null;
  readonly status: CallStatus;
  readonly outcome: CallOutcome | null;
  readonly sentence: string | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly startedAtClockMs: number;
  readonly durationSeconds: number | null;
}

export interface TurnState extends TurnDraft {
  readonly callId: string;
  readonly position: number;
  readonly atMs: number;
}

export const isoOf = (atMs: number): string => new Date(atMs).toISOString();
const isoOrNull = (atMs: number | null): string | null => (atMs === null ? null : isoOf(atMs));

export function shownTask(task: TaskState, openQuestionCount: number): Task {
  return {
    id: task.id,
    ventureId: task.ventureId,
    creator: task.creator,
    botId: task.botId,
    contactId: task.contactId,
    sessionId: task.sessionId,
    objective: task.objective,
    context: task.context,
    priority: task.priority,
    maxAttempts: task.maxAttempts,
    attemptCount: task.attemptCount,
    status: task.status,
    nextActionAt: isoOrNull(task.nextActionAtMs),
    result: task.result,
    openQuestionCount,
    callCount: task.callCount,
    createdAt: isoOf(task.createdAtMs),
    updatedAt: isoOf(task.updatedAtMs),
    endedAt: isoOrNull(task.endedAtMs),
  };
}

export const shownEvent = ({ position, from, to, by, why, atMs, clockMs, callId }: EventState): TaskEvent => ({
  position,
  from,
  to,
  by,
  why,
  at: isoOf(atMs),
  atClock: isoOf(clockMs),
  callId,
});

export function shownCall(call: CallState, turnCount: number): Call {
  const { startedAtMs, endedAtMs, startedAtClockMs, ...rest } = call;
  return {
    ...rest,
    startedAt: isoOf(startedAtMs),
    endedAt: isoOrNull(endedAtMs),
    startedAtClock: isoOf(startedAtClockMs),
    turnCount,
  };
}

export const shownTurn = ({ position, speaker, text, tools, atSecond, atMs }: TurnState): Turn => ({
  position,
  speaker,
  text,
  tools: tools.map((tool): ToolUse => ({ ...tool })),
  atSecond,
  at: isoOf(atMs),
});
