/** What a bot did and how it was configured, from the database: newest first. */
import type { Knex } from 'knex';
import type { BotConfigVersion, Heartbeat, HeartbeatQuery } from '../../contract/bot.ts';
import type { ListQuery, Page } from '../../contract/page.ts';
import type { HeartbeatRow } from './heartbeat-rows.ts';
import { heartbeatOf } from './heartbeat-rows.ts';

interface VersionRow {
  version: number;
  kind: BotConfigVersion['kind'];
  config: string;
  changes: string;
  at_ms: number;
  changed_by: string;
}

export async function listHeartbeats(read: Knex, botId: string, query: HeartbeatQuery): Promise<Page<Heartbeat>> {
  const { action, gate, limit, offset } = query;
  const matching = () => {
    const own = read('bot_heartbeats').where({ bot_id: botId });
    if (action !== undefined) void own.where({ action });
    if (gate !== undefined) void own.where({ gate });
    return own;
  };
  const [counted] = (await matching().count({ total: '*' })) as { total: number }[];
  const rows = (await matching()
    .orderBy([
      { column: 'at_ms', order: 'desc' },
      { column: 'number', order: 'desc' },
    ])
    .limit(limit)
    .offset(offset)) as HeartbeatRow[];
  return { items: rows.map(heartbeatOf), total: counted?.total ?? 0, limit, offset };
}

export async function listConfigHistory(
  read: Knex,
  botId: string,
  { limit, offset }: ListQuery,
): Promise<Page<BotConfigVersion>> {
  const matching = () => read('bot_config_history').where({ bot_id: botId });
  const [counted] = (await matching().count({ total: '*' })) as { total: number }[];
  const rows = (await matching().orderBy('version', 'desc').limit(limit).offset(offset)) as VersionRow[];
  return { items: rows.map(versionOf), total: counted?.total ?? 0, limit, offset };
}

const versionOf = (row: VersionRow): BotConfigVersion => ({
  version: row.version,
  kind: row.kind,
  config: JSON.parse(row.config) as BotConfigVersion['config'],
  changes: JSON.parse(row.changes) as BotConfigVersion['changes'],
  at: new Date(row.at_ms).toISOString(),
  by: row.changed_by,
});
