/** The caps as a person types them: reading, checking, and what a change would do at once. Pure. */
import type { Caps, CapsChange, CostCap, VentureUsage } from '../../../../server/contract/usage.ts';
import { count, plural } from '../../numbers.ts';

/** As typed, so that half a number stays what it is. */
export interface CapsForm {
  botTokens: string;
  botUsd: string;
  ventureTokens: string;
  ventureUsd: string;
}
export type CapsField = keyof CapsForm;

/** The largest that the server takes. */
const mostTokens = 1_000_000_000_000;
const mostUsd = 1_000_000;

export const formOf = ({ default: standard, venture }: Caps): CapsForm => ({
  botTokens: count(standard.capTokens),
  botUsd: String(standard.capUsd),
  ventureTokens: count(venture.tokens.capTokens),
  ventureUsd: String(venture.usd.capUsd),
});

/** Spaces and commas group digits and mean nothing. */
const plain = (text: string) => text.replaceAll(/[\s\u202F,_]/g, '');

export function faultOf(field: CapsField, text: string): string | null {
  const given = plain(text);
  if (given === '') return 'Say how much. 0 means nothing at all.';
  if (field === 'botTokens' || field === 'ventureTokens') {
    if (!/^\d+$/.test(given)) return 'A whole number of tokens, such as 100 000.';
    return Number(given) <= mostTokens ? null : '1,000,000,000,000 tokens at most.';
  }
  if (!/^\d+(\.\d{1,9})?$/.test(given)) return 'Dollars with a point, such as 1.50.';
  return Number(given) <= mostUsd ? null : '1,000,000 dollars at most.';
}

const fields: readonly CapsField[] = ['botTokens', 'botUsd', 'ventureTokens', 'ventureUsd'];

/** What is wrong, by field; empty where the form can be saved. */
export const faultsOf = (form: CapsForm): Partial<Record<CapsField, string>> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const fault = faultOf(field, form[field]);
      return fault === null ? [] : [[field, fault]];
    }),
  );

/** @param form One without faults. */
export const changeOf = (form: CapsForm): CapsChange => ({
  default: { capTokens: Number(plain(form.botTokens)), capUsd: Number(plain(form.botUsd)) },
  venture: { capTokens: Number(plain(form.ventureTokens)), capUsd: Number(plain(form.ventureUsd)) },
});

export function isChanged(form: CapsForm, caps: Caps): boolean {
  if (Object.keys(faultsOf(form)).length > 0) return true;
  const { default: standard, venture } = changeOf(form);
  return (
    standard.capTokens !== caps.default.capTokens ||
    standard.capUsd !== caps.default.capUsd ||
    venture.capTokens !== caps.venture.tokens.capTokens ||
    venture.capUsd !== caps.venture.usd.capUsd
  );
}

/**
 * Whether nothing is left of a day: not one token, or no money where a cap allows any; as the server judges it.
 *
 * @param used Spent and set aside.
 */
const isUsedUp = (used: { tokens: number; usd: number }, cap: { capTokens: number; capUsd: number }): boolean =>
  used.tokens >= cap.capTokens || (cap.capUsd > 0 && used.usd >= cap.capUsd);

const usedOf = ({ tokens, usd }: Pick<VentureUsage, 'tokens' | 'usd'>) => ({
  tokens: tokens.spentTokens + tokens.reservedTokens,
  usd: usd.spentUsd + usd.reservedUsd,
});

export interface CapsEffect {
  /** Ids of bots that have something left now, and would have nothing. */
  cappedIds: string[];
  /** Ids of bots that have nothing left now, and would have something again. */
  freedIds: string[];
  /** Whether the venture itself would have nothing left, and so no bot. */
  isVentureCapped: boolean;
}

/** What a change would do at once. A bot’s own cap goes before the default. */
export function effectOf(change: CapsChange, caps: Caps, bots: readonly CostCap[]): CapsEffect {
  const capOf = (bot: CostCap) => ({
    capTokens: bot.tokens.source === 'custom' ? bot.tokens.capTokens : change.default.capTokens,
    capUsd: bot.usd.source === 'custom' ? bot.usd.capUsd : change.default.capUsd,
  });
  const after = (bot: CostCap) => isUsedUp(usedOf(bot), capOf(bot));
  return {
    cappedIds: bots.filter((bot) => !bot.isCapped && after(bot)).map(({ botId }) => botId),
    freedIds: bots.filter((bot) => bot.isCapped && !after(bot)).map(({ botId }) => botId),
    isVentureCapped: isUsedUp(usedOf(caps.venture), change.venture),
  };
}

/** The effect in words, for the question before it is saved. */
export function effectSentence({ cappedIds, freedIds, isVentureCapped }: CapsEffect, botCount: number): string {
  const parts = [
    ...(isVentureCapped
      ? [`The venture would have nothing left today: all ${plural(botCount, 'bot')} would be capped at once.`]
      : []),
    ...(!isVentureCapped && cappedIds.length > 0
      ? [`${plural(cappedIds.length, 'bot')} would be capped at once and do nothing until the next UTC day.`]
      : []),
    ...(!isVentureCapped && freedIds.length > 0
      ? [`${plural(freedIds.length, 'capped bot')} would go on at once.`]
      : []),
  ];
  return parts.length > 0 ? parts.join(' ') : 'No bot would be capped by it today, and none freed.';
}
