/** What models were used for and what it cost, beside what they may be used for (BC-8, BC-9). Reads the ledger. */
import type { Knex } from 'knex';
import type { Caps } from '../../../contract/usage.ts';
import { daily, dayCount, dayIndex, dayMs, spanBefore } from './days.ts';
import type { DataReader } from './datum.ts';

interface Used {
  readonly callCount: number;
  readonly tokens: number;
  readonly usd: number;
}

export interface UsageData {
  readonly capTokens: number;
  readonly capUsd: number;
  /** By 24 hours, oldest first. */
  readonly calls: readonly number[];
  readonly tokens: readonly number[];
  readonly usd: readonly number[];
  /** Of the last seven days, most tokens first. */
  readonly byBot: readonly (Used & { readonly botId: string | null })[];
  readonly byPurpose: readonly (Used & { readonly purpose: string })[];
  /** Of Anthropic's models in the last seven days: the others have no cache that is paid for. */
  readonly cache: { readonly promptTokens: number; readonly readTokens: number };
  /** Calls of the last seven days that were charged at their estimate, since nobody knows what they used. */
  readonly estimatedCount: number;
  /** UTC days, oldest first, the present one last. */
  readonly windows: readonly DayOfCap[];
}

export interface DayOfCap {
  readonly day: string;
  /** Share of the venture's cap that was used or set aside, of tokens or dollars whichever is more. */
  readonly usedRatio: number;
  /** Bots whose last call of the day was refused by a cap. */
  readonly refusedBotCount: number;
  readonly tokens: number;
  readonly usd: number;
}

const tokensOf = 'input_tokens + output_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens';
const nanoPerUsd = 1_000_000_000;

export function usageReader(read: Knex, capsOf: (ventureId: string) => Promise<Caps>): DataReader<UsageData> {
  return async ({ ventureId, atMs }) => {
    const month = spanBefore(atMs);
    const week = spanBefore(atMs, 7);
    const ask = async <Row>(what: string, rest: string, { fromMs, toMs }: typeof month, first: number[] = []) =>
      (await read.raw(
        `SELECT ${what}, count(*) AS callCount, sum(${tokensOf}) AS tokens, sum(nano_usd) AS nanoUsd FROM usage_calls
         WHERE venture_id = ? AND at_ms >= ? AND at_ms < ? ${rest}`,
        [...first, ventureId, fromMs, toMs],
      )) as (Row & { callCount: number; tokens: number; nanoUsd: number })[];
    const days = await ask<{ day: number }>(`${dayIndex('at_ms')} AS day`, 'GROUP BY 1', month, [month.fromMs]);
    if (days.length === 0) return { missing: 'No model has been called in the last 28 days.' };
    const order = 'ORDER BY tokens DESC, 1';
    const byBot = await ask<{ botId: string | null }>('bot_id AS botId', `GROUP BY bot_id ${order}`, week);
    const byPurpose = await ask<{ purpose: string }>('purpose', `GROUP BY purpose ${order}`, week);
    const [cached] = await ask<{ promptTokens: number | null; readTokens: number | null }>(
      `sum(${tokensOf} - output_tokens) AS promptTokens, sum(cache_read_tokens) AS readTokens`,
      `AND provider = 'anthropic'`,
      week,
    );
    const [estimated] = await ask(`1`, `AND booked <> 'settled'`, week);
    const caps = await capsOf(ventureId);
    const { capTokens } = caps.venture.tokens;
    const { capUsd } = caps.venture.usd;
    const used = <Row extends { callCount: number; tokens: number; nanoUsd: number }>({ nanoUsd, ...row }: Row) => ({
      ...row,
      usd: nanoUsd / nanoPerUsd,
    });
    return {
      value: {
        capTokens,
        capUsd,
        calls: daily(days, (row) => row.callCount),
        tokens: daily(days, (row) => row.tokens),
        usd: daily(days, (row) => row.nanoUsd / nanoPerUsd),
        byBot: byBot.map(used),
        byPurpose: byPurpose.map(used),
        cache: { promptTokens: cached?.promptTokens ?? 0, readTokens: cached?.readTokens ?? 0 },
        estimatedCount: estimated?.callCount ?? 0,
        windows: await readWindows(read, ventureId, atMs, { capTokens, capUsd }),
      },
    };
  };
}

const unused = { tokens: 0, nanoUsd: 0, refusedBotCount: 0 };

async function readWindows(
  read: Knex,
  ventureId: string,
  atMs: number,
  { capTokens, capUsd }: { capTokens: number; capUsd: number },
): Promise<DayOfCap[]> {
  const days = Array.from({ length: dayCount }, (_, index) =>
    new Date(atMs - (dayCount - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
  const rows = (await read.raw(
    `SELECT day,
       sum(CASE holder WHEN 'venture' THEN spent_tokens + reserved_tokens ELSE 0 END) AS tokens,
       sum(CASE holder WHEN 'venture' THEN spent_nano_usd + reserved_nano_usd ELSE 0 END) AS nanoUsd,
       sum(holder LIKE 'bot:%' AND refused_tokens IS NOT NULL) AS refusedBotCount
     FROM usage_windows WHERE venture_id = ? AND day BETWEEN ? AND ? GROUP BY day ORDER BY day`,
    [ventureId, days[0]!, days.at(-1)!],
  )) as { day: string; tokens: number; nanoUsd: number; refusedBotCount: number }[];
  const share = (used: number, cap: number) => (cap > 0 ? used / cap : 0);
  return days.map((day) => {
    const { nanoUsd, ...row } = rows.find((found) => found.day === day) ?? { ...unused, day };
    const usd = nanoUsd / nanoPerUsd;
    return { ...row, usd, usedRatio: Math.min(1, Math.max(share(row.tokens, capTokens), share(usd, capUsd))) };
  });
}
