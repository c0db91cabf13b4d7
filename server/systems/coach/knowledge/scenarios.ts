/** What there is to rehearse with: the scenarios on the shelf, and when each was last performed. */
import type { Knex } from 'knex';
import { spanBefore } from './days.ts';
import type { DataReader } from './datum.ts';

export interface ScenarioData {
  readonly scenarios: readonly ScenarioUse[];
  /** Sessions of the last 28 days. */
  readonly sessionCount: number;
}

export interface ScenarioUse {
  readonly id: string;
  readonly title: string;
  /** In the last 28 days. */
  readonly sessionCount: number;
}

export function scenarioReader(
  read: Knex,
  shelf: readonly { readonly id: string; readonly title: string }[],
): DataReader<ScenarioData> {
  return async ({ ventureId, atMs }) => {
    const { fromMs, toMs } = spanBefore(atMs);
    const rows = (await read.raw(
      `SELECT s.head ->> '$.scenarioId' AS id, count(*) AS count FROM sessions s JOIN events e ON e.id = s.event_id
       WHERE e.venture_id = ? AND s.status = 'ended' AND s.ended_at_ms >= ? AND s.ended_at_ms < ? GROUP BY 1`,
      [ventureId, fromMs, toMs],
    )) as { id: string; count: number }[];
    const sessionCount = rows.reduce((sum, { count }) => sum + count, 0);
    if (sessionCount === 0) return { missing: 'No session has ended in the last 28 days.' };
    const scenarios = shelf.map(({ id, title }) => ({
      id,
      title,
      sessionCount: rows.find((row) => row.id === id)?.count ?? 0,
    }));
    return { value: { scenarios, sessionCount } };
  };
}
