/** Keeps executions for so long and so many, oldest first out, and what the activity log says of them with them (EX-11). */
import type { Knex } from 'knex';
import type { Clock } from '../../kernel/clock.ts';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import type { Database } from '../../platform/database/database.ts';
import type { ModelCallLimits } from './model-call-retention.ts';
import { ModelCallRetention } from './model-call-retention.ts';
import { keyLifeMs } from './service.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Rows that one transaction takes out at most: a long log must not keep sessions from theirs. */
const chunk = 5_000;
/** The same of activities, which have more indexes. */
const activitiesAtOnce = 1_000;
const executionsAtOnce = 200;

export interface ExecutionLimits extends ModelCallLimits {
  /** How long one is kept after its end. */
  readonly keptDays: number;
  /** How many that have ended are kept at most. */
  readonly keptCount: number;
}

interface Doomed {
  id: string;
  entry_count: number;
}

export class ExecutionRetention {
  readonly #database: Database;
  readonly #activityLog: ActivityLog;
  readonly #clock: Clock;
  readonly #limits: ExecutionLimits;
  readonly #modelCalls: ModelCallRetention;
  #lastMs = -Infinity;

  constructor(parts: { database: Database; activityLog: ActivityLog; clock: Clock; limits: ExecutionLimits }) {
    this.#database = parts.database;
    this.#activityLog = parts.activityLog;
    this.#clock = parts.clock;
    this.#limits = parts.limits;
    this.#modelCalls = new ModelCallRetention(parts);
  }

  /** Once an hour. */
  async beat(nowMs: number): Promise<void> {
    if (nowMs - this.#lastMs < hourMs) return;
    this.#lastMs = nowMs;
    await this.#activityLog.write((trx) =>
      trx('execution_keys')
        .where('at_ms', '<=', nowMs - keyLifeMs)
        .delete(),
    );
    for (let isMore = true; isMore;) isMore = await this.#takeOut(nowMs);
    await this.#modelCalls.takeOut(nowMs);
  }

  /** @returns Whether there may be more. */
  async #takeOut(nowMs: number): Promise<boolean> {
    const doomed = await this.#doomed(nowMs - this.#limits.keptDays * dayMs);
    for (const { id, entry_count } of doomed.filter((one) => one.entry_count > chunk))
      for (let position = chunk; position < entry_count; position += chunk)
        await this.#activityLog.write((trx) => deleteEntries(trx, id, position));
    const ids = doomed.map(({ id }) => id);
    for (let isMore = ids.length > 0; isMore;) isMore = await this.#activityLog.forget(ids, activitiesAtOnce);
    for (const some of inChunks(doomed)) await this.#activityLog.write((trx) => this.#delete(trx, some));
    return doomed.length > 0;
  }

  /** Those that are too old, else those that are too many, the oldest first. */
  async #doomed(endedBeforeMs: number): Promise<Doomed[]> {
    const ended = () => this.#database.read('agent_executions').whereNotNull('ended_at_ms');
    const oldest = ended().orderBy('ended_at_ms').select('id', 'entry_count');
    const old: Doomed[] = await oldest.clone().where('ended_at_ms', '<', endedBeforeMs).limit(executionsAtOnce);
    if (old.length > 0) return old;
    const [counted] = await ended().count<{ total: number }[]>({ total: '*' });
    const excess = (counted?.total ?? 0) - this.#limits.keptCount;
    return excess > 0 ? await oldest.clone().limit(Math.min(excess, executionsAtOnce)) : [];
  }

  /** Their logs and metrics go with them. */
  async #delete(trx: Knex, doomed: readonly Doomed[]): Promise<void> {
    const ids = doomed.map(({ id }) => id);
    await trx('agent_executions').whereIn('id', ids).delete();
    const before = { count: ids.length, first: ids[0], last: ids.at(-1) };
    const subject = ids.length === 1 ? ids[0]! : 'executions';
    const atMs = this.#clock.now();
    await recordAudit(trx, [{ who: 'retention', what: 'executions.delete', subject, before, after: null, atMs }]);
  }
}

/** As many at a time as have so many entries together that a transaction may take out. */
function inChunks(doomed: readonly Doomed[]): Doomed[][] {
  const chunks: Doomed[][] = [];
  let room = 0;
  for (const one of doomed) {
    const size = 1 + (one.entry_count % chunk);
    if (size > room) {
      chunks.push([]);
      room = chunk;
    }
    chunks.at(-1)!.push(one);
    room -= size;
  }
  return chunks;
}

async function deleteEntries(trx: Knex, id: string, upToPosition: number): Promise<void> {
  await trx('agent_execution_logs').where({ execution_id: id }).andWhere('position', '<=', upToPosition).delete();
}
