/** Keeps the score history small: raw for a week, then one point a minute (EC-4). */
import type { Knex } from 'knex';
import type { ActivityLog } from '../../platform/activity/activity-log.ts';

const hourMs = 3_600_000;
/** How long every point of a session that has ended is kept (EC-4). */
const rawDays = 7;
const rawMs = rawDays * 24 * hourMs;
const minuteTicks = 60;

export class Retention {
  readonly #activityLog: ActivityLog;
  #lastMs = -Infinity;

  constructor(activityLog: ActivityLog) {
    this.#activityLog = activityLog;
  }

  /** Once an hour; a session's own run file still performs every point of it again. */
  async beat(nowMs: number): Promise<void> {
    if (nowMs - this.#lastMs < hourMs) return;
    this.#lastMs = nowMs;
    await this.#activityLog.write((trx) => thinPoints(trx, nowMs - rawMs));
  }
}

async function thinPoints(trx: Knex, endedBeforeMs: number): Promise<void> {
  const old = trx('sessions').select('id').where('ended_at_ms', '<', endedBeforeMs);
  await trx('session_points').whereIn('session_id', old).whereRaw('tick % ? <> 0', [minuteTicks]).delete();
}
