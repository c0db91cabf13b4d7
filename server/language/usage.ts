/** Arithmetic on what calls consumed. */
import type { ModelUsage } from './port.ts';

export const noUsage: ModelUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
};

/** Both calls together. */
export function addUsage(one: ModelUsage, other: ModelUsage): ModelUsage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWrite5mTokens: one.cacheWrite5mTokens + other.cacheWrite5mTokens,
    cacheWrite1hTokens: one.cacheWrite1hTokens + other.cacheWrite1hTokens,
  };
}

/** The whole prompt, cached parts included, in tokens. */
export function promptTokens(usage: ModelUsage): number {
  return usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
}

/** All five counts together, in tokens. */
export function totalTokens(usage: ModelUsage): number {
  return promptTokens(usage) + usage.outputTokens;
}

/**
 * Most tokens of a prompt that are believed, per count. Assumed: above every context window on offer. Lower, and an
 * honest long prompt is billed too little; higher, and one absurd figure empties a year's cap.
 */
const mostInputTokens = 2_000_000;

/**
 * Makes whole, finite, non-negative numbers of what a provider reported (F-19).
 *
 * A count that is no number at all is taken at its limit: charging too much is found by the alert, charging nothing by
 * nobody. A negative one counts as zero.
 *
 * @param maxTokens Most output tokens that were asked for; no provider may honestly report more.
 * @returns The clean usage, and whether anything had to be changed.
 */
export function clampUsage(reported: ModelUsage, maxTokens: number): { usage: ModelUsage; isSuspect: boolean } {
  const usage: ModelUsage = {
    inputTokens: clamp(reported.inputTokens, mostInputTokens),
    outputTokens: clamp(reported.outputTokens, maxTokens),
    cacheReadTokens: clamp(reported.cacheReadTokens, mostInputTokens),
    cacheWrite5mTokens: clamp(reported.cacheWrite5mTokens, mostInputTokens),
    cacheWrite1hTokens: clamp(reported.cacheWrite1hTokens, mostInputTokens),
  };
  const isSuspect = (Object.keys(usage) as (keyof ModelUsage)[]).some((key) => !Object.is(usage[key], reported[key]));
  return { usage, isSuspect };
}

function clamp(count: number, most: number): number {
  if (typeof count !== 'number' || Number.isNaN(count)) return most;
  return Math.min(most, Math.max(0, Math.ceil(count)) + 0);
}
