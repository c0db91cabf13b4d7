/** How the calls of outreach tasks went (OR-4). Reads their table. */
import type { Knex } from 'knex';
import type { CallOutcome } from '../../../contract/outreach.ts';
import { daily, dayIndex, dayMs, spanBefore } from './days.ts';
import type { DataReader } from './datum.ts';

export interface CallData {
  /** Calls that ended, by 24 hours, oldest first; what was called off is left out. */
  readonly ended: readonly number[];
  /** Of these, those that reached somebody, whatever they said. */
  readonly reached: readonly number[];
  /** Outcomes of the last seven days, most often first. */
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[];
}

const reaching: readonly CallOutcome[] = ['DONE', 'REFUSED', 'RESCHEDULED', 'WAITING_FOR_USER'];
const isReached = `outcome IN (${reaching.map((outcome) => `'${outcome}'`).join(', ')})`;
const counted = `venture_id = ? AND ended_at_ms >= ? AND ended_at_ms < ? AND outcome <> 'CANCELLED'`;

export function callReader(read: Knex): DataReader<CallData> {
  return async ({ ventureId, atMs }) => {
    const { fromMs, toMs } = spanBefore(atMs);
    const days = (await read.raw(
      `SELECT ${dayIndex('ended_at_ms')} AS day, count(*) AS ended, sum(${isReached}) AS reached
       FROM outreach_calls WHERE ${counted} GROUP BY 1`,
      [fromMs, ventureId, fromMs, toMs],
    )) as { day: number; ended: number; reached: number }[];
    if (days.length === 0) return { missing: 'No call has ended in the last 28 days.' };
    const outcomes = (await read.raw(
      `SELECT outcome, count(*) AS count FROM outreach_calls WHERE ${counted} GROUP BY outcome ORDER BY count DESC, outcome`,
      [ventureId, toMs - 7 * dayMs, toMs],
    )) as { outcome: string; count: number }[];
    const value = { ended: daily(days, (row) => row.ended), reached: daily(days, (row) => row.reached), outcomes };
    return { value };
  };
}
