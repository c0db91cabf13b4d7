/** Whose cap is what, and when one is reached: pure functions, the same for the ledger and for batch runs. */
import type { CostCapChange } from '../../contract/usage.ts';
import type { Amount, DayWindow } from './rules.ts';
import { defaultBotCap, defaultVentureCap, fits, isUsedUp, nanoUsdOf, refusalOf } from './rules.ts';

/** Whose window or cap it is: a bot's, the venture's, or (caps only) the default of every bot. */
export type Holder = 'default' | 'venture' | `bot:${string}`;
export const holderOfBot = (botId: string): Holder => `bot:${botId}`;

/** Whose windows a call counts in: the venture's, and its bot's where a bot asks. */
export const holdersOf = (botId: string | null): Holder[] =>
  botId === null ? ['venture'] : ['venture', holderOfBot(botId)];

/** A cap as it was set; null where the default holds. */
export interface OwnCap {
  readonly tokens: number | null;
  readonly nanoUsd: number | null;
}

export const noOwnCap: OwnCap = { tokens: null, nanoUsd: null };

/** A cap as the API gives it, in whole nano-dollars. */
export const ownCapOf = ({ capTokens, capUsd }: CostCapChange): OwnCap => ({
  tokens: capTokens,
  nanoUsd: capUsd === null ? null : nanoUsdOf(capUsd),
});

/** The caps that hold for one call. */
export interface CapsInForce {
  readonly default: Amount;
  readonly venture: Amount;
  readonly own: OwnCap;
  /** The bot's own where it has one, else the default. */
  readonly bot: Amount;
}

/** Where nothing was set, the built-in caps hold. @param set What was set for a holder. */
export function capsInForce(botId: string | null, set: (holder: Holder) => OwnCap): CapsInForce {
  const orElse = (cap: OwnCap, other: Amount): Amount => ({
    tokens: cap.tokens ?? other.tokens,
    nanoUsd: cap.nanoUsd ?? other.nanoUsd,
  });
  const standard = orElse(set('default'), defaultBotCap);
  const own = botId === null ? noOwnCap : set(holderOfBot(botId));
  return { default: standard, venture: orElse(set('venture'), defaultVentureCap), own, bot: orElse(own, standard) };
}

/** Where a holder stands on one day. */
export interface Standing {
  readonly window: DayWindow;
  readonly cap: Amount;
  /** What its last call may have taken, if it was refused; null if it was granted, or a cap was changed since. */
  readonly refused: Amount | null;
}

/** Where a bot and its venture stand; for the venture itself both are the same. */
export interface Standings {
  readonly own: Standing;
  readonly venture: Standing;
}

/**
 * Whether a bot, or the venture, can do nothing more today (BC-9): nothing is left, or its last call was refused, no cap
 * was changed since, and not enough was given back since to let such a call through.
 *
 * Of the venture's remainder only tokens are looked at before a bot was refused: its calls may cost no dollars.
 */
export function isCapped({ own, venture }: Standings): boolean {
  if (isUsedUp(own.window, own.cap)) return true;
  const { refused } = own;
  if (!fits(venture.window, { ...venture.cap, nanoUsd: Number.POSITIVE_INFINITY }, { tokens: 1, nanoUsd: 0 }))
    return true;
  return refused !== null && !fitsBoth({ own, venture }, refused);
}

/**
 * How much of its own cap a holder has spent, in [0, 1], of tokens or money whichever is nearer its end; and whether that
 * cap itself, and not the venture's, lets nothing more through.
 */
export function useOf({ window, cap, refused }: Standing): { spentRatio: number; isCapped: boolean } {
  const shareOf = (unit: keyof Amount) => (cap[unit] > 0 ? Math.min(1, window.spent[unit] / cap[unit]) : 0);
  const isRefused = refused !== null && !fits(window, cap, refused);
  return {
    spentRatio: Math.max(shareOf('tokens'), shareOf('nanoUsd')),
    isCapped: isRefused || isUsedUp(window, cap),
  };
}

/** Whether a call stays below the caps of both. */
export const fitsBoth = ({ own, venture }: Standings, amount: Amount): boolean =>
  fits(own.window, own.cap, amount) && fits(venture.window, venture.cap, amount);

/**
 * What a refusal means: which cap the call would pass (the bot's own comes first), in a sentence, and for whom it was
 * the last call. A venture is not refused by what one of its bots may not do.
 */
export function refusal(
  botId: string | null,
  { own, venture }: Standings,
  amount: Amount,
): { readonly sentence: string; readonly holders: readonly Holder[] } {
  if (botId === null || fits(own.window, own.cap, amount))
    return { sentence: refusalOf('The venture', venture.window, venture.cap, amount), holders: holdersOf(botId) };
  return { sentence: refusalOf(`Bot ${botId}`, own.window, own.cap, amount), holders: [holderOfBot(botId)] };
}

/** The face for whoever asks before each heartbeat. */
export interface CapReading {
  /** Whether a bot, or with null the venture, is capped now: a call like its last would be refused. */
  isCapped(ventureId: string, botId: string | null): Promise<boolean>;
}
