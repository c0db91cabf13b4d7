/** Tasks, events, calls and turns in the database: rows in, rows out. */
import type { Knex } from 'knex';
import type { CallOutcome, CallStatus, TaskStatus, ToolUse, TurnDraft } from '../../contract/outreach.ts';
import { insertRows, upsertRows } from '../../platform/database/rows.ts';
import { placeInQueue, priorities } from './queue.ts';
import type { CallState, EventState, TaskState, TurnState } from './task-state.ts';

export interface TaskRow {
  id: string;
  venture_id: string;
  creator: string;
  bot_id: string;
  contact_id: string;
  session_id: string | null;
  objective: string;
  context: string;
  priority_rank: number;
  max_attempts: number;
  attempt_count: number;
  waited_count: number;
  rescheduled_count: number;
  status: TaskStatus;
  next_action_at_ms: number | null;
  queue_place_ms: number | null;
  result: string | null;
  call_count: number;
  event_count: number;
  activity_number: number | null;
  created_at_ms: number;
  updated_at_ms: number;
  ended_at_ms: number | null;
}

export const taskOf = (row: TaskRow): TaskState => ({
  id: row.id,
  ventureId: row.venture_id,
  creator: row.creator,
  botId: row.bot_id,
  contactId: row.contact_id,
  sessionId: row.session_id,
  objective: row.objective,
  context: row.context,
  priority: priorities[row.priority_rank]!,
  maxAttempts: row.max_attempts,
  attemptCount: row.attempt_count,
  waitedCount: row.waited_count,
  rescheduledCount: row.rescheduled_count,
  status: row.status,
  nextActionAtMs: row.next_action_at_ms,
  result: row.result,
  callCount: row.call_count,
  eventCount: row.event_count,
  activityNumber: row.activity_number,
  createdAtMs: row.created_at_ms,
  updatedAtMs: row.updated_at_ms,
  endedAtMs: row.ended_at_ms,
});

const rowOf = (task: TaskState): TaskRow => ({
  id: task.id,
  venture_id: task.ventureId,
  creator: task.creator,
  bot_id: task.botId,
  contact_id: task.contactId,
  session_id: task.sessionId,
  objective: task.objective,
  context: task.context,
  priority_rank: priorities.indexOf(task.priority),
  max_attempts: task.maxAttempts,
  attempt_count: task.attemptCount,
  waited_count: task.waitedCount,
  rescheduled_count: task.rescheduledCount,
  status: task.status,
  next_action_at_ms: task.nextActionAtMs,
  queue_place_ms: task.nextActionAtMs === null ? null : placeInQueue(task.priority, task.nextActionAtMs),
  result: task.result,
  call_count: task.callCount,
  event_count: task.eventCount,
  activity_number: task.activityNumber,
  created_at_ms: task.createdAtMs,
  updated_at_ms: task.updatedAtMs,
  ended_at_ms: task.endedAtMs,
});

export interface EventRow {
  task_id: string;
  position: number;
  from_status: TaskStatus | null;
  to_status: TaskStatus;
  by: string;
  why: string;
  at_ms: number;
  clock_ms: number;
  call_id: string | null;
}

export const eventOf = (row: EventRow): EventState => ({
  taskId: row.task_id,
  position: row.position,
  from: row.from_status,
  to: row.to_status,
  by: row.by,
  why: row.why,
  atMs: row.at_ms,
  clockMs: row.clock_ms,
  callId: row.call_id,
});

const eventRow = (event: EventState): EventRow => ({
  task_id: event.taskId,
  position: event.position,
  from_status: event.from,
  to_status: event.to,
  by: event.by,
  why: event.why,
  at_ms: event.atMs,
  clock_ms: event.clockMs,
  call_id: event.callId,
});

export interface CallRow {
  id: string;
  task_id: string;
  venture_id: string;
  number: number;
  bot_id: string;
  contact_id: string;
  execution_id: string | null;
  status: CallStatus;
  outcome: CallOutcome | null;
  sentence: string | null;
  started_at_ms: number;
  ended_at_ms: number | null;
  started_at_clock_ms: number;
  duration_seconds: number | null;
}

