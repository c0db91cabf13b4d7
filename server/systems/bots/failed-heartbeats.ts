/** Which heartbeats count as failed, and whether a bot has had nothing else lately (CO-9). */
import type { Knex } from 'knex';
import type { Gate } from '../../contract/bot.ts';

/** What stops a heartbeat although it was to go on. */
const faults: ReadonlySet<string> = new Set<Gate>(['fault', 'deadline', 'model']);

export const isFault = (gate: string | null): boolean => gate !== null && faults.has(gate);

/**
 * Whether the last heartbeats of a bot have all failed.
 *
 * @param number Of the newest that is looked at.
 * @param count How many there must be, >= 1.
 */
export async function haveFailed(knex: Knex, botId: string, number: number, count: number): Promise<boolean> {
  const rows: { gate: string | null }[] = await knex('bot_heartbeats')
    .where({ bot_id: botId })
    .andWhere('number', '<=', number)
    .orderBy('number', 'desc')
    .limit(count)
    .select('gate');
  return rows.length === count && rows.every(({ gate }) => isFault(gate));
}
