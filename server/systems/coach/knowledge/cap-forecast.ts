/** When the venture's cap will be reached today: only known for the present. */
import type { Caps } from '../../../contract/usage.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { DataReader } from './datum.ts';

export interface CapForecastData {
  readonly limit: 'tokens' | 'usd';
  readonly chanceRatio: number;
  readonly reachedAtMs: number | null;
  readonly usedRatio: number;
  readonly used: number;
  readonly cap: number;
}

/** A forecast from somewhat earlier is still one; an older one cannot be had any more. */
const freshMs = 120_000;

export function capForecastReader(
  capsOf: (ventureId: string) => Promise<Caps>,
  clock: Clock,
): DataReader<CapForecastData> {
  return async ({ ventureId, atMs }) => {
    if (Math.abs(clock.now() - atMs) > freshMs) return { missing: 'Forecasts of a cap are not kept.' };
    const { venture } = await capsOf(ventureId);
    if (!venture.forecast) return { missing: 'Too few model calls today to forecast when the cap is reached.' };
    const { limit, chanceRatio, reachedAt } = venture.forecast;
    const [used, cap] =
      limit === 'tokens'
        ? [venture.tokens.spentTokens + venture.tokens.reservedTokens, venture.tokens.capTokens]
        : [venture.usd.spentUsd + venture.usd.reservedUsd, venture.usd.capUsd];
    return {
      value: {
        limit,
        chanceRatio,
        reachedAtMs: reachedAt === null ? null : Date.parse(reachedAt),
        usedRatio: cap > 0 ? Math.min(1, used / cap) : 1,
        used,
        cap,
      },
    };
  };
}
