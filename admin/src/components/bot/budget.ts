/** What is left of a day's budget. Pure. */
import type { VentureUsage } from '../../../../server/contract/usage.ts';

export type Standing = Pick<VentureUsage, 'tokens' | 'usd' | 'isCapped'>;

export interface BudgetPart {
  used: number;
  cap: number;
  /** In [0, 1]; 1 where the cap is 0. */
  usedRatio: number;
}

/** Spent and set aside, of the dollars. */
export const usdPart = ({ usd }: Standing): BudgetPart => part(usd.spentUsd + usd.reservedUsd, usd.capUsd);

/** Spent and set aside, of the tokens. */
export const tokensPart = ({ tokens }: Standing): BudgetPart =>
  part(tokens.spentTokens + tokens.reservedTokens, tokens.capTokens);

/** The day's budget by whichever of its two caps is nearer. */
export function budgetLeft(standing: Standing) {
  const usd = usdPart(standing);
  const tokens = tokensPart(standing);
  return {
    usd,
    tokens,
    // Where both are as near, tokens: whatever runs on this machine costs no dollars.
    nearer: usd.usedRatio > tokens.usedRatio ? ('usd' as const) : ('tokens' as const),
    usedRatio: Math.max(tokens.usedRatio, usd.usedRatio),
    isCapped: standing.isCapped,
  };
}

const part = (used: number, cap: number): BudgetPart => ({
  used,
  cap,
  usedRatio: cap > 0 ? Math.min(1, used / cap) : 1,
});

/** Dollars as the panel writes them: cents from a cent on, more digits below, so that small costs do not read as none. */
export function dollars(usd: number): string {
  if (usd === 0 || usd >= 0.995) return `$${usd.toFixed(2)}`;
  if (usd >= 0.01) return `$${usd.toFixed(2)}`;
  if (usd < 0.00005) return '<$0.0001';
  return `$${usd.toFixed(4)}`;
}

/** Tokens in short: 950, 12.4k, 1.25M. */
export function shortTokens(tokens: number): string {
  if (tokens < 1_000) return String(Math.round(tokens));
  if (tokens < 999_500) return `${trimmed(tokens / 1_000)}k`;
  return `${trimmed(tokens / 1_000_000)}M`;
}

const trimmed = (value: number) => value.toFixed(value < 100 ? 1 : 0).replace(/\.0$/, '');
