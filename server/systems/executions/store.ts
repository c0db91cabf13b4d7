/** Executions in the database: rows in, rows out. */
import type { Knex } from 'knex';
import type { ExecutionStatus } from '../../contract/execution.ts';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { insertRows, upsertRows } from '../../platform/database/rows.ts';
import type { Group, RequestKey, StoredKey } from './group.ts';
import { insertModelCalls } from './model-call-store.ts';
import type { ExecutionState, StageMark } from './rules.ts';
import { newUuid } from '../../platform/database/uuid.ts';

export interface ExecutionRow {
  id: string;
  venture_id: string;
  kind: string;
  title: string;
  source: ExecutionState['source'];
  status: ExecutionStatus;
  stage_number: number;
  stage_count: number | null;
  stage_name: string | null;
  stages: string;
  reason: string | null;
  metadata: string;
  entry_count: number;
  model_call_count: number;
  activity_number: number | null;
  created_at_ms: number;
  started_at_ms: number | null;
  ended_at_ms: number | null;
  updated_at_ms: number;
}

export const stateOf = (row: ExecutionRow): ExecutionState => ({
  id: row.id,
  ventureId: row.venture_id,
  kind: row.kind,
  title: row.title,
  source: row.source,
  status: row.status,
  stageNumber: row.stage_number,
  stageCount: row.stage_count,
  stageName: row.stage_name,
  stages: JSON.parse(row.stages) as StageMark[],
  reason: row.reason,
  metadata: JSON.parse(row.metadata) as Record<string, unknown>,
  entryCount: row.entry_count,
  modelCallCount: row.model_call_count,
  activityNumber: row.activity_number,
  createdAtMs: row.created_at_ms,
  startedAtMs: row.started_at_ms,
  endedAtMs: row.ended_at_ms,
  updatedAtMs: row.updated_at_ms,
});

const rowOf = (state: ExecutionState) => ({
  id: state.id,
  venture_id: state.ventureId,
  kind: state.kind,
  title: state.title,
  source: state.source,
  status: state.status,
  stage_number: state.stageNumber,
  stage_count: state.stageCount,
  stage_name: state.stageName,
  stages: JSON.stringify(state.stages),
  reason: state.reason,
  metadata: JSON.stringify(state.metadata),
  entry_count: state.entryCount,
  model_call_count: state.modelCallCount,
  activity_number: state.activityNumber,
  created_at_ms: state.createdAtMs,
  started_at_ms: state.startedAtMs,
  ended_at_ms: state.endedAtMs,
  updated_at_ms: state.updatedAtMs,
});

export async function findExecutions(knex: Knex, ids: readonly string[]): Promise<ExecutionState[]> {
  const rows: ExecutionRow[] = await knex('agent_executions').whereIn('id', [...ids]);
  return rows.map(stateOf);
}

/** Those of our own work that were under way when the process ended; what is performed elsewhere did not end with it. */
export async function interruptedIds(knex: Knex): Promise<string[]> {
  const running = knex('agent_executions').where({ status: 'running', source: 'server' });
  const rows: { id: string }[] = await running.select('id');
  return rows.map(({ id }) => id);
}

/** What these keys stand for, but for those that are too old to count. */
export async function findKeys(knex: Knex, keys: readonly RequestKey[], sinceMs: number): Promise<StoredKey[]> {
  if (keys.length === 0) return [];
  const rows = (await knex('execution_keys')
    .whereIn(
      ['scope', 'key'],
      keys.map(({ scope, key }) => [scope, key]),
    )
    .andWhere('at_ms', '>', sinceMs)) as {
    scope: string;
    key: string;
    body_digest: string;
    answer: string;
    at_ms: number;
  }[];
  return rows.map(({ scope, key, body_digest: bodyDigest, answer, at_ms: atMs }) => ({
    scope,
    key,
    bodyDigest,
    answer: JSON.parse(answer) as unknown,
    atMs,
  }));
}

export async function hasVenture(knex: Knex, id: string): Promise<boolean> {
  return (await knex('ventures').where({ id }).first('id')) !== undefined;
}

/** Writes what a group came to, each table by one statement, and its activities. */
export async function writeGroup(trx: Knex, record: RecordActivity, group: Group): Promise<void> {
  const numbers = new Map<string, number>();
  for (const { executionId, activity } of group.told()) {
    const causedBy = numbers.get(executionId) ?? group.states.get(executionId)!.activityNumber;
    numbers.set(
      executionId,
      record({
        ventureId: activity.payload.ventureId,
        sessionId: null,
        tick: null,
        causedBy,
        subject: executionId,
        ...activity,
      }),
    );
  }
  const states = [...group.touched].map((id) => {
    const state = group.states.get(id)!;
    return { ...state, activityNumber: numbers.get(id) ?? state.activityNumber };
  });
  await upsertRows(trx, 'agent_executions', ['id'], states.map(rowOf));
  await insertRows(trx, 'agent_execution_logs', group.entries.map(logRow));
  await insertModelCalls(trx, group.modelCalls);
  await insertRows(trx, 'execution_metrics', group.metrics.map(metricRow));
  await upsertRows(trx, 'execution_keys', ['scope', 'key'], group.newKeys.map(keyRow));
  await recordAudit(trx, group.audits);
}

const logRow = ({ executionId, position, level, message, context, atMs }: Group['entries'][number]) => ({
  id: newUuid(atMs),
  execution_id: executionId,
  position,
  level,
  message,
  context: context === null ? null : JSON.stringify(context),
  created_at_ms: atMs,
});

const metricRow = ({ executionId, name, value, atMs }: Group['metrics'][number]) => ({
  execution_id: executionId,
  name,
  value,
  recorded_at_ms: atMs,
});

const keyRow = ({ scope, key, bodyDigest, answer, atMs }: StoredKey) => ({
  scope,
  key,
  body_digest: bodyDigest,
  answer: JSON.stringify(answer),
  at_ms: atMs,
});
