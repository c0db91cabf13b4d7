/** Heartbeats by what came of them: actions of each bot, and what stopped them. Pure. */
import { type ActionStatistics, BotAction, Gate } from '../../../../server/contract/bot.ts';
import { toCsv } from '../../csv.ts';

type Row = ActionStatistics['rows'][number];

export interface BotActivity {
  botId: string;
  /** Heartbeats by action; 0 where there was none. */
  counts: Record<BotAction, number>;
  heartbeatCount: number;
  /** Share of its heartbeats in which it did something, 0 to 1. */
  actedRatio: number;
}

const noCounts = (): Record<BotAction, number> =>
  Object.fromEntries(BotAction.options.map((action) => [action, 0])) as Record<BotAction, number>;

/** Who did most comes first. */
export function activityByBot(rows: readonly Row[]): BotActivity[] {
  const byBot = new Map<string, Record<BotAction, number>>();
  for (const { botId, action, count } of rows) {
    const counts = byBot.get(botId) ?? noCounts();
    byBot.set(botId, counts);
    counts[action] += count;
  }
  const acted = ({ heartbeatCount, counts }: BotActivity) => heartbeatCount - counts.nothing;
  return [...byBot]
    .map(([botId, counts]): BotActivity => {
      const heartbeatCount = Object.values(counts).reduce((sum, count) => sum + count, 0);
      const actedRatio = heartbeatCount === 0 ? 0 : 1 - counts.nothing / heartbeatCount;
      return { botId, counts, heartbeatCount, actedRatio };
    })
    .toSorted((a, b) => acted(b) - acted(a) || b.heartbeatCount - a.heartbeatCount);
}

export interface GateSum {
  gate: Gate;
  count: number;
  /** Share of all heartbeats, 0 to 1. */
  ratio: number;
  /** Whom it stopped most often, at most three. */
  bots: { botId: string; count: number }[];
}

/** What stopped bots, most frequent first; gates that stopped nobody are left out. */
export function gateSums(rows: readonly Row[]): GateSum[] {
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return Gate.options
    .map((gate): GateSum => {
      const stopped = new Map<string, number>();
      for (const row of rows) if (row.gate === gate) stopped.set(row.botId, (stopped.get(row.botId) ?? 0) + row.count);
      const bots = [...stopped]
        .map(([botId, count]) => ({ botId, count }))
        .filter((bot) => bot.count > 0)
        .toSorted((a, b) => b.count - a.count);
      const count = bots.reduce((sum, bot) => sum + bot.count, 0);
      return { gate, count, ratio: total === 0 ? 0 : count / total, bots: bots.slice(0, 3) };
    })
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}

export const activityCsv = (rows: readonly Row[], nameOf: (botId: string) => string) =>
  toCsv(
    ['bot', 'name', 'action', 'stopped_by', 'heartbeats'],
    rows.map(({ botId, action, gate, count }) => [botId, nameOf(botId), action, gate, count]),
  );