export const callOf = (row: CallRow): CallState => ({
  id: row.id,
  taskId: row.task_id,
  ventureId: row.venture_id,
  number: row.number,
  botId: row.bot_id,
  contactId: row.contact_id,
  executionId: row.execution_id,
  status: row.status,
  outcome: row.outcome,
  sentence: row.sentence,
  startedAtMs: row.started_at_ms,
  endedAtMs: row.ended_at_ms,
  startedAtClockMs: row.started_at_clock_ms,
  durationSeconds: row.duration_seconds,
});

const callRow = (call: CallState): CallRow => ({
  id: call.id,
  task_id: call.taskId,
  venture_id: call.ventureId,
  number: call.number,
  bot_id: call.botId,
  contact_id: call.contactId,
  execution_id: call.executionId,
  status: call.status,
  outcome: call.outcome,
  sentence: call.sentence,
  started_at_ms: call.startedAtMs,
  ended_at_ms: call.endedAtMs,
  started_at_clock_ms: call.startedAtClockMs,
  duration_seconds: call.durationSeconds,
});

export interface TurnRow {
  call_id: string;
  position: number;
  speaker: TurnDraft['speaker'];
  text: string;
  tools: string;
  at_second: number;
  at_ms: number;
}

export const turnOf = (row: TurnRow): TurnState => ({
  callId: row.call_id,
  position: row.position,
  speaker: row.speaker,
  text: row.text,
  tools: JSON.parse(row.tools) as ToolUse[],
  atSecond: row.at_second,
  atMs: row.at_ms,
});

const turnRow = (turn: TurnState): TurnRow => ({
  call_id: turn.callId,
  position: turn.position,
  speaker: turn.speaker,
  text: turn.text,
  tools: JSON.stringify(turn.tools),
  at_second: turn.atSecond,
  at_ms: turn.atMs,
});

/** What an idempotency key of a venture stands for. */
export interface TaskKey {
  readonly key: string;
  readonly bodyDigest: string;
}

export async function insertTask(trx: Knex, task: TaskState, key: TaskKey | null): Promise<void> {
  const columns = { idempotency_key: key?.key ?? null, body_digest: key?.bodyDigest ?? null };
  await insertRows(trx, 'outreach_tasks', [{ ...rowOf(task), ...columns }]);
}

export const saveTasks = (trx: Knex, tasks: readonly TaskState[]): Promise<void> =>
  upsertRows(
    trx,
    'outreach_tasks',
    ['id'],
    tasks.map(rowOf).map((row) => ({ ...row })),
  );

export const insertEvents = (trx: Knex, events: readonly EventState[]): Promise<void> =>
  insertRows(
    trx,
    'outreach_events',
    events.map(eventRow).map((row) => ({ ...row })),
  );

export const saveCalls = (trx: Knex, calls: readonly CallState[]): Promise<void> =>
  upsertRows(
    trx,
    'outreach_calls',
    ['id'],
    calls.map(callRow).map((row) => ({ ...row })),
  );

export const insertTurns = (trx: Knex, turns: readonly TurnState[]): Promise<void> =>
  insertRows(
    trx,
    'outreach_turns',
    turns.map(turnRow).map((row) => ({ ...row })),
  );

export async function findTask(knex: Knex, id: string): Promise<TaskState | null> {
  const row: TaskRow | undefined = await knex('outreach_tasks').where({ id }).first();
  return row ? taskOf(row) : null;
}

export async function findTasks(knex: Knex, ids: readonly string[]): Promise<TaskState[]> {
  const rows: TaskRow[] = await knex('outreach_tasks').whereIn('id', [...ids]);
  return rows.map(taskOf);
}

/** How many tasks of the same venture and contact came before each of these. */
export async function earlierTaskCounts(knex: Knex, taskIds: readonly string[]): Promise<Map<string, number>> {
  const rows: { id: string; total: number }[] = await knex('outreach_tasks as task')
    .join('outreach_tasks as earlier', (join) => {
      void join.on('earlier.contact_id', 'task.contact_id').on('earlier.venture_id', 'task.venture_id');
      void join.on('earlier.id', '<', 'task.id');
    })
    .whereIn('task.id', [...taskIds])
    .groupBy('task.id')
    .select('task.id')
    .count({ total: '*' });
  return new Map(rows.map(({ id, total }) => [id, total]));
}

