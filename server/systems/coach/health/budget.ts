/** Health, part budget: how long today's cap lasts, and how much of it a day takes (CO-2). Pure. */
import type { UsageData } from '../knowledge/usage.ts';
import { dayMs, sumOfLast } from '../knowledge/days.ts';
import type { PartFinding } from './part.ts';
import { figure, scale, weighed } from './part.ts';

/** What is left has to last this many times as long as the UTC day still does for full points, and for none. Assumed. */
const coverFull = 1.5;
const coverZero = 0.5;
/** Mean use of seven days as a share of the cap: at half of it a busy day is no trouble, at all of it every day is. Assumed. */
const burnFull = 0.5;
const burnZero = 1;
/** Days that are shown at most: what lasts longer than is looked back on is not known any better. */
const mostDays = 28;

export const budgetFormula =
  '60% for how long what is left of today’s cap lasts at the rate of the last 24 hours: full where it lasts 1.5 times the rest of the UTC day or longer, nothing where it lasts half of it. 40% for the burn rate, the mean use of seven days as a share of the cap: full at 50% or less, nothing at 100%. Of tokens and dollars the one that has fewer points counts.';

interface Limit {
  readonly unit: 'tokens' | 'usd';
  readonly cap: number;
  readonly usedToday: number;
  /** By 24 hours, oldest first. */
  readonly used: readonly number[];
}

export function budgetPart(usage: UsageData, atMs: number): PartFinding {
  const today = new Date(atMs).toISOString().slice(0, 10);
  const window = usage.windows.find(({ day }) => day === today);
  const tokens = ofLimit(
    { unit: 'tokens', cap: usage.capTokens, usedToday: window?.tokens ?? 0, used: usage.tokens },
    atMs,
  );
  const usd = ofLimit({ unit: 'usd', cap: usage.capUsd, usedToday: window?.usd ?? 0, used: usage.usd }, atMs);
  return 'missing' in tokens || ('points' in usd && usd.points < tokens.points) ? usd : tokens;
}

function ofLimit({ unit, cap, usedToday, used }: Limit, atMs: number): PartFinding {
  const left = Math.max(0, cap - usedToday);
  const rate = sumOfLast(used, 1);
  const burn = sumOfLast(used, 7) / 7;
  const restDays = Math.max(1 / 24, 1 - (atMs % dayMs) / dayMs);
  const daysLeft = rate === 0 ? mostDays : Math.min(mostDays, left / rate);
  const burnRatio = cap > 0 ? burn / cap : burn > 0 ? burnZero : 0;
  const terms = [
    {
      name: 'what is left',
      weight: 0.6,
      input: figure(
        'Days that what is left of today’s cap lasts',
        daysLeft,
        'days',
        rate === 0 ? 'Nothing was used in the last 24 hours.' : null,
      ),
      points: scale(daysLeft / restDays, coverZero, coverFull),
    },
    {
      name: 'the burn rate',
      weight: 0.4,
      input: figure('Burn rate: mean of seven days as a share of the cap', burnRatio, 'ratio'),
      points: scale(burnRatio, burnZero, burnFull),
    },
  ];
  return weighed(terms, [
    figure('Left of today’s cap', left, unit),
    figure('Used a day, mean of seven days', burn, unit),
    figure('The cap of a UTC day', cap, unit),
  ]);
}
