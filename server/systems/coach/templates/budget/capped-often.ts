import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { counted } from '../../words.ts';
import { usedUpRatio } from './cap-soon.ts';

/** Three of seven days are a habit. Assumed. */
const leastDays = 3;

/** The cap ends the day of the bots again and again. */
export const cappedOften = defineTemplate({
  id: 'capped-often',
  category: 'budget',
  needs: ['usage'],
  metric: 'cappedDays',
  trend: 'capUsedRatio',
  find: ({ usage: { windows, capTokens, capUsd } }) => {
    const week = windows.slice(-7);
    const capped = week.filter(({ usedRatio }) => usedRatio >= usedUpRatio);
    if (capped.length < leastDays) return null;
    const mean = week.reduce((sum, { usedRatio }) => sum + usedRatio, 0) / week.length;
    return { week, capped, mean, capTokens, capUsd };
  },
  priority: ({ capped }) => 40 + 8 * capped.length,
  title: ({ capped }) => `The cap was used up on ${capped.length} of 7 days`,
  text: ({ capped, mean }) =>
    `On ${counted(capped.length, 'day')} of the last seven the venture used 95% of its cap or more, and its bots stood still until midnight UTC. On the mean day it uses ${percent(mean)}.`,
  action: () => 'Raise the cap to what a day really takes, or give the bots a slower pace.',
  link: () => '/settings',
  figures: ({ capped, mean, capTokens, capUsd }) => [
    figure('Days at the cap, of seven', capped.length, 'count'),
    figure('Used on the mean day', mean, 'ratio'),
    figure('Cap', capTokens, 'tokens'),
    figure('Cap', capUsd, 'usd'),
  ],
  breakdown: ({ week }) =>
    breakdownOf(
      [
        ['UTC day', null],
        ['Used of the cap', 'ratio'],
        ['Tokens', 'tokens'],
        ['Cost', 'usd'],
      ],
      week.map(({ day, usedRatio, tokens, usd }) => [day, usedRatio, tokens, usd]),
    ),
  expects: () => ({ threshold: leastDays, days: 7 }),
});
