/** When a cap will be reached, and how sure that is, in words. Pure. */
import type { VentureUsage } from '../../../../server/contract/usage.ts';

/** The time of day, in UTC as the caps count: "15:40 UTC". */
const clock = (iso: string) => `${iso.slice(11, 16)} UTC`;

export interface ForecastWords {
  title: string;
  detail: string;
  icon: string;
  tone: string;
}

export function forecastWords({ isCapped, forecast }: Pick<VentureUsage, 'isCapped' | 'forecast'>): ForecastWords {
  if (isCapped)
    return {
      title: 'Used up.',
      detail: 'No bot calls a model until the next UTC day begins.',
      icon: 'i-lucide-octagon-alert',
      tone: 'text-critical',
    };
  if (forecast === null)
    return {
      title: 'No forecast yet.',
      detail: 'Too few calls in the last hours to tell when a cap will be reached.',
      icon: 'i-lucide-circle-dashed',
      tone: 'text-muted',
    };
  const which = forecast.limit === 'usd' ? 'dollars' : 'tokens';
  const { reachedAt, earliest, latest } = forecast;
  if (reachedAt === null)
    return {
      title: 'Enough for today.',
      detail:
        earliest === null
          ? `At the rate of the last hours the cap in ${which} is not reached.`
          : `At the rate of the last hours the cap in ${which} is not reached; at the earliest at ${clock(earliest)} (80% interval).`,
      icon: 'i-lucide-circle-check',
      tone: 'text-high',
    };
  const until = latest === null ? 'not at all today' : clock(latest);
  return {
    title: `The cap in ${which} is reached at about ${clock(reachedAt)}.`,
    detail: `80% interval: ${earliest === null ? 'now' : clock(earliest)} to ${until}.`,
    icon: 'i-lucide-hourglass',
    tone: 'text-low',
  };
}
