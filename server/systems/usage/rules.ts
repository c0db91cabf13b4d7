/** Days, caps, and what a call is charged: pure functions. */
import { assert } from '../../kernel/errors.ts';
import type { ReservationRequest } from '../../language/budget.ts';
import type { ModelUsage } from '../../language/port.ts';
import { tokensOf } from './pricing.ts';

export const nanoUsdPerUsd = 1_000_000_000;

/** Tokens and money together: what a cap limits, what a call takes. */
export interface Amount {
  readonly tokens: number;
  readonly nanoUsd: number;
}

/** What one holder (a bot, or the venture) has used of one day. */
export interface DayWindow {
  readonly spent: Amount;
  readonly reserved: Amount;
}

/** What each bot may use a day unless it has a cap of its own (BC-9). */
export const defaultBotCap: Amount = { tokens: 100_000, nanoUsd: nanoUsdPerUsd };

/**
 * What a venture may use a day until somebody sets it: 24 bots at their token cap, 10 dollars. Assumed. Lower would
 * stop a community of ordinary size by noon; higher would let a whole flock of bots surprise who pays.
 */
export const defaultVentureCap: Amount = { tokens: 2_400_000, nanoUsd: 10 * nanoUsdPerUsd };

export const emptyWindow: DayWindow = { spent: { tokens: 0, nanoUsd: 0 }, reserved: { tokens: 0, nanoUsd: 0 } };

/**
 * The UTC day of a moment, such as 2026-11-21.
 *
 * Each day has one window for ever and a reservation keeps its day: a clock that jumps forth and back finds what it
 * had spent, so that no window resets twice, and daylight saving stretches none (F-17).
 *
 * @param nowMs Milliseconds since 1970-01-01T00:00:00Z.
 */
export const dayOf = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 10);

/** The UTC day before another. */
export const dayBefore = (day: string): string => dayOf(Date.parse(`${day}T00:00:00Z`) - 86_400_000);

/** When a UTC day ends, in milliseconds since 1970. */
export const endOfDayMs = (day: string): number => Date.parse(`${day}T00:00:00Z`) + 86_400_000;

/** Whether an amount still fits below a cap beside what is spent and set aside. The database asks the same. */
export const fits = (window: DayWindow, cap: Amount, amount: Amount): boolean =>
  window.spent.tokens + window.reserved.tokens + amount.tokens <= cap.tokens &&
  window.spent.nanoUsd + window.reserved.nanoUsd + amount.nanoUsd <= cap.nanoUsd;

/** Whether nothing is left: not one token, or no money where a cap allows any. */
export const isUsedUp = (window: DayWindow, cap: Amount): boolean =>
  !fits(window, cap, { tokens: 1, nanoUsd: 0 }) || (cap.nanoUsd > 0 && !fits(window, cap, { tokens: 0, nanoUsd: 1 }));

/** What a step adds to a window; may be negative. */
export interface WindowChange {
  readonly spent: Amount;
  readonly reserved: Amount;
}

const nothing: Amount = { tokens: 0, nanoUsd: 0 };
const negative = ({ tokens, nanoUsd }: Amount): Amount => ({ tokens: -tokens, nanoUsd: -nanoUsd });

export const reserving = (amount: Amount): WindowChange => ({ spent: nothing, reserved: amount });
export const releasing = (reserved: Amount): WindowChange => ({ spent: nothing, reserved: negative(reserved) });
export const charging = (reserved: Amount, charged: Amount): WindowChange => ({
  spent: charged,
  reserved: negative(reserved),
});

/** The window after a step. */
export function changed(window: DayWindow, change: WindowChange): DayWindow {
  const sum = (a: Amount, b: Amount): Amount => ({ tokens: a.tokens + b.tokens, nanoUsd: a.nanoUsd + b.nanoUsd });
  return { spent: sum(window.spent, change.spent), reserved: sum(window.reserved, change.reserved) };
}

/** What was set aside for one call. */
export interface Hold {
  readonly inputTokens: number;
  readonly maxOutputTokens: number;
  readonly nanoUsd: number;
}

export const amountOf = (hold: Hold): Amount => ({
  tokens: hold.inputTokens + hold.maxOutputTokens,
  nanoUsd: hold.nanoUsd,
});

/** The whole of a reservation as usage: what is booked when nobody knows what a call really used (F-16). */
export const estimateOf = (hold: Hold): ModelUsage => ({
  inputTokens: hold.inputTokens,
  outputTokens: hold.maxOutputTokens,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
});

