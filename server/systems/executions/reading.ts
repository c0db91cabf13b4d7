/** Executions as the API shows them, from what is on disk. */
import type { Knex } from 'knex';
import type {
  ExecutionDetail,
  ExecutionMetrics,
  ExecutionPage,
  ExecutionQuery,
  ExecutionSummary,
  LogEntry,
  LogQuery,
} from '../../contract/execution.ts';
import type { ModelCallPage, ModelCallQuery } from '../../contract/model-call.ts';
import type { ListQuery } from '../../contract/page.ts';
import type { Clock } from '../../kernel/clock.ts';
import { unknownExecution } from './group.ts';
import { modelCallsOf } from './model-call-store.ts';
import type { PastExecution } from './progress.ts';
import { pastCount, progressOf } from './progress.ts';
import type { ExecutionState } from './rules.ts';
import { completionRatioOf, isoOf, shown } from './rules.ts';
import { unknownVenture } from './service.ts';
import type { ExecutionRow } from './store.ts';
import { findExecutions, hasVenture, stateOf } from './store.ts';

const dayMs = 86_400_000;

interface LogRow {
  id: string;
  position: number;
  level: LogEntry['level'];
  message: string;
  context: string | null;
  created_at_ms: number;
}

export class ExecutionReading {
  readonly #read: Knex;
  readonly #clock: Clock;

  constructor(read: Knex, clock: Clock) {
    this.#read = read;
    this.#clock = clock;
  }