/** The task that a venture's key stands for, with what it was asked with. */
export async function findByKey(knex: Knex, ventureId: string, key: string) {
  const row: (TaskRow & { body_digest: string }) | undefined = await knex('outreach_tasks')
    .where({ venture_id: ventureId, idempotency_key: key })
    .first();
  return row ? { task: taskOf(row), bodyDigest: row.body_digest } : null;
}

/** Who would call, and for whom. */
export type Pairing = Pick<TaskState, 'ventureId' | 'botId'>;

export interface Due {
  readonly clockMs: number;
  readonly contactIds: readonly string[];
  /** Who makes no calls now. */
  readonly resting: readonly Pairing[];
  readonly limit: number;
}

/** Of each of these contacts the task whose turn it is, in the order of the queue. */
export async function dueTasks(knex: Knex, { clockMs, contactIds, resting, limit }: Due): Promise<TaskState[]> {
  const order = [{ column: 'queue_place_ms' }, { column: 'id' }];
  const waiting = knex('outreach_tasks')
    .whereIn('status', ['PENDING', 'RETRY_SCHEDULED'])
    .andWhere('next_action_at_ms', '<=', clockMs)
    .whereIn('contact_id', [...contactIds])
    .whereNot((either) => {
      for (const { ventureId, botId } of resting) void either.orWhere({ venture_id: ventureId, bot_id: botId });
    })
    .select('*')
    .rowNumber('place', (window) => void window.partitionBy('contact_id').orderBy(order))
    .as('waiting');
  const rows: TaskRow[] = await knex.from(waiting).where('place', 1).orderBy(order).limit(limit);
  return rows.map(taskOf);
}

/** Tasks that wait for a call and never get one, since there is no such contact or no such bot any more. */
export async function orphans(
  knex: Knex,
  known: { contactIds: readonly string[]; botIds: readonly string[] },
): Promise<TaskState[]> {
  const rows: TaskRow[] = await knex('outreach_tasks')
    .whereIn('status', ['PENDING', 'RETRY_SCHEDULED'])
    .andWhere((query) =>
      query.whereNotIn('contact_id', [...known.contactIds]).orWhereNotIn('bot_id', [...known.botIds]),
    )
    .limit(100);
  return rows.map(taskOf);
}

export async function tasksThatWait(knex: Knex): Promise<TaskState[]> {
  const rows: TaskRow[] = await knex('outreach_tasks').where({ status: 'PENDING_USER_INFO' });
  return rows.map(taskOf);
}

export async function findCall(knex: Knex, id: string): Promise<CallState | null> {
  const row: CallRow | undefined = await knex('outreach_calls').where({ id }).first();
  return row ? callOf(row) : null;
}

/** Calls of these tasks, in their order. */
export async function callsOf(knex: Knex, taskIds: readonly string[]): Promise<CallState[]> {
  const rows: CallRow[] = await knex('outreach_calls')
    .whereIn('task_id', [...taskIds])
    .orderBy(['task_id', 'number']);
  return rows.map(callOf);
}

/** Calls that have not ended. */
export async function openCalls(knex: Knex): Promise<CallState[]> {
  const rows: CallRow[] = await knex('outreach_calls').whereNull('ended_at_ms').orderBy('started_at_ms');
  return rows.map(callOf);
}

/** Those of these calls that have not ended. */
export async function stillOpen(knex: Knex, callIds: readonly string[]): Promise<Set<string>> {
  const rows: { id: string }[] = await knex('outreach_calls')
    .whereIn('id', [...callIds])
    .whereNull('ended_at_ms')
    .select('id');
  return new Set(rows.map(({ id }) => id));
}

export async function turnCountOf(knex: Knex, callId: string): Promise<number> {
  const [row] = await knex('outreach_turns').where({ call_id: callId }).count<{ total: number }[]>({ total: '*' });
  return row?.total ?? 0;
}

export async function findClock(knex: Knex): Promise<{ nowMs: number; speed: number } | null> {
  const row: { now_ms: number; speed: number } | undefined = await knex('outreach_clock').where({ id: 1 }).first();
  return row ? { nowMs: row.now_ms, speed: row.speed } : null;
}

export const saveClock = (trx: Knex, { nowMs, speed }: { nowMs: number; speed: number }): Promise<void> =>
  upsertRows(trx, 'outreach_clock', ['id'], [{ id: 1, now_ms: nowMs, speed }]);
