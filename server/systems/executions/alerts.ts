/** Says when too much of one kind of work fails (EX-10). */
import type { Knex } from 'knex';
import type { ExecutionActivity } from '../../contract/execution.ts';
import type { RecordActivity } from '../../platform/activity/activity-log.ts';
import type { ExecutionState } from './rules.ts';

/** Looked back on. Assumed: an hour is long enough for work that comes every quarter of one, and soon forgotten. */
const windowMs = 3_600_000;
/** Newest ended ones of a kind that are looked at. */
const windowCount = 20;
/** Fewer failures are no pattern. Assumed. */
const leastFailures = 5;

/** What is to be said of the newest ended executions of a kind, or null. @param thresholdRatio In [0, 1]. */
export function alertOf(
  kind: string,
  ended: readonly Pick<ExecutionState, 'status'>[],
  thresholdRatio: number,
): { failedCount: number; finishedCount: number; sentence: string } | null {
  const failedCount = ended.filter(({ status }) => status === 'failed').length;
  const finishedCount = ended.length;
  if (failedCount < leastFailures || failedCount / finishedCount < thresholdRatio) return null;
  const sentence = `${failedCount} of the last ${finishedCount} executions of kind ${kind} have failed within the hour.`;
  return { failedCount, finishedCount, sentence };
}

export class Alerts {
  readonly #thresholdRatio: number;
  /** When which kind of which venture was last spoken of: once an hour is enough. */
  readonly #raisedAtMs = new Map<string, number>();

  /** @param thresholdRatio Share of failures from which on it is said, in [0, 1]. */
  constructor(thresholdRatio: number) {
    this.#thresholdRatio = thresholdRatio;
  }

  async raise(trx: Knex, record: RecordActivity, ended: readonly ExecutionState[], nowMs: number): Promise<void> {
    const failed = new Map(
      ended
        .filter(({ status }) => status === 'failed')
        .map(({ ventureId, kind }) => [`${ventureId} ${kind}`, { ventureId, kind }]),
    );
    this.#forget(nowMs);
    for (const [name, { ventureId, kind }] of failed) {
      if (this.#raisedAtMs.has(name)) continue;
      const found = alertOf(kind, await recentlyEnded(trx, ventureId, kind, nowMs - windowMs), this.#thresholdRatio);
      if (!found) continue;
      this.#raisedAtMs.set(name, nowMs);
      const activity: ExecutionActivity = { type: 'execution.alert', payload: { ventureId, kind, ...found } };
      record({ ventureId, sessionId: null, tick: null, causedBy: null, ...activity });
    }
  }

  /** Clients may think of ever new kinds: what was said an hour ago is not kept. */
  #forget(nowMs: number): void {
    for (const [name, atMs] of this.#raisedAtMs) if (nowMs - atMs >= windowMs) this.#raisedAtMs.delete(name);
  }
}

async function recentlyEnded(trx: Knex, ventureId: string, kind: string, sinceMs: number) {
  const rows: Pick<ExecutionState, 'status'>[] = await trx('agent_executions')
    .where({ venture_id: ventureId, kind })
    .whereIn('status', ['completed', 'failed'])
    .andWhere('ended_at_ms', '>', sinceMs)
    .orderBy('ended_at_ms', 'desc')
    .limit(windowCount)
    .select('status');
  return rows;
}
