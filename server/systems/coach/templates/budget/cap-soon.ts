import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';

/** Likelier than not. Lower cries wolf on half of all days, higher tells when little can be done. */
const leastChance = 0.5;
/** From here on calls are refused: no call fits into what is left. Assumed. */
export const usedUpRatio = 0.95;

/** The venture's cap will probably be reached before the UTC day ends. */
export const capSoon = defineTemplate({
  id: 'cap-soon',
  category: 'budget',
  needs: ['capForecast', 'usage'],
  metric: 'capUsedRatio',
  find: ({ capForecast, usage }, atMs) => {
    const { chanceRatio, reachedAtMs } = capForecast;
    if (chanceRatio < leastChance) return null;
    const endMs = (Math.floor(atMs / dayMs) + 1) * dayMs;
    return { ...capForecast, usage, hoursLeft: reachedAtMs === null ? null : (reachedAtMs - atMs) / 3_600_000, endMs };
  },
  priority: ({ chanceRatio, hoursLeft }) => 40 + 40 * chanceRatio + (hoursLeft !== null && hoursLeft < 3 ? 20 : 0),
  title: ({ hoursLeft }) =>
    hoursLeft === null ? 'The cap may be reached today' : `The cap will be reached in ${worded(hoursLeft, 'hours')}`,
  text: ({ chanceRatio, usedRatio, limit, used, cap }) =>
    `${percent(usedRatio)} of today’s cap is used: ${worded(used, limit)} of ${worded(cap, limit)}. At the present rate it is reached before the UTC day ends with a chance of ${percent(chanceRatio)}; then every bot pauses until midnight UTC.`,
  action: () => 'Raise the cap for today, or slow the bots that use most of it.',
  link: () => '/settings',
  figures: ({ chanceRatio, usedRatio, hoursLeft, limit, used, cap }) => [
    figure('Used of the cap', usedRatio, 'ratio'),
    figure('Left', Math.max(0, cap - used), limit),
    figure('Hours until it is reached', hoursLeft, 'hours', hoursLeft === null ? 'Not before the day ends.' : null),
    figure('Chance that it is reached today', chanceRatio, 'ratio'),
  ],
  breakdown: ({ usage }) =>
    breakdownOf(
      [
        ['Bot', null],
        ['Tokens of seven days', 'tokens'],
        ['Cost', 'usd'],
      ],
      usage.byBot.map(({ botId, tokens, usd }) => [botId ?? 'the venture itself', tokens, usd]),
    ),
  expects: ({ chanceRatio, endMs }) => ({
    threshold: usedUpRatio,
    days: 1,
    dueMs: endMs - 1_000,
    chance: {
      aboveRatio: chanceRatio,
      reason: `The forecast of the cap: calls come and cost as in the last six hours, which leads to it with a chance of ${percent(chanceRatio)}.`,
    },
  }),
});
