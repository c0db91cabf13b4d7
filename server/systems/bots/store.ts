/** Bots in the database: rows in, rows out. Queries take the connection, so that they can be part of a transaction. */
import type { Knex } from 'knex';
import type { BotConfigVersion, Heartbeat } from '../../contract/bot.ts';
import { BotConfig, MemorySource, Pace } from '../../contract/bot.ts';
import { insertRows, upsertRows } from '../../platform/database/rows.ts';
import type { MemoryChange, MemoryItem } from '../../simulation/community/mind.ts';
import { coldAtHand } from '../../simulation/community/mind.ts';
import type { LivingBot } from './bot.ts';
import { heartbeatRow } from './heartbeat-rows.ts';

interface BotRow {
  bot_id: string;
  config: string | null;
  config_version: number;
  changed_at_ms: number | null;
  changed_by: string | null;
  own_pace: string | null;
  pause_reason: string | null;
  paused_by: string | null;
  compacted_at_ms: number | null;
}

/**
 * Gives bots what the database knows of them: configuration, pace, pause, memory.
 *
 * @param warn Told of a configuration that a newer program no longer takes: its bot then lives by its file.
 */
export async function restoreBots(
  read: Knex,
  bots: ReadonlyMap<string, LivingBot>,
  warn: (sentence: string) => void,
): Promise<void> {
  const rows: BotRow[] = await read('bots');
  for (const row of rows) {
    const bot = bots.get(row.bot_id);
    if (!bot) continue; // Its persona was taken away; what it did stays.
    bot.configure(configOf(row, warn) ?? bot.standard, row.config_version);
    bot.ownPace = row.own_pace === null ? null : Pace.parse(row.own_pace);
    bot.pause = row.pause_reason === null ? null : { reason: row.pause_reason, by: row.paused_by ?? 'claque' };
  }
  for (const bot of bots.values()) {
    await restoreMind(read, bot);
    const compactedAtMs = rows.find(({ bot_id: id }) => id === bot.id)?.compacted_at_ms ?? null;
    if (compactedAtMs !== null) bot.mind.postponeCompaction(compactedAtMs);
  }
}

/** The configuration that was saved; null where there is none, or none that can be. */
function configOf(
  { bot_id: botId, config, config_version: version }: BotRow,
  warn: (sentence: string) => void,
): BotConfig | null {
  if (config === null) return null;
  const parsed = BotConfig.safeParse(JSON.parse(config));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  warn(
    `Version ${version} of the configuration of ${botId} cannot be used any more (${issue?.path.join('.')}: ${issue?.message}); it lives by its file until it is saved again.`,
  );
  return null;
}

interface MemoryRow {
  id: number;
  kind: MemoryItem['kind'];
  about: string;
  text: string;
  source: string;
  strength: number;
  valence: number;
  use_count: number;
  created_at_ms: number;
  last_used_at_ms: number;
}

interface SummaryRow {
  id: number;
  text: string;
  item_count: number;
  from_ms: number;
  to_ms: number;
  at_ms: number;
}

async function restoreMind(read: Knex, { id: botId, mind }: LivingBot): Promise<void> {
  const cold: SummaryRow[] = await read('bot_summaries')
    .where({ bot_id: botId })
    .orderBy('id', 'desc')
    .limit(coldAtHand);
  for (const row of cold.toReversed())
    mind.apply({
      type: 'compacted',
      removed: [],
      cold: {
        id: row.id,
        text: row.text,
        itemCount: row.item_count,
        fromMs: row.from_ms,
        toMs: row.to_ms,
        atMs: row.at_ms,
      },
    });
  const warm: MemoryRow[] = await read('bot_memories').where({ bot_id: botId }).orderBy('id');
  for (const row of warm)
    mind.apply({
      type: 'kept',
      item: {
        id: row.id,
        kind: row.kind,
        about: row.about,
        text: row.text,
        strength: row.strength,
        source: MemorySource.parse(JSON.parse(row.source)),
        valence: row.valence,
        useCount: row.use_count,
        createdAtMs: row.created_at_ms,
        lastUsedAtMs: row.last_used_at_ms,
      },
    });
}

