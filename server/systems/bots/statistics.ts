/** Figures over many heartbeats, from their own columns alone (BC-12). */
import type { Knex } from 'knex';
import type { ActionStatistics, ReputationHistory } from '../../contract/bot.ts';
import type { Range } from './statistics-range.ts';
import { slotsOf } from './statistics-range.ts';

interface Snapshot {
  bot_id: string;
  at_ms: number;
  reputation: number;
}

/**
 * The last reputation of each hour, or in a long range of each few hours, so that a bot has 500 points at most.
 *
 * One seek in the index for each bot and slot: as dear for a million heartbeats as for a thousand.
 */
export async function readReputationHistory(
  read: Knex,
  botIds: readonly string[],
  range: Range,
): Promise<ReputationHistory> {
  const inRange = read('bot_heartbeats')
    .whereIn('bot_id', [...botIds])
    .where('at_ms', '<', range.toMs);
  const [first] = await inRange.where('at_ms', '>=', range.fromMs).min<{ atMs: number | null }[]>({ atMs: 'at_ms' });
  if (first?.atMs === null || first?.atMs === undefined) return { series: [] };
  const { beginMs, lengthMs } = slotsOf({ ...range, fromMs: first.atMs });
  const who = botIds.map(() => '(?)').join(', ');
  const rows: Snapshot[] = await read.raw(
    `WITH RECURSIVE who (bot_id) AS (VALUES ${who}),
       slot (begin_ms) AS (SELECT ? UNION ALL SELECT begin_ms + ? FROM slot WHERE begin_ms + ? < ?)
     SELECT beat.bot_id, beat.at_ms, beat.reputation FROM who CROSS JOIN slot
       JOIN bot_heartbeats AS beat ON beat.bot_id = who.bot_id AND beat.number =
         (SELECT number FROM bot_heartbeats WHERE bot_id = who.bot_id
            AND at_ms >= slot.begin_ms AND at_ms < slot.begin_ms + ? AND at_ms >= ? AND at_ms < ?
            ORDER BY at_ms DESC LIMIT 1)
     ORDER BY beat.bot_id, beat.at_ms`,
    [...botIds, beginMs, lengthMs, lengthMs, range.toMs, lengthMs, range.fromMs, range.toMs],
  );
  const byBot = Map.groupBy(rows, ({ bot_id: id }) => id);
  const series = [...byBot].map(([botId, own]) => ({ botId, points: own.map(pointOf) }));
  return { series };
}

const pointOf = (row: Snapshot) => ({ at: new Date(row.at_ms).toISOString(), reputation: row.reputation });

/** How many heartbeats came to what, by bot. */
export async function readActions(
  read: Knex,
  botIds: readonly string[],
  { fromMs, toMs }: Range,
): Promise<ActionStatistics> {
  const rows = (await read('bot_heartbeats')
    .whereIn('bot_id', [...botIds])
    .where('at_ms', '>=', fromMs)
    .where('at_ms', '<', toMs)
    .groupBy('bot_id', 'action', 'gate')
    .orderBy(['bot_id', 'action', 'gate'])
    .select({ botId: 'bot_id', action: 'action', gate: 'gate' })
    .count({ count: '*' })) as ActionStatistics['rows'];
  return { rows };
}
