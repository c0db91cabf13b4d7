/** Sums of usage for the chart, the totals and the file. Pure. */
import type { UsageRow } from '../../../../server/contract/usage.ts';
import { toCsv } from '../../csv.ts';

/** What the API calls the bot of calls that the venture itself made. */
export const ventureAsBot = '(venture)';
/** The bots that the chart has no room for, as one. */
export const others = '(others)';
/** More colours in one bar than these cannot be told apart. Assumed. */
const seriesLimit = 12;

export interface UsageSeries {
  /** A bot's id, {@link ventureAsBot} or {@link others}. */
  botId: string;
  /** By day, oldest first. */
  tokens: number[];
  costUsd: number[];
  totalTokens: number;
}

/** One series a bot, the thriftiest bots folded into one; those that used most come first. */
export function usageSeries(rows: readonly UsageRow[], days: readonly string[]): UsageSeries[] {
  const byBot = new Map<string, UsageSeries>();
  const indexOf = new Map(days.map((day, index) => [day, index]));
  for (const row of rows) {
    const index = indexOf.get(row.day);
    if (index === undefined) continue;
    const series = byBot.get(row.botId) ?? emptySeries(row.botId, days.length);
    byBot.set(row.botId, series);
    series.tokens[index]! += row.tokens;
    series.costUsd[index]! += row.costUsd;
    series.totalTokens += row.tokens;
  }
  const sorted = [...byBot.values()].toSorted((a, b) => b.totalTokens - a.totalTokens || (a.botId < b.botId ? -1 : 1));
  if (sorted.length <= seriesLimit) return sorted;
  const rest = emptySeries(others, days.length);
  for (const series of sorted.slice(seriesLimit - 1)) {
    series.tokens.forEach((tokens, index) => (rest.tokens[index]! += tokens));
    series.costUsd.forEach((costUsd, index) => (rest.costUsd[index]! += costUsd));
    rest.totalTokens += series.totalTokens;
  }
  return [...sorted.slice(0, seriesLimit - 1), rest];
}

const emptySeries = (botId: string, length: number): UsageSeries => ({
  botId,
  tokens: Array<number>(length).fill(0),
  costUsd: Array<number>(length).fill(0),
  totalTokens: 0,
});

/** Calls of each bot a day on the days that had any; null without one. @param botCount All bots, also those that were silent. */
export function callsPerBotAndDay(rows: readonly UsageRow[], botCount: number): number | null {
  const dayCount = new Set(rows.map(({ day }) => day)).size;
  if (dayCount === 0 || botCount === 0) return null;
  return Math.ceil(rows.reduce((sum, { callCount }) => sum + callCount, 0) / dayCount / botCount);
}

export interface PurposeSum {
  purpose: string;
  callCount: number;
  tokens: number;
  costUsd: number;
}

/** What went where, most tokens first. */
export function byPurpose(rows: readonly UsageRow[]): PurposeSum[] {
  const sums = new Map<string, PurposeSum>();
  for (const { purpose, callCount, tokens, costUsd } of rows) {
    const sum = sums.get(purpose) ?? { purpose, callCount: 0, tokens: 0, costUsd: 0 };
    sums.set(purpose, sum);
    sum.callCount += callCount;
    sum.tokens += tokens;
    sum.costUsd += costUsd;
  }
  return [...sums.values()].toSorted((a, b) => b.tokens - a.tokens);
}

export const usageSorts = ['day', 'bot', 'purpose', 'calls', 'tokens', 'cost'] as const;
export type UsageSort = (typeof usageSorts)[number];

/** Days and figures begin with the newest and largest, words with A. */
export function sortUsage(rows: readonly UsageRow[], by: UsageSort, nameOf: (botId: string) => string): UsageRow[] {
  const orders: Record<UsageSort, (a: UsageRow, b: UsageRow) => number> = {
    day: (a, b) => b.day.localeCompare(a.day) || b.tokens - a.tokens,
    bot: (a, b) => nameOf(a.botId).localeCompare(nameOf(b.botId)) || b.day.localeCompare(a.day),
    purpose: (a, b) => a.purpose.localeCompare(b.purpose) || b.day.localeCompare(a.day),
    calls: (a, b) => b.callCount - a.callCount,
    tokens: (a, b) => b.tokens - a.tokens,
    cost: (a, b) => b.costUsd - a.costUsd || b.tokens - a.tokens,
  };
  return rows.toSorted(orders[by]);
}

export const usageCsv = (rows: readonly UsageRow[], nameOf: (botId: string) => string) =>
  toCsv(
    [
      'day',
      'bot',
      'name',
      'purpose',
      'calls',
      'calls_estimated',
      'tokens_input',
      'tokens_output',
      'tokens_cache_read',
      'tokens_cache_write_5m',
      'tokens_cache_write_1h',
      'tokens',
      'cost_usd',
    ],
    rows.map((row) => [
      row.day,
      row.botId,
      nameOf(row.botId),
      row.purpose,
      row.callCount,
      row.estimatedCallCount,
      row.inputTokens,
      row.outputTokens,
      row.cacheReadTokens,
      row.cacheWrite5mTokens,
      row.cacheWrite1hTokens,
      row.tokens,
      row.costUsd,
    ]),
  );
