import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';

/** A cap twenty times as high as the busiest day guards nothing. Assumed. */
const mostUsed = 0.05;
const leastDays = 14;

/** The cap is so high that an accident would be expensive before it stops anything. */
export const capIdle = defineTemplate({
  id: 'cap-idle',
  category: 'budget',
  needs: ['usage'],
  metric: 'capUsedRatio',
  find: ({ usage: { windows, capTokens, capUsd, usd } }) => {
    const recent = windows.slice(-leastDays);
    const busiest = recent.reduce((most, day) => (day.usedRatio > most.usedRatio ? day : most));
    const usedDays = recent.filter(({ tokens }) => tokens > 0).length;
    if (usedDays < leastDays / 2 || busiest.usedRatio === 0 || busiest.usedRatio > mostUsed) return null;
    return { recent, busiest, capTokens, capUsd, dearest: Math.max(...usd.slice(-leastDays)) };
  },
  // Where models cost nothing, a cap that is too high costs nothing either.
  priority: ({ dearest }) => (dearest > 0 ? 25 : 10),
  title: ({ busiest }) => `The busiest day used ${percent(busiest.usedRatio)} of the cap`,
  text: ({ busiest, capUsd }) =>
    `In 14 days the venture never used more than ${percent(busiest.usedRatio)} of its cap. A bot that runs wild could spend up to $${capUsd.toFixed(2)} in a day before the cap stops it.`,
  action: ({ capTokens, busiest }) =>
    `Lower the cap to about ${Math.ceil((capTokens * busiest.usedRatio * 4) / 1_000) * 1_000} tokens, four times the busiest day.`,
  link: () => '/settings',
  figures: ({ busiest, dearest, capTokens, capUsd }) => [
    figure('Busiest day, of the cap', busiest.usedRatio, 'ratio'),
    figure('Dearest day', dearest, 'usd'),
    figure('Cap', capTokens, 'tokens'),
    figure('Cap', capUsd, 'usd'),
  ],
  breakdown: ({ recent }) =>
    breakdownOf(
      [
        ['UTC day', null],
        ['Used of the cap', 'ratio'],
        ['Tokens', 'tokens'],
      ],
      recent
        .toSorted((one, other) => other.usedRatio - one.usedRatio)
        .map(({ day, usedRatio, tokens }) => [day, usedRatio, tokens]),
    ),
  expects: () => ({ threshold: mostUsed, days: 7 }),
});
