/** A planned day of the community, for the cost estimate; kept in the address. Pure. */
import { paceGapSeconds } from '../../../../server/contract/bot.ts';

export interface Estimate {
  provider: string;
  model: string;
  botCount: number;
  /** Model calls of each bot a day. */
  callsPerBot: number;
  /** Tokens of a prompt and of an answer at most. */
  inputTokens: number;
  outputTokens: number;
}

const daySeconds = 86_400;

/** Heartbeats of a bot a day at each pace: no bot calls a model more often by itself. */
export const callsAtPace = Object.fromEntries(
  Object.entries(paceGapSeconds).map(([pace, gapSeconds]) => [pace, Math.round(daySeconds / gapSeconds)]),
) as Record<keyof typeof paceGapSeconds, number>;

export const writeEstimate = (estimate: Estimate): string =>
  [
    estimate.provider,
    estimate.model,
    estimate.botCount,
    estimate.callsPerBot,
    estimate.inputTokens,
    estimate.outputTokens,
  ].join('~');

/** What an address says, or the standard where it says nothing that can be used. */
export function readEstimate(text: string | null, standard: Estimate): Estimate {
  const [provider, model, ...figures] = (text ?? '').split('~');
  const [botCount, callsPerBot, inputTokens, outputTokens] = figures.map(Number);
  if (!provider || !model || figures.length !== 4) return standard;
  const estimate = { provider, model, botCount, callsPerBot, inputTokens, outputTokens } as Estimate;
  return faultsOf(estimate).length === 0 ? estimate : standard;
}

const limits = {
  botCount: { label: 'Bots', max: 10_000 },
  callsPerBot: { label: 'Calls of each', max: 100_000 },
  inputTokens: { label: 'Prompt', max: 1_000_000 },
  outputTokens: { label: 'Answer', max: 1_000_000 },
} as const;

/** The server takes ten million planned calls at most. */
const maxCalls = 10_000_000;

/** What cannot be asked, in words. */
export function faultsOf(estimate: Estimate): string[] {
  const faults = Object.entries(limits).flatMap(([name, { label, max }]) => {
    const value = estimate[name as keyof typeof limits];
    return Number.isInteger(value) && value >= 0 && value <= max
      ? []
      : [`${label}: a whole number from 0 to ${max.toLocaleString('en-GB')}.`];
  });
  if (faults.length === 0 && estimate.botCount * estimate.callsPerBot > maxCalls)
    faults.push('More than 10 million calls a day cannot be estimated.');
  return faults;
}
