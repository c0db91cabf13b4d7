/** Keeps the audit log for so many days; that it forgot something is a line of its own (PL-13). */
import type { Knex } from 'knex';
import type { ActivityLog } from '../activity/activity-log.ts';
import { recordAudit } from './record-audit.ts';

const dayMs = 86_400_000;
/** Lines that one transaction takes out at most: a long log must not keep sessions from theirs. */
const chunk = 5_000;

export class AuditRetention {
  readonly #activityLog: ActivityLog;
  readonly #keptDays: number;
  #lastMs = -Infinity;

  constructor(parts: { activityLog: ActivityLog; keptDays: number }) {
    this.#activityLog = parts.activityLog;
    this.#keptDays = parts.keptDays;
  }

  /** Once a day, so that a year of forgetting is 365 lines. */
  async beat(nowMs: number): Promise<void> {
    if (Math.abs(nowMs - this.#lastMs) < dayMs) return;
    this.#lastMs = nowMs;
    for (let isMore = true; isMore;) isMore = await this.#activityLog.write((trx) => this.#takeOut(trx, nowMs));
  }

  /** @returns Whether there may be more. */
  async #takeOut(trx: Knex, nowMs: number): Promise<boolean> {
    const old = trx('audit').where('at_ms', '<', nowMs - this.#keptDays * dayMs);
    const numbers = (await old.orderBy('number').limit(chunk).pluck('number')) as number[];
    if (numbers.length === 0) return false;
    await trx('audit').whereIn('number', numbers).delete();
    const before = { count: numbers.length, first: numbers[0], last: numbers.at(-1) };
    const line = { who: 'retention', what: 'audit.delete', subject: 'audit', before, after: null, atMs: nowMs };
    await recordAudit(trx, [line]);
    return numbers.length === chunk;
  }
}
