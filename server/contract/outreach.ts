/** Outreach: tasks, the calls made for them, what is said in them, and the clock they go by (OR). */
import { z } from 'zod';
import { inQuery, ListQuery, pageOf, searched } from './page.ts';
import { Question } from './question.ts';
import { defaultVentureId } from './vocabulary.ts';

const count = z.int().min(0);
const moment = z.iso.datetime();
const seconds = z.number().min(0);

export const TaskStatus = z
  .enum(['PENDING', 'IN_PROGRESS', 'RETRY_SCHEDULED', 'PENDING_USER_INFO', 'COMPLETED', 'FAILED', 'CANCELLED'])
  .meta({
    id: 'TaskStatus',
    description:
      'PENDING: waits for its first call. IN_PROGRESS: a call is under way. RETRY_SCHEDULED: waits for its next call. PENDING_USER_INFO: waits for its creator’s answer. COMPLETED, FAILED, CANCELLED: over (OR-1).',
  });
export type TaskStatus = z.infer<typeof TaskStatus>;

export const TaskPriority = z.enum(['low', 'normal', 'high', 'urgent']).meta({ id: 'TaskPriority' });
export type TaskPriority = z.infer<typeof TaskPriority>;

export const CallOutcome = z
  .enum([
    'DONE',
    'REFUSED',
    'RESCHEDULED',
    'WAITING_FOR_USER',
    'FAILED_NO_ANSWER',
    'FAILED_BUSY',
    'VOICEMAIL',
    'DROPPED',
    'FAILED_ERROR',
    'CANCELLED',
  ])
  .meta({
    id: 'CallOutcome',
    description:
      'DONE: reached, and the errand is done. REFUSED: reached, and they said no. RESCHEDULED: reached, and they want to be called at another time. WAITING_FOR_USER: the creator has to answer something first. FAILED_NO_ANSWER, FAILED_BUSY, VOICEMAIL: not reached. DROPPED: cut off. FAILED_ERROR: something broke on our side. CANCELLED: called off (OR-4).',
  });
export type CallOutcome = z.infer<typeof CallOutcome>;

export const CallStatus = z.enum(['dialling', 'talking', 'ended']).meta({ id: 'CallStatus' });
export type CallStatus = z.infer<typeof CallStatus>;

/** A tool the bot used in a turn, and what came of it; an unknown one and bad arguments are recorded too (OR-3). */
export const ToolUse = z
  .strictObject({
    name: z.string(),
    arguments: z.record(z.string(), z.unknown()).nullable().describe('Null where they could not be read.'),
    isAccepted: z.boolean(),
    result: z.string().describe('What the bot was told came of it.'),
  })
  .meta({ id: 'ToolUse' });
export type ToolUse = z.infer<typeof ToolUse>;

export const TurnDraft = z.strictObject({
  speaker: z
    .enum(['bot', 'contact', 'line', 'note'])
    .describe(
      'line: a menu, a voicemail or a tone. note: what happened beside the talk, such as an answer that came in.',
    ),
  text: z.string(),
  tools: z.array(ToolUse).max(8),
  atSecond: seconds.describe('Seconds of simulated time since the call began.'),
});
export type TurnDraft = z.infer<typeof TurnDraft>;

export const Turn = TurnDraft.extend({
  position: z.int().min(1).describe('Its place in the call, from 1 without gaps.'),
  at: moment,
}).meta({ id: 'CallTurn' });
export type Turn = z.infer<typeof Turn>;

export const Call = z
  .strictObject({
    id: z.uuid(),
    taskId: z.uuid(),
    ventureId: z.string(),
    number: z.int().min(1).describe('The task’s first call, its second, and so on.'),
    botId: z.string(),
    contactId: z.string(),
    executionId: z.uuid().nullable(),
    status: CallStatus,
    outcome: CallOutcome.nullable().describe('Null while it goes on.'),
    sentence: z.string().nullable().describe('What came of it, for a person.'),
    startedAt: moment,
    endedAt: moment.nullable(),
    startedAtClock: moment.describe('The same on the outreach clock.'),
    durationSeconds: seconds.nullable().describe('Simulated time it took.'),
    turnCount: count,
  })
  .meta({ id: 'Call', description: 'One attempt at a task.' });
export type Call = z.infer<typeof Call>;

export const CallDetail = Call.extend({ turns: z.array(Turn) }).meta({ id: 'CallDetail' });
export type CallDetail = z.infer<typeof CallDetail>;

export const TaskEvent = z
  .strictObject({
    position: z.int().min(1),
    from: TaskStatus.nullable().describe('Null: it was created.'),
    to: TaskStatus,
    by: z.string().describe('`server`, or who asked for it.'),
    why: z.string(),
    at: moment,
    atClock: moment.describe('The same on the outreach clock.'),
    callId: z.uuid().nullable(),
  })
  .meta({ id: 'TaskEvent', description: 'A change of a task’s status: who, when, from, to and why (OR-1).' });
export type TaskEvent = z.infer<typeof TaskEvent>;

