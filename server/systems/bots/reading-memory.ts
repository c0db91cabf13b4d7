/** A bot's memory from the database, layer by layer (BC-5). */
import type { Knex } from 'knex';
import type { BotMemory, ColdMemory, ColdMemoryQuery, WarmMemory, WarmMemoryQuery } from '../../contract/bot.ts';
import { MemoryKind } from '../../contract/bot.ts';
import type { Page } from '../../contract/page.ts';
import { strengthAt } from '../../simulation/community/mind.ts';
import { wordPatterns } from '../community/index.ts';
import { heartbeatOf } from './heartbeat-rows.ts';
import type { HeartbeatRow } from './heartbeat-rows.ts';

interface WarmRow {
  id: number;
  kind: WarmMemory['kind'];
  about: string;
  text: string;
  source: string;
  strength: number;
  valence: number;
  use_count: number;
  created_at_ms: number;
  last_used_at_ms: number;
}

/** What the last heartbeat saw, and how much there is in the other two layers. */
export async function readMemory(read: Knex, botId: string): Promise<BotMemory> {
  const row: HeartbeatRow | undefined = await read('bot_heartbeats')
    .where({ bot_id: botId })
    .orderBy('number', 'desc')
    .first();
  const last = row && heartbeatOf(row);
  const hot = last?.perceived ?? null;
  const counts = (await read('bot_memories')
    .where({ bot_id: botId })
    .groupBy('kind')
    .select('kind')
    .count({ count: '*' })) as { kind: string; count: number }[];
  const warm = MemoryKind.options.map((kind) => ({ kind, count: counts.find((own) => own.kind === kind)?.count ?? 0 }));
  const coldCount = await countOf(read('bot_summaries').where({ bot_id: botId }));
  return { botId, hot, hotAt: hot && last ? last.at : null, warm, coldCount };
}

/** Warm memories, strongest now first. A bot has some hundreds of them at most; only those of the page are read whole. */
export async function listWarm(
  read: Knex,
  botId: string,
  query: WarmMemoryQuery,
  nowMs: number,
): Promise<Page<WarmMemory>> {
  const { limit, offset } = query;
  const rows = (await matching(read, botId, query).select('id', 'strength', 'last_used_at_ms')) as WarmRow[];
  const ranked = rows
    .map((row) => ({ id: row.id, strength: strengthNow(row, nowMs) }))
    .sort((one, other) => other.strength - one.strength || one.id - other.id);
  const ids = ranked.slice(offset, offset + limit).map(({ id }) => id);
  const shown: WarmRow[] = await read('bot_memories').where({ bot_id: botId }).whereIn('id', ids);
  const byId = new Map(shown.map((row) => [row.id, row]));
  const items = ids.flatMap((id) => byId.get(id) ?? []).map((row) => warmOf(row, nowMs));
  return { items, total: ranked.length, limit, offset };
}

/** Summaries, newest first. */
export async function listCold(
  read: Knex,
  botId: string,
  { limit, offset }: ColdMemoryQuery,
): Promise<Page<ColdMemory>> {
  const matchingCold = () => read('bot_summaries').where({ bot_id: botId });
  const rows: { id: number; text: string; item_count: number; from_ms: number; to_ms: number; at_ms: number }[] =
    await matchingCold().orderBy('id', 'desc').limit(limit).offset(offset);
  const items = rows.map((row) => ({
    id: row.id,
    text: row.text,
    itemCount: row.item_count,
    from: isoOf(row.from_ms),
    to: isoOf(row.to_ms),
    at: isoOf(row.at_ms),
  }));
  return { items, total: await countOf(matchingCold()), limit, offset };
}

function matching(read: Knex, botId: string, { kind, search }: WarmMemoryQuery): Knex.QueryBuilder {
  const query = read('bot_memories').where({ bot_id: botId });
  if (kind !== undefined) void query.where({ kind });
  for (const pattern of wordPatterns(search ?? ''))
    void query.whereRaw(`(about LIKE ? ESCAPE '\\' OR text LIKE ? ESCAPE '\\')`, [pattern, pattern]);
  return query;
}

const strengthNow = ({ strength, last_used_at_ms: lastUsedAtMs }: WarmRow, nowMs: number): number =>
  strengthAt({ strength, lastUsedAtMs }, nowMs);

const warmOf = (row: WarmRow, nowMs: number): WarmMemory => ({
  id: row.id,
  kind: row.kind,
  about: row.about,
  text: row.text,
  source: JSON.parse(row.source) as WarmMemory['source'],
  strength: strengthNow(row, nowMs),
  valence: row.valence,
  useCount: row.use_count,
  createdAt: isoOf(row.created_at_ms),
  lastUsedAt: isoOf(row.last_used_at_ms),
});

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [counted] = (await query.count({ total: '*' })) as { total: number }[];
  return counted?.total ?? 0;
}

const isoOf = (atMs: number): string => new Date(atMs).toISOString();
