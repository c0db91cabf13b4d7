/** How the bots' heartbeats went (BC-7). Reads the columns of heartbeats that are in their index, never the records. */
import type { Knex } from 'knex';
import { defaultVentureId } from '../../../contract/vocabulary.ts';
import { daily, dayIndex, dayMs, spanBefore } from './days.ts';
import type { DataReader } from './datum.ts';

/** What counts as a failure: the bot wanted a turn and got none. A cap, a pause or a cooldown is as intended. */
export const failureGates = ['model', 'late', 'deadline', 'fault'] as const;
const isFailed = `gate IN (${failureGates.map((gate) => `'${gate}'`).join(', ')})`;

export interface BotHeartbeats {
  readonly botId: string;
  readonly name: string;
  readonly isPaused: boolean;
  /** Why it paused by itself; null where it did not, or a person paused it. */
  readonly ownPauseReason: string | null;
  readonly total24h: number;
  readonly failed24h: number;
  readonly total7d: number;
  readonly failed7d: number;
  readonly actions7d: number;
  readonly lastAtMs: number | null;
}

export interface HeartbeatData {
  /** By 24 hours, oldest first. */
  readonly total: readonly number[];
  readonly failed: readonly number[];
  readonly byGate24h: Readonly<Record<string, number>>;
  readonly bots: readonly BotHeartbeats[];
}

export interface BotName {
  readonly id: string;
  readonly name: string;
}

export function heartbeatReader(read: Knex, bots: readonly BotName[]): DataReader<HeartbeatData> {
  return async ({ ventureId, atMs }) => {
    if (ventureId !== defaultVentureId) return { missing: 'This venture has no bots of its own.' };
    const { fromMs, toMs } = spanBefore(atMs);
    const days = (await read.raw(
      `SELECT ${dayIndex('at_ms')} AS day, count(*) AS total, coalesce(sum(${isFailed}), 0) AS failed
       FROM bot_heartbeats WHERE at_ms >= ? AND at_ms < ? GROUP BY 1`,
      [fromMs, fromMs, toMs],
    )) as { day: number; total: number; failed: number }[];
    if (days.length === 0) return { missing: 'No heartbeat has happened in the last 28 days.' };
    const gates = (await read.raw(
      `SELECT gate, count(*) AS count FROM bot_heartbeats
       WHERE at_ms >= ? AND at_ms < ? AND gate IS NOT NULL GROUP BY gate`,
      [toMs - dayMs, toMs],
    )) as { gate: string; count: number }[];
    return {
      value: {
        total: daily(days, (row) => row.total),
        failed: daily(days, (row) => row.failed),
        byGate24h: Object.fromEntries(gates.map(({ gate, count }) => [gate, count])),
        bots: await readBots(read, bots, atMs),
      },
    };
  };
}

interface BotRow {
  botId: string;
  total24h: number;
  failed24h: number;
  total7d: number;
  failed7d: number;
  actions7d: number;
}

async function readBots(read: Knex, bots: readonly BotName[], atMs: number): Promise<BotHeartbeats[]> {
  const rows = (await read.raw(
    `SELECT bot_id AS botId, count(*) AS total7d, coalesce(sum(${isFailed}), 0) AS failed7d,
       sum(at_ms >= ?) AS total24h, coalesce(sum(at_ms >= ? AND ${isFailed}), 0) AS failed24h,
       sum(action <> 'nothing') AS actions7d
     FROM bot_heartbeats WHERE at_ms >= ? AND at_ms < ? GROUP BY bot_id`,
    [atMs - dayMs, atMs - dayMs, atMs - 7 * dayMs, atMs],
  )) as BotRow[];
  const paused = (await read('bots').whereNotNull('pause_reason').select('bot_id', 'pause_reason', 'paused_by')) as {
    bot_id: string;
    pause_reason: string;
    paused_by: string | null;
  }[];
  const none = { total24h: 0, failed24h: 0, total7d: 0, failed7d: 0, actions7d: 0 };
  const lasts = await lastBeats(read, bots, atMs);
  return bots.map(({ id, name }) => {
    const pause = paused.find(({ bot_id: botId }) => botId === id);
    return {
      ...none,
      ...rows.find(({ botId }) => botId === id),
      botId: id,
      name,
      isPaused: pause !== undefined,
      ownPauseReason: pause?.paused_by === 'claque' ? pause.pause_reason : null,
      lastAtMs: lasts.get(id) ?? null,
    };
  });
}

/** One seek in the index for each bot. */
async function lastBeats(read: Knex, bots: readonly BotName[], atMs: number): Promise<Map<string, number>> {
  if (bots.length === 0) return new Map();
  const rows = (await read.raw(
    `WITH who (bot_id) AS (VALUES ${bots.map(() => '(?)').join(', ')})
     SELECT bot_id AS botId,
       (SELECT max(at_ms) FROM bot_heartbeats AS beat WHERE beat.bot_id = who.bot_id AND at_ms < ?) AS lastAtMs
     FROM who`,
    [...bots.map(({ id }) => id), atMs],
  )) as { botId: string; lastAtMs: number | null }[];
  return new Map(rows.flatMap(({ botId, lastAtMs }) => (lastAtMs === null ? [] : [[botId, lastAtMs] as const])));
}