  /** Newest first. @throws {ClaqueError} not-found for an unknown venture. */
  async page(ventureId: string, query: ExecutionQuery): Promise<ExecutionPage> {
    if (!(await hasVenture(this.#read, ventureId))) throw unknownVenture(ventureId);
    const { limit, offset, status } = query;
    const matching = () => inRange(this.#read('agent_executions').where({ venture_id: ventureId }), query);
    const counted = (await matching().groupBy('status').select('status').count({ total: '*' })) as unknown as {
      status: keyof ExecutionPage['totals'];
      total: number;
    }[];
    const totals = { pending: 0, running: 0, completed: 0, failed: 0, cancelled: 0 };
    for (const row of counted) totals[row.status] = row.total;
    const asked = status === undefined ? matching() : matching().where({ status });
    const rows: ExecutionRow[] = await asked
      .orderBy([
        { column: 'created_at_ms', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .offset(offset);
    const all = Object.values(totals).reduce((sum, total) => sum + total, 0);
    const total = status === undefined ? all : totals[status];
    return { items: await this.#summaries(rows.map(stateOf)), total, limit, offset, totals };
  }

  /** The venture it belongs to; null if there is no such execution. */
  async ventureOf(id: string): Promise<string | null> {
    const row: Pick<ExecutionRow, 'venture_id'> | undefined = await this.#read('agent_executions')
      .where({ id })
      .first('venture_id');
    return row?.venture_id ?? null;
  }

  /** @throws {ClaqueError} not-found. */
  async detail(id: string, query: LogQuery): Promise<ExecutionDetail> {
    const state = await this.#state(id);
    const [summary] = await this.#summaries([state]);
    return { ...summary!, logs: await this.#logs(state, query) };
  }

  /** @throws {ClaqueError} not-found. */
  async metrics(id: string, page: ListQuery): Promise<ExecutionMetrics> {
    const state = await this.#state(id);
    const nowMs = this.#clock.now();
    return {
      executionId: id,
      durationSeconds: state.startedAtMs === null ? null : ((state.endedAtMs ?? nowMs) - state.startedAtMs) / 1_000,
      stageCompletionRatio: completionRatioOf(state),
      entries: await this.#entryCounts(id),
      stages: state.stages.map(({ number, name, atMs }, index) => ({
        number,
        name,
        seconds: Math.max(0, ((state.stages[index + 1]?.atMs ?? state.endedAtMs ?? nowMs) - atMs) / 1_000),
      })),
      ...(await this.#recorded(id, page)),
    };
  }

  /** @throws {ClaqueError} not-found. */
  async modelCalls(id: string, query: ModelCallQuery): Promise<ModelCallPage> {
    await this.#state(id);
    return modelCallsOf(this.#read, id, query);
  }

  async #state(id: string): Promise<ExecutionState> {
    const [state] = await findExecutions(this.#read, [id]);
    if (!state) throw unknownExecution(id);
    return state;
  }

  /** One look at the past for each kind among those that run. */
  async #summaries(states: readonly ExecutionState[]): Promise<ExecutionSummary[]> {
    const past = new Map<string, readonly PastExecution[]>();
    for (const { status, ventureId, kind } of states)
      if (status === 'running' && !past.has(kind)) past.set(kind, await this.#past(ventureId, kind));
    const nowMs = this.#clock.now();
    return states.map((state) => ({ ...shown(state), progress: progressOf(state, past.get(state.kind) ?? [], nowMs) }));
  }

  async #past(ventureId: string, kind: string): Promise<PastExecution[]> {
    const rows: Pick<ExecutionRow, 'started_at_ms' | 'ended_at_ms' | 'stages'>[] = await this.#read('agent_executions')
      .where({ venture_id: ventureId, kind, status: 'completed' })
      .orderBy('ended_at_ms', 'desc')
      .limit(pastCount)
      .select('started_at_ms', 'ended_at_ms', 'stages');
    return rows.map(({ started_at_ms, ended_at_ms, stages }) => ({
      durationMs: ended_at_ms! - started_at_ms!,
      stages: (JSON.parse(stages) as ExecutionState['stages']).map(({ number, atMs }) => ({
        number,
        offsetMs: atMs - started_at_ms!,
      })),
    }));
  }

  async #logs({ id, entryCount }: ExecutionState, query: LogQuery): Promise<ExecutionDetail['logs']> {
    const { limit, offset, after, level, search, order } = query;
    const matching = () => {
      const found = this.#read('agent_execution_logs').where({ execution_id: id }).andWhere('position', '>', after);
      if (level !== undefined) void found.andWhere({ level });
      if (search !== undefined) void found.andWhereRaw(`lower(message) LIKE lower(?) ESCAPE '\\'`, [holding(search)]);
      return found;
    };
    // Positions have no gaps: a long log need not be counted.
    const isWhole = level === undefined && search === undefined;
    const total = isWhole ? Math.max(0, entryCount - after) : await countOf(matching());
    const direction = order === 'oldest' ? 'asc' : 'desc';
    const rows: LogRow[] = await matching().orderBy('position', direction).limit(limit).offset(offset);
    return { items: rows.map(entryOf), total, limit, offset };
  }

  async #entryCounts(id: string): Promise<ExecutionMetrics['entries']> {
    const rows = (await this.#read('agent_execution_logs')
      .where({ execution_id: id })
      .groupBy('level')
      .select('level')
      .count({ total: '*' })) as unknown as { level: LogEntry['level']; total: number }[];
    const counts = { info: 0, warning: 0, error: 0 };
    for (const { level, total } of rows) counts[level] = total;
    return counts;
  }

  async #recorded(id: string, { limit, offset }: ListQuery) {
    const recorded = () => this.#read('execution_metrics').where({ execution_id: id });
    const newest = this.#read('execution_metrics').where({ execution_id: id }).groupBy('name').max('number');
    const last: { name: string; last: number }[] = await recorded()
      .whereIn('number', newest)
      .orderBy('name')
      .select({ name: 'name', last: 'value' });
    const spans: Omit<ExecutionMetrics['metrics'][number], 'last'>[] = await recorded()
      .groupBy('name')
      .orderBy('name')
      .select('name', this.#read.raw('count(*) AS count, min(value) AS min, max(value) AS max, avg(value) AS mean'));
    const figures = spans.map((span, index) => ({ ...span, last: last[index]!.last }));
    const rows: { name: string; value: number; recorded_at_ms: number }[] = await recorded()
      .orderBy('number')
      .limit(limit)
      .offset(offset);
    const total = figures.reduce((sum, { count }) => sum + count, 0);
    const items = rows.map(({ name, value, recorded_at_ms }) => ({ name, value, recordedAt: isoOf(recorded_at_ms) }));
    return { metrics: figures, items, total, limit, offset };
  }
}

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [counted] = await query.count<{ total: number }[]>({ total: '*' });
  return counted?.total ?? 0;
}

/** The pattern of texts that hold this one, whatever characters it has. */
const holding = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

function inRange(query: Knex.QueryBuilder, { kind, search, from, to }: ExecutionQuery): Knex.QueryBuilder {
  if (kind !== undefined) void query.where({ kind });
  if (search !== undefined)
    void query.andWhereRaw(`(lower(title) LIKE lower(?) ESCAPE '\\' OR id LIKE lower(?) ESCAPE '\\')`, [
      holding(search),
      holding(search).slice(1),
    ]);
  if (from !== undefined) void query.where('created_at_ms', '>=', Date.parse(from));
  // A day ends with its last millisecond.
  if (to !== undefined) void query.where('created_at_ms', '<=', Date.parse(to) + (to.includes('T') ? 0 : dayMs - 1));
  return query;
}

const entryOf = ({ id, position, level, message, context, created_at_ms }: LogRow): LogEntry => ({
  id,
  position,
  level,
  message,
  context: context === null ? null : (JSON.parse(context) as Record<string, unknown>),
  createdAt: isoOf(created_at_ms),
});
