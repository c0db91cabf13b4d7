/** What a bot used, by day: gaps filled, purposes stacked, forecast in words. Pure. */
import type { UsageForecast, UsageRow } from '../../../../server/contract/usage.ts';
import { toCsv } from '../../csv.ts';
import { chanceText } from './bot-figures.ts';

export interface UsageDay {
  day: string;
  tokens: number;
  costUsd: number;
  callCount: number;
  /** Tokens by purpose, in the order of the purposes given. */
  parts: readonly number[];
}

const dayMs = 86_400_000;

/** The UTC days of a span that ends with one, oldest first. */
export function daysEnding(last: string, dayCount: number): string[] {
  const end = Date.parse(`${last}T00:00:00Z`);
  return Array.from({ length: dayCount }, (_, index) =>
    new Date(end - (dayCount - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
}

/** Purposes by what they used, most first. */
export function purposesOf(rows: readonly UsageRow[]): string[] {
  const sums = new Map<string, number>();
  for (const { purpose, tokens } of rows) sums.set(purpose, (sums.get(purpose) ?? 0) + tokens);
  return [...sums].toSorted(([, one], [, other]) => other - one).map(([purpose]) => purpose);
}

/** One entry a day, those without usage too. */
export function usageByDay(
  rows: readonly UsageRow[],
  days: readonly string[],
  purposes: readonly string[],
): UsageDay[] {
  return days.map((day) => {
    const ofDay = rows.filter((row) => row.day === day);
    const sum = (read: (row: UsageRow) => number, some = ofDay) => some.reduce((total, row) => total + read(row), 0);
    return {
      day,
      tokens: sum(({ tokens }) => tokens),
      costUsd: sum(({ costUsd }) => costUsd),
      callCount: sum(({ callCount }) => callCount),
      parts: purposes.map((purpose) =>
        sum(
          ({ tokens }) => tokens,
          ofDay.filter((row) => row.purpose === purpose),
        ),
      ),
    };
  });
}

/** When the cap will be reached, with how sure that is. */
export function forecastText(forecast: UsageForecast | null, isCapped: boolean, clock: (at: string) => string): string {
  if (isCapped) return 'The cap is reached: it does nothing until the next UTC day.';
  if (forecast === null) return 'Too few calls today to tell when a cap will be reached.';
  const cap = forecast.limit === 'usd' ? 'The dollar cap' : 'The token cap';
  const chance = `chance ${chanceText(forecast.chanceRatio)}`;
  if (forecast.reachedAt === null) return `${cap} is not reached today at this rate (${chance}).`;
  const latest = forecast.latest === null ? 'the end of the day' : clock(forecast.latest);
  const interval = forecast.earliest === null ? '' : `, 80% between ${clock(forecast.earliest)} and ${latest}`;
  return `${cap} is reached at ${clock(forecast.reachedAt)} at this rate${interval} (${chance}).`;
}

const header = [
  'day',
  'bot',
  'purpose',
  'calls',
  'estimated_calls',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_5m_tokens',
  'cache_write_1h_tokens',
  'tokens',
  'cost_usd',
];

export const usageCsv = (rows: readonly UsageRow[]) =>
  toCsv(
    header,
    rows.map((row) => [
      row.day,
      row.botId,
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
