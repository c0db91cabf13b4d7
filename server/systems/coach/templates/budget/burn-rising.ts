import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { sumOfLast } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';

/** Half as much again as before. Assumed: less is within what weekdays differ by. */
const leastRise = 1.5;
/** Tokens a day below which a rise is of no matter: a tenth of what one bot may use. */
const leastTokens = 10_000;
/** Of the seven days before, so many had any use: whoever has just begun does not rise, but begin. */
const leastDays = 5;

/** Use grows quickly, whatever the cap. */
export const burnRising = defineTemplate({
  id: 'burn-rising',
  category: 'budget',
  needs: ['usage'],
  metric: 'tokensPerDay',
  find: ({ usage }) => {
    const now = sumOfLast(usage.tokens, 3) / 3;
    const before = sumOfLast(usage.tokens, 7, 3) / 7;
    const days = usage.tokens.slice(-10, -3).filter((tokens) => tokens > 0).length;
    if (days < leastDays || now < leastTokens || now < before * leastRise) return null;
    return { now, before, rise: now / before, usd: sumOfLast(usage.usd, 3) / 3, usage };
  },
  priority: ({ rise, now, usage }) => 25 + 15 * Math.min(3, rise - 1) + 30 * Math.min(1, now / usage.capTokens),
  title: ({ rise }) => `Use of models is up by ${percent(rise - 1)}`,
  text: ({ now, before, usage }) =>
    `${worded(now, 'tokens')} a day in the last three days, after ${worded(before, 'tokens')} in the seven before: ${percent(now / usage.capTokens)} of the cap. ${usage.byPurpose[0] ? `Most of it is for “${usage.byPurpose[0].purpose}”.` : ''}`,
  action: ({ usage }) =>
    `Look at what “${usage.byPurpose[0]?.purpose ?? 'calls'}” is used for, and at the pace of the bots.`,
  link: () => '/statistics',
  figures: ({ now, before, rise, usd }) => [
    figure('Tokens a day now', now, 'tokens', 'Mean of three days.'),
    figure('Tokens a day before', before, 'tokens', 'Mean of the seven days before.'),
    figure('Rise', rise - 1, 'ratio'),
    figure('Cost a day now', usd, 'usd'),
  ],
  breakdown: ({ usage }) =>
    breakdownOf(
      [
        ['Purpose', null],
        ['Calls of seven days', 'count'],
        ['Tokens', 'tokens'],
        ['Cost', 'usd'],
      ],
      usage.byPurpose.map(({ purpose, callCount, tokens, usd }) => [purpose, callCount, tokens, usd]),
    ),
  expects: ({ before }) => ({ threshold: before * leastRise, days: 3 }),
});
