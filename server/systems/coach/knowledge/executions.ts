/** How the work that is tracked went (EX). Reads its table. */
import type { Knex } from 'knex';
import { daily, dayIndex, dayMs, spanBefore } from './days.ts';
import type { DataReader } from './datum.ts';

export interface KindOfWork {
  readonly kind: string;
  readonly endedCount: number;
  readonly failedCount: number;
}

export interface RunningWork {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly stillMs: number;
}

export interface ExecutionData {
  /** Ended by 24 hours, oldest first, those that were cancelled left out. */
  readonly ended: readonly number[];
  readonly failed: readonly number[];
  /** Of the last 24 hours, most failures first. */
  readonly kinds: readonly KindOfWork[];
  /** Said nothing for longer than `stillMs`, the longest first. */
  readonly still: readonly RunningWork[];
  /** How many said nothing for so long, at the end of each of the 24 hours. */
  readonly stillCounts: readonly number[];
}

/** Without a word for this long it counts as standing still. Assumed: what takes longer than this says so meanwhile. */
export const stillMs = 30 * 60_000;

export function executionReader(read: Knex): DataReader<ExecutionData> {
  return async ({ ventureId, atMs }) => {
    const { fromMs, toMs } = spanBefore(atMs);
    const days = (await read.raw(
      `SELECT ${dayIndex('ended_at_ms')} AS day, count(*) AS ended, sum(status = 'failed') AS failed
       FROM agent_executions WHERE venture_id = ? AND status IN ('completed', 'failed')
         AND ended_at_ms >= ? AND ended_at_ms < ? GROUP BY 1`,
      [fromMs, ventureId, fromMs, toMs],
    )) as { day: number; ended: number; failed: number }[];
    const still = await readStill(read, ventureId, atMs);
    if (days.length === 0 && still.length === 0) return { missing: 'No execution has ended in the last 28 days.' };
    const kinds = (await read.raw(
      `SELECT kind, count(*) AS endedCount, sum(status = 'failed') AS failedCount
       FROM agent_executions WHERE venture_id = ? AND status IN ('completed', 'failed')
         AND ended_at_ms >= ? AND ended_at_ms < ? GROUP BY kind ORDER BY failedCount DESC, kind`,
      [ventureId, toMs - dayMs, toMs],
    )) as KindOfWork[];
    return {
      value: {
        ended: daily(days, (row) => row.ended),
        failed: daily(days, (row) => row.failed),
        kinds,
        still,
        stillCounts: await countStill(read, ventureId, atMs),
      },
    };
  };
}

/** What has said nothing for half an hour, the longest first. */
export async function readStill(read: Knex, ventureId: string, atMs: number): Promise<RunningWork[]> {
  return (await read.raw(
    `SELECT id, kind, title, ? - updated_at_ms AS stillMs FROM agent_executions
     WHERE venture_id = ? AND status = 'running' AND updated_at_ms < ? ORDER BY updated_at_ms, id LIMIT 50`,
    [atMs, ventureId, atMs - stillMs],
  )) as RunningWork[];
}

/** What ended later, or has not, and had begun at least so long before. Its words meanwhile are not looked at. */
async function countStill(read: Knex, ventureId: string, atMs: number): Promise<number[]> {
  const ends = Array.from({ length: 28 }, (_, index) => atMs - (27 - index) * dayMs);
  const rows = (await read.raw(
    `SELECT started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs, updated_at_ms AS updatedAtMs FROM agent_executions
     WHERE venture_id = ? AND started_at_ms < ? AND (ended_at_ms IS NULL OR ended_at_ms - started_at_ms > ?)
       AND coalesce(ended_at_ms, ?) >= ?`,
    [ventureId, atMs - stillMs, stillMs, atMs, ends[0]!],
  )) as { startedAtMs: number; endedAtMs: number | null; updatedAtMs: number }[];
  return ends.map(
    (endMs) =>
      rows.filter(({ startedAtMs, endedAtMs, updatedAtMs }) => {
        const lastWordMs = endedAtMs === null ? updatedAtMs : startedAtMs;
        return lastWordMs < endMs - stillMs && (endedAtMs === null || endedAtMs >= endMs);
      }).length,
  );
}