export const Task = z
  .strictObject({
    id: z.uuid(),
    ventureId: z.string(),
    creator: z.string().describe('Whom its questions are put to.'),
    botId: z.string(),
    contactId: z.string(),
    sessionId: z.string().nullable().describe('A session at whose speed its calls run; null: the outreach clock’s.'),
    objective: z.string(),
    context: z.string(),
    priority: TaskPriority,
    maxAttempts: z.int().min(1).max(20),
    attemptCount: count.describe(
      'Attempts used up. A call that ended because it waits for its creator, or because the contact asked for another time, uses none up.',
    ),
    status: TaskStatus,
    nextActionAt: moment.nullable().describe('When the next call is due, on the outreach clock; null: none is.'),
    result: z.string().nullable().describe('What came of it, once it is over.'),
    openQuestionCount: count,
    callCount: count,
    createdAt: moment,
    updatedAt: moment,
    endedAt: moment.nullable(),
  })
  .meta({ id: 'Task', description: 'An errand given to a bot (OR-1).' });
export type Task = z.infer<typeof Task>;
export const TaskPage = pageOf(Task, 'TaskPage');

export const TaskDetail = Task.extend({
  events: z.array(TaskEvent),
  calls: z.array(CallDetail),
  questions: z.array(Question),
}).meta({ id: 'TaskDetail', description: 'A task with its events, calls, their turns, and its questions (OR-8).' });
export type TaskDetail = z.infer<typeof TaskDetail>;

const totals = z.record(TaskStatus, count).describe('By status, of all that match but for the status asked for.');
export const TaskDetailPage = z
  .strictObject({ items: z.array(TaskDetail), total: count, limit: count, offset: count, totals })
  .meta({ id: 'TaskDetailPage' });
export type TaskDetailPage = z.infer<typeof TaskDetailPage>;

export const TaskEventPage = pageOf(TaskEvent, 'TaskEventPage');

const bound = z.union([moment, z.iso.date()]).optional().meta({
  description:
    'When it was created: a UTC day such as 2026-11-21, or a moment such as 2026-11-21T09:00:00Z; inclusive.',
  example: '2026-11-21',
});

export const TaskQuery = ListQuery.extend({
  ventureId: z.string().min(1).max(40).default(defaultVentureId).describe('Whose tasks.'),
  status: TaskStatus.optional(),
  botId: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .meta({ description: 'Only those given to this bot.', example: 'mona-field' }),
  contactId: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .meta({ description: 'Only those about this contact.', example: 'amina-diallo' }),
  creator: z
    .string()
    .min(1)
    .max(80)
    .optional()
    .meta({ description: 'Only those whose questions are put to this person.', example: 'panel' }),
  text: searched('In its objective, context or result.', 'slides'),
  from: bound,
  to: bound,
  sort: z
    .enum(['newest', 'oldest', 'due', 'priority', 'updated'])
    .default('newest')
    .describe('due: by when the next call is due. priority: the most urgent first. updated: by the last change.'),
});
export type TaskQuery = z.infer<typeof TaskQuery>;

export const TaskDetailQuery = TaskQuery.extend({
  limit: inQuery(z.int().min(1).max(100)).default(25).describe('Tasks a page, 1 to 100.'),
});
export type TaskDetailQuery = z.infer<typeof TaskDetailQuery>;

export const NewTask = z
  .strictObject({
    ventureId: z.string().min(1).max(40).default(defaultVentureId),
    botId: z.string().min(1).max(80),
    contactId: z.string().min(1).max(80),
    sessionId: z.string().min(1).max(80).nullable().default(null),
    objective: z.string().trim().min(1).max(500).describe('What is to come of it.'),
    context: z.string().trim().max(4_000).default('').describe('What the bot knows, for the call.'),
    priority: TaskPriority.default('normal'),
    maxAttempts: z.int().min(1).max(20).default(3),
    notBefore: moment
      .nullable()
      .default(null)
      .describe('On the outreach clock, a year ahead at most; null: as soon as the contact can be called.'),
  })
  .meta({ id: 'NewTask' });
export type NewTask = z.infer<typeof NewTask>;

export const CancelTask = z
  .strictObject({ reason: z.string().trim().min(1).max(500).default('Cancelled by a person.') })
  .meta({ id: 'CancelTask' });
export type CancelTask = z.infer<typeof CancelTask>;

/** The clock that calls, retries and calling hours go by: it runs with the wall clock, or faster. */
export const OutreachClock = z
  .strictObject({
    now: moment.describe('What it shows. Never behind the wall clock, and never going back.'),
    speed: z.number().min(1).max(3_600),
    aheadSeconds: seconds.describe('How far it is ahead of the wall clock.'),
  })
  .meta({ id: 'OutreachClock' });
export type OutreachClock = z.infer<typeof OutreachClock>;
export const OutreachSpeed = z
  .strictObject({ speed: z.number().min(1).max(3_600).describe('1: real time.') })
  .meta({ id: 'OutreachSpeed' });
export type OutreachSpeed = z.infer<typeof OutreachSpeed>;

const about = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type: z.literal(type), payload });

/** Topics `outreach` (all but the turns) and `task:ID` (everything of one, its questions too) of the stream. */
export const OutreachActivity = z.discriminatedUnion('type', [
  about('task.created', z.strictObject({ task: Task, event: TaskEvent })),
  about('task.changed', z.strictObject({ task: Task, event: TaskEvent })),
  about('call.started', z.strictObject({ taskId: z.uuid(), call: Call })),
  about('call.answered', z.strictObject({ taskId: z.uuid(), call: Call })),
  about('call.turn', z.strictObject({ taskId: z.uuid(), callId: z.uuid(), turn: Turn })),
  about('call.ended', z.strictObject({ taskId: z.uuid(), call: Call })),
  about('outreach.speed_changed', OutreachClock),
]);
export type OutreachActivity = z.infer<typeof OutreachActivity>;
