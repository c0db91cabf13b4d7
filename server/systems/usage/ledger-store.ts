/** Questions to the ledger: sums by day, bot and purpose, and what calls took lately. */
import type { Knex } from 'knex';
import type { UsageQuery, UsageRow, UsageTotals } from '../../contract/usage.ts';
import type { Sample } from './forecast.ts';
import { shownBotId, usdOf, ventureAsBot } from './rules.ts';

/** Which part of the ledger; both days inclusive. */
type LedgerFilter = Pick<UsageQuery, 'from' | 'to' | 'botId' | 'purpose'>;

interface SumRow {
  day: string;
  bot_id: string | null;
  purpose: string;
  call_count: number;
  estimated_count: number;
  input: number;
  output: number;
  cache_read: number;
  cache_write_5m: number;
  cache_write_1h: number;
  nano_usd: number;
}

const sumColumns = {
  input: 'input_tokens',
  output: 'output_tokens',
  cache_read: 'cache_read_tokens',
  cache_write_5m: 'cache_write_5m_tokens',
  cache_write_1h: 'cache_write_1h_tokens',
  nano_usd: 'nano_usd',
};

function withSums(query: Knex.QueryBuilder, knex: Knex): Knex.QueryBuilder {
  const sums = Object.entries(sumColumns).map(([name, column]) =>
    knex.raw('COALESCE(SUM(??), 0) AS ??', [column, name]),
  );
  const estimated = knex.raw("COALESCE(SUM(CASE booked WHEN 'settled' THEN 0 ELSE 1 END), 0) AS estimated_count");
  return query.select([...sums, estimated]).count({ call_count: '*' });
}

function matching(knex: Knex, table: string, ventureId: string, filter: LedgerFilter): Knex.QueryBuilder {
  const query = knex(table).where({ venture_id: ventureId });
  if (filter.from !== undefined) void query.where('day', '>=', filter.from);
  if (filter.to !== undefined) void query.where('day', '<=', filter.to);
  if (filter.botId === ventureAsBot) void query.whereNull('bot_id');
  else if (filter.botId !== undefined) void query.where('bot_id', filter.botId);
  return query;
}

function matchingCalls(knex: Knex, ventureId: string, filter: LedgerFilter): Knex.QueryBuilder {
  const query = matching(knex, 'usage_calls', ventureId, filter);
  return filter.purpose === undefined ? query : query.where('purpose', filter.purpose);
}

const groups = ['day', 'bot_id', 'purpose'];

/** A page of sums, newest day first, and how many rows there are. */
export async function listUsage(
  knex: Knex,
  ventureId: string,
  query: UsageQuery,
): Promise<{ items: UsageRow[]; total: number }> {
  const grouped = () => matchingCalls(knex, ventureId, query).groupBy(groups);
  const order = [{ column: 'day', order: 'desc' }, { column: 'bot_id' }, { column: 'purpose' }];
  const rows = (await withSums(grouped().select(groups), knex)
    .orderBy(order)
    .limit(query.limit)
    .offset(query.offset)) as SumRow[];
  const [counted] = (await knex(grouped().select(groups).as('rows')).count({ total: '*' })) as { total: number }[];
  const items = rows.map((row) => {
    const { day, bot_id: botId, purpose } = row;
    return { day, botId: shownBotId(botId), purpose, ...totalsOf(row) };
  });
  return { items, total: counted?.total ?? 0 };
}

/** The sums of all rows that match. */
export async function sumUsage(knex: Knex, ventureId: string, filter: LedgerFilter): Promise<UsageTotals> {
  const [row] = (await withSums(matchingCalls(knex, ventureId, filter), knex)) as SumRow[];
  return totalsOf(row!);
}

export async function countAlerts(knex: Knex, ventureId: string, filter: LedgerFilter): Promise<number> {
  const query = matching(knex, 'usage_alerts', ventureId, filter);
  const [row] = (await query.count({ total: '*' })) as { total: number }[];
  return row?.total ?? 0;
}

const totalsOf = (row: SumRow): UsageTotals => ({
  callCount: row.call_count,
  estimatedCallCount: row.estimated_count,
  inputTokens: row.input,
  outputTokens: row.output,
  cacheReadTokens: row.cache_read,
  cacheWrite5mTokens: row.cache_write_5m,
  cacheWrite1hTokens: row.cache_write_1h,
  tokens: row.input + row.output + row.cache_read + row.cache_write_5m + row.cache_write_1h,
  costUsd: usdOf(row.nano_usd),
});

/** What some calls took, in tokens and in nano-dollars. */
export interface CallSample {
  readonly tokens: Sample;
  readonly nanoUsd: Sample;
  /** When the earliest of them was booked, or null without any. */
  readonly firstMs: number | null;
}

/** Which calls to look at; null for any. */
export interface SampleFilter {
  readonly botId: string | null;
  readonly purpose: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  /** Booked after this moment and not after that, in milliseconds since 1970. */
  readonly afterMs: number;
  readonly untilMs: number;
}

interface SampleRow {
  count: number;
  first_ms: number | null;
  tokens: number;
  tokens_squared: number;
  nano_usd: number;
  nano_usd_squared: number;
}

/** Sums for a forecast. Squares are summed as floating-point numbers: whole ones would overflow. */
export async function sampleCalls(knex: Knex, ventureId: string, filter: SampleFilter): Promise<CallSample> {
  const query = knex('usage_calls')
    .where({ venture_id: ventureId })
    .where('at_ms', '>', filter.afterMs)
    .where('at_ms', '<=', filter.untilMs);
  if (filter.botId !== null) void query.where('bot_id', filter.botId);
  if (filter.purpose !== null) void query.where('purpose', filter.purpose);
  if (filter.provider !== null) void query.where('provider', filter.provider);
  if (filter.model !== null) void query.where('model', filter.model);
  const tokens = '(input_tokens + output_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens)';
  const [row] = (await query
    .count({ count: '*' })
    .min({ first_ms: 'at_ms' })
    .select(
      knex.raw(`COALESCE(SUM(${tokens}), 0) AS tokens`),
      knex.raw(`COALESCE(SUM(1.0 * ${tokens} * ${tokens}), 0) AS tokens_squared`),
      knex.raw('COALESCE(SUM(nano_usd), 0) AS nano_usd'),
      knex.raw('COALESCE(SUM(1.0 * nano_usd * nano_usd), 0) AS nano_usd_squared'),
    )) as SampleRow[];
  const { count, first_ms: firstMs } = row!;
  return {
    tokens: { count, sum: row!.tokens, sumOfSquares: row!.tokens_squared },
    nanoUsd: { count, sum: row!.nano_usd, sumOfSquares: row!.nano_usd_squared },
    firstMs,
  };
}
