/** Questions in the database: rows in, rows out. */
import type { Knex } from 'knex';
import type { Question, QuestionStatus } from '../../contract/question.ts';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { upsertRows } from '../../platform/database/rows.ts';
import type { Changed, QuestionState } from './rules.ts';

export interface QuestionRow {
  id: string;
  venture_id: string;
  task_id: string | null;
  call_id: string | null;
  bot_id: string;
  creator: string;
  text: string;
  why: string | null;
  options: string;
  allows_text: number;
  default_text: string | null;
  status: QuestionStatus;
  asked_at_ms: number;
  live_until_ms: number | null;
  expires_at_ms: number;
  answer_option_id: string | null;
  answer_text: string | null;
  answered_by: string | null;
  is_answer_live: number | null;
  closed_at_ms: number | null;
  closed_reason: string | null;
}

export const stateOf = (row: QuestionRow): QuestionState => ({
  id: row.id,
  ventureId: row.venture_id,
  taskId: row.task_id,
  callId: row.call_id,
  botId: row.bot_id,
  creator: row.creator,
  text: row.text,
  why: row.why,
  options: JSON.parse(row.options) as Question['options'],
  allowsText: row.allows_text === 1,
  defaultText: row.default_text,
  status: row.status,
  askedAtMs: row.asked_at_ms,
  liveUntilMs: row.live_until_ms,
  expiresAtMs: row.expires_at_ms,
  answer: answerOf(row),
  closedAtMs: row.closed_at_ms,
  closedReason: row.closed_reason,
});

function answerOf(row: QuestionRow): QuestionState['answer'] {
  const { answer_option_id: optionId, answer_text: text, answered_by: by, is_answer_live: isLive } = row;
  if (text === null || by === null) return null;
  return { optionId, text, by, atMs: row.closed_at_ms!, isLive: isLive === 1 };
}

const rowOf = (state: QuestionState) => ({
  id: state.id,
  venture_id: state.ventureId,
  task_id: state.taskId,
  call_id: state.callId,
  bot_id: state.botId,
  creator: state.creator,
  text: state.text,
  why: state.why,
  options: JSON.stringify(state.options),
  allows_text: state.allowsText,
  default_text: state.defaultText,
  status: state.status,
  asked_at_ms: state.askedAtMs,
  live_until_ms: state.liveUntilMs,
  expires_at_ms: state.expiresAtMs,
  answer_option_id: state.answer?.optionId ?? null,
  answer_text: state.answer?.text ?? null,
  answered_by: state.answer?.by ?? null,
  is_answer_live: state.answer?.isLive ?? null,
  closed_at_ms: state.closedAtMs,
  closed_reason: state.closedReason,
});

export async function findQuestion(knex: Knex, id: string): Promise<QuestionState | null> {
  const row: QuestionRow | undefined = await knex('questions').where({ id }).first();
  return row ? stateOf(row) : null;
}

/** Those that are open, oldest first: of a task, or all of them. */
export async function openQuestions(knex: Knex, of: { taskId?: string; text?: string } = {}): Promise<QuestionState[]> {
  const query = knex('questions').where({ status: 'open' });
  if (of.taskId !== undefined) void query.where({ task_id: of.taskId });
  if (of.text !== undefined) void query.where({ text: of.text });
  const rows: QuestionRow[] = await query.orderBy(['asked_at_ms', 'id']);
  return rows.map(stateOf);
}

/** All of a task, in the order in which they were closed. */
export async function questionsOf(knex: Knex, taskId: string): Promise<QuestionState[]> {
  const rows: QuestionRow[] = await knex('questions').where({ task_id: taskId }).orderBy(['closed_at_ms', 'id']);
  return rows.map(stateOf);
}

/** Those that somebody waits for, soonest due first. */
export async function liveQuestions(knex: Knex): Promise<QuestionState[]> {
  const rows: QuestionRow[] = await knex('questions').whereNotNull('live_until_ms').orderBy(['live_until_ms', 'id']);
  return rows.map(stateOf);
}

/** Ids of open ones that a deadline has passed of, in the order in which they were due. */
export async function overdueIds(knex: Knex, nowMs: number, limit: number): Promise<string[]> {
  const due = (column: 'live_until_ms' | 'expires_at_ms') =>
    knex('questions')
      .where({ status: 'open' })
      .andWhere(column, '<', nowMs)
      .orderBy([column, 'asked_at_ms', 'id'])
      .limit(limit)
      .select({ id: 'id', at: column }) as unknown as Promise<{ id: string; at: number }[]>;
  const rows = [...(await due('live_until_ms')), ...(await due('expires_at_ms'))];
  return [...new Set(rows.toSorted((one, other) => one.at - other.at).map(({ id }) => id))];
}

/** Writes a question as it is now, and records what tells it. */
export async function writeQuestion(trx: Knex, record: RecordActivity, changed: Changed): Promise<void> {
  const { state, activities } = changed;
  if (activities.length === 0) return;
  await upsertRows(trx, 'questions', ['id'], [rowOf(state)]);
  const { id, taskId, ventureId } = state;
  // Of a task: so that the log of the task holds it too.
  const subject = taskId === null ? `question:${id}` : `task:${taskId}`;
  for (const activity of activities)
    record({ ventureId, sessionId: null, tick: null, causedBy: null, subject, ...activity });
}

/** Keeps who answered what (PL-13). */
export async function writeAudit(trx: Knex, who: string, before: QuestionState, after: QuestionState): Promise<void> {
  const { id: subject, ventureId, status, answer } = after;
  const change = { before: { status: before.status }, after: { status, text: answer!.text } };
  await recordAudit(trx, [{ who, what: 'question.answer', subject, ventureId, ...change, atMs: after.closedAtMs! }]);
}
