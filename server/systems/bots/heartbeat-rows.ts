/** Heartbeats as rows: what is asked for has a column, the rest is one JSON text. */
import type { Heartbeat } from '../../contract/bot.ts';

/** A row of `bot_heartbeats`. */
export interface HeartbeatRow {
  bot_id: string;
  number: number;
  /** Milliseconds since 1970. */
  at_ms: number;
  action: Heartbeat['action'];
  gate: Heartbeat['gate'];
  reputation: number;
  /** JSON: what has no column of its own. */
  record: string;
}

/** A heartbeat as it is stored; `heartbeatOf` gives the same back. */
export function heartbeatRow(heartbeat: Heartbeat): HeartbeatRow & Record<string, string | number | null> {
  const { botId, number, at, action, gate, reputation, ...record } = heartbeat;
  return { bot_id: botId, number, at_ms: Date.parse(at), action, gate, reputation, record: JSON.stringify(record) };
}

/** The heartbeat that a row holds. */
export function heartbeatOf(row: HeartbeatRow): Heartbeat {
  const rest = JSON.parse(row.record) as Omit<Heartbeat, 'botId' | 'number' | 'at' | 'action' | 'gate' | 'reputation'>;
  const { bot_id: botId, number, action, gate, reputation } = row;
  return { ...rest, botId, number, at: new Date(row.at_ms).toISOString(), action, gate, reputation };
}
