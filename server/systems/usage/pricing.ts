/** What a call costs, in whole nano-dollars (1e-9 US dollars): pure functions over the price file. */
import type { ModelPrice, PriceFile } from '../../contract/prices.ts';
import type { ModelUsage } from '../../language/port.ts';

/** What one token costs by kind, in whole nano-dollars. */
interface TokenRates {
  readonly inputNanoUsd: number;
  readonly outputNanoUsd: number;
  readonly cacheReadNanoUsd: number;
  readonly cacheWrite5mNanoUsd: number;
  readonly cacheWrite1hNanoUsd: number;
}

/** The row for a model: its own, else the provider's "*", else null, which means refused (F-18). */
export function priceOf(prices: PriceFile, provider: string, model: string): ModelPrice | null {
  const rows = prices.models.filter((row) => row.provider === provider);
  return rows.find((row) => row.model === model) ?? rows.find((row) => row.model === '*') ?? null;
}

/** Why a model without a price is not called, and what to do. */
export const noPriceSentence = (prices: PriceFile, provider: string, model: string): string =>
  `${provider} ${model} has no row in the price file of ${prices.date}, and what has no price is not called; add the row, or choose another model.`;

/** Tokens of the prompt, cached parts included: what decides on the tier. */
export const promptTokensOf = (usage: ModelUsage): number =>
  usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;

/** All tokens of a call; each counts once towards a cap, whatever it costs. */
export const tokensOf = (usage: ModelUsage): number => promptTokensOf(usage) + usage.outputTokens;

/**
 * What a call cost, in nano-dollars. A prompt above the tier makes all of its tokens dearer (F-20).
 *
 * @param usage Whole numbers >= 0.
 */
export function costNanoUsd(price: ModelPrice, usage: ModelUsage): number {
  const rates = ratesOf(price, isLong(price, promptTokensOf(usage)));
  return (
    usage.inputTokens * rates.inputNanoUsd +
    usage.outputTokens * rates.outputNanoUsd +
    usage.cacheReadTokens * rates.cacheReadNanoUsd +
    usage.cacheWrite5mTokens * rates.cacheWrite5mNanoUsd +
    usage.cacheWrite1hTokens * rates.cacheWrite1hNanoUsd
  );
}

/**
 * The most that a call can cost, in nano-dollars: every token of the prompt at the dearest rate it can meet (written
 * to the cache for an hour, as a rule), and all of the output.
 *
 * @param inputTokens The prompt's tokens at most, whole, >= 0.
 * @param maxOutputTokens The answer's tokens at most, whole, >= 0.
 */
export function worstCostNanoUsd(price: ModelPrice, inputTokens: number, maxOutputTokens: number): number {
  const tiers = isLong(price, inputTokens) ? [false, true] : [false];
  const costs = tiers.map((isLongPrompt) => {
    const { outputNanoUsd, ...promptRates } = ratesOf(price, isLongPrompt);
    return inputTokens * Math.max(...Object.values(promptRates)) + maxOutputTokens * outputNanoUsd;
  });
  return Math.max(...costs);
}

const isLong = (price: ModelPrice, promptTokens: number): boolean =>
  price.longPrompt !== null && promptTokens > price.longPrompt.abovePromptTokens;

function ratesOf(price: ModelPrice, isLongPrompt: boolean): TokenRates {
  const usd = (isLongPrompt ? price.longPrompt : null) ?? price;
  const input = usd.inputUsdPerMillionTokens;
  return {
    inputNanoUsd: nanoUsdPerToken(input),
    outputNanoUsd: nanoUsdPerToken(usd.outputUsdPerMillionTokens),
    cacheReadNanoUsd: nanoUsdPerToken(input * price.cacheReadFactor),
    cacheWrite5mNanoUsd: nanoUsdPerToken(input * price.cacheWrite5mFactor),
    cacheWrite1hNanoUsd: nanoUsdPerToken(input * price.cacheWrite1hFactor),
  };
}

/** One US dollar per million tokens is 1,000 nano-dollars a token. Parts of one are rounded up: never undercharged. */
function nanoUsdPerToken(usdPerMillionTokens: number): number {
  const nanoUsd = usdPerMillionTokens * 1_000;
  const whole = Math.round(nanoUsd);
  return Math.abs(nanoUsd - whole) < 1e-6 ? whole : Math.ceil(nanoUsd);
}