export interface Charge {
  readonly usage: ModelUsage;
  readonly nanoUsd: number;
  /** What was odd about the usage reported, for the alert; null if nothing was. */
  readonly alert: string | null;
}

/**
 * What a call is charged: what it used, and never more than was set aside for it. That bound is what keeps spent below
 * the cap, whatever a provider reports (F-19). Figures that cannot be (negative, broken, not a number) are charged at
 * the estimate: charging them at nothing would make a broken meter free.
 *
 * @param costOf The cost of sound usage, in nano-dollars.
 */
export function chargeOf(hold: Hold, reported: ModelUsage, costOf: (usage: ModelUsage) => number): Charge {
  const impossible = tokenFields.filter((field) => !isCount(reported[field]));
  if (impossible.length > 0) {
    const named = impossible.map((field) => `${field} ${String(reported[field])}`).join(', ');
    const alert = `The provider reported impossible usage (${named}); the call is charged at its estimate.`;
    return { usage: estimateOf(hold), nanoUsd: hold.nanoUsd, alert };
  }
  const { tokens, nanoUsd } = amountOf(hold);
  const usedTokens = tokensOf(reported);
  const usedNanoUsd = costOf(reported);
  if (usedTokens <= tokens && usedNanoUsd <= nanoUsd) return { usage: reported, nanoUsd: usedNanoUsd, alert: null };
  const alert = `The provider reported ${usedTokens} tokens for ${usedNanoUsd} nano-dollars where ${tokens} for ${nanoUsd} were set aside; no more than that is charged.`;
  return { usage: trimmed(reported, tokens), nanoUsd: Math.min(usedNanoUsd, nanoUsd), alert };
}

const tokenFields = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWrite5mTokens',
  'cacheWrite1hTokens',
] as const satisfies readonly (keyof ModelUsage)[];

/** Above this a token count is absurd for any model, and sums of products would leave whole numbers. */
const maxTokensOfCall = 100_000_000;

const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= maxTokensOfCall;

/** The same usage with so many tokens at most; what costs most is kept first. */
function trimmed(usage: ModelUsage, maxTokens: number): ModelUsage {
  let left = maxTokens;
  const take = (tokens: number): number => {
    const taken = Math.min(tokens, left);
    left -= taken;
    return taken;
  };
  return {
    outputTokens: take(usage.outputTokens),
    inputTokens: take(usage.inputTokens),
    cacheWrite1hTokens: take(usage.cacheWrite1hTokens),
    cacheWrite5mTokens: take(usage.cacheWrite5mTokens),
    cacheReadTokens: take(usage.cacheReadTokens),
  };
}

/** Checks a planned call. A figure that cannot be is our mistake: it comes from our own prompt. */
export function assertPlan({ inputTokens, maxOutputTokens }: ReservationRequest): void {
  assert(isCount(inputTokens), `the tokens of a planned prompt are a whole number, not ${inputTokens}`);
  assert(isCount(maxOutputTokens), `the tokens of a planned answer are a whole number, not ${maxOutputTokens}`);
}

/**
 * What the API shows as the bot of calls that the venture itself made. No bot can be called this: ids of bots are
 * lower-case words joined by hyphens.
 */
export const ventureAsBot = '(venture)';

/** The bot of a call as the API shows it. @param botId null where the venture itself asked. */
export const shownBotId = (botId: string | null): string => botId ?? ventureAsBot;

/** Why a call was refused, for a person. */
export function refusalOf(who: string, window: DayWindow, cap: Amount, amount: Amount): string {
  const usedTokens = window.spent.tokens + window.reserved.tokens;
  const isTokens = usedTokens + amount.tokens > cap.tokens;
  const [used, limit, needed] = isTokens
    ? [`${usedTokens} tokens`, `${cap.tokens}`, `${amount.tokens}`]
    : [dollars(window.spent.nanoUsd + window.reserved.nanoUsd), dollars(cap.nanoUsd), dollars(amount.nanoUsd)];
  return `${who} has used or set aside ${used} of ${limit} today, and the call may take ${needed}; the next UTC day begins anew.`;
}

const dollars = (nanoUsd: number): string => `$${usdOf(nanoUsd).toFixed(6)}`;

export const usdOf = (nanoUsd: number): number => nanoUsd / nanoUsdPerUsd;

/** @param usd US dollars, >= 0, at most 1,000,000. */
export const nanoUsdOf = (usd: number): number => Math.round(usd * nanoUsdPerUsd);