export async function storeMemoryChanges(trx: Knex, botId: string, changes: readonly MemoryChange[]): Promise<void> {
  const kept = changes.flatMap((change) => (change.type === 'kept' ? [memoryRow(botId, change.item)] : []));
  await upsertRows(trx, 'bot_memories', ['bot_id', 'id'], kept);
  for (const change of changes) {
    if (change.type !== 'compacted') continue;
    const { id, text, itemCount, fromMs, toMs, atMs } = change.cold;
    await trx('bot_memories')
      .where({ bot_id: botId })
      .whereIn('id', [...change.removed])
      .delete();
    const times = { from_ms: fromMs, to_ms: toMs, at_ms: atMs };
    await trx('bot_summaries').insert({ bot_id: botId, id, text, item_count: itemCount, ...times });
    await saveBot(trx, botId, { compacted_at_ms: atMs });
  }
}

const memoryRow = (botId: string, item: MemoryItem) => ({
  bot_id: botId,
  id: item.id,
  kind: item.kind,
  about: item.about,
  text: item.text,
  source: JSON.stringify(item.source),
  strength: item.strength,
  valence: item.valence,
  use_count: item.useCount,
  created_at_ms: item.createdAtMs,
  last_used_at_ms: item.lastUsedAtMs,
});

export async function storeHeartbeat(trx: Knex, heartbeat: Heartbeat): Promise<void> {
  await insertRows(trx, 'bot_heartbeats', [heartbeatRow(heartbeat)]);
}

/** Takes out heartbeats from before a moment in which nothing was done; those that left a trace stay for good. */
export async function forgetIdleHeartbeats(trx: Knex, beforeMs: number): Promise<void> {
  await trx('bot_heartbeats').where('at_ms', '<', beforeMs).where({ action: 'nothing' }).delete();
}

/** Changes what is kept of a bot; what is not named stays. */
export async function saveBot(trx: Knex, botId: string, change: Partial<Omit<BotRow, 'bot_id'>>): Promise<void> {
  await trx('bots')
    .insert({ bot_id: botId, ...change })
    .onConflict('bot_id')
    .merge(change);
}

export async function storeConfigVersion(
  trx: Knex,
  botId: string,
  entry: BotConfigVersion,
  isStandard: boolean,
): Promise<void> {
  const config = JSON.stringify(entry.config);
  const at = { at_ms: Date.parse(entry.at), changed_by: entry.by };
  const { version, kind } = entry;
  await trx('bot_config_history').insert({
    bot_id: botId,
    version,
    kind,
    config,
    changes: JSON.stringify(entry.changes),
    ...at,
  });
  const changed = { config_version: version, changed_at_ms: at.at_ms, changed_by: entry.by };
  await saveBot(trx, botId, { config: isStandard ? null : config, ...changed });
}

/** When the configuration in force was saved, and by whom; nulls while it never was. */
export async function findChange(read: Knex, botId: string): Promise<{ atMs: number | null; by: string | null }> {
  const row: BotRow | undefined = await read('bots').where({ bot_id: botId }).first();
  return { atMs: row?.changed_at_ms ?? null, by: row?.changed_by ?? null };
}

export async function findPace(read: Knex): Promise<Pace> {
  const row: { value: string } | undefined = await read('bot_settings').where({ name: 'pace' }).first();
  return row ? Pace.parse(row.value) : 'normal';
}

export async function savePace(trx: Knex, pace: Pace): Promise<void> {
  await trx('bot_settings').insert({ name: 'pace', value: pace }).onConflict('name').merge();
}

/** The newest heartbeat of each bot, as far as a list shows it. */
export async function lastHeartbeats(read: Knex): Promise<Map<string, Pick<Heartbeat, 'action' | 'sentence'>>> {
  const newest = read('bot_heartbeats').groupBy('bot_id').select('bot_id').max({ number: 'number' }).as('newest');
  const rows: { bot_id: string; action: Heartbeat['action']; record: string }[] = await read('bot_heartbeats')
    .join(newest, (on) => on.on('newest.bot_id', 'bot_heartbeats.bot_id').on('newest.number', 'bot_heartbeats.number'))
    .select('bot_heartbeats.bot_id', 'bot_heartbeats.action', 'bot_heartbeats.record');
  return new Map(
    rows.map(({ bot_id: botId, action, record }) => [
      botId,
      { action, sentence: (JSON.parse(record) as Heartbeat).sentence },
    ]),
  );
}
