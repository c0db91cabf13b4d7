import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { dayMs, sumOfLast } from '../../knowledge/days.ts';
import { leastCostUsd } from '../../metrics.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';

const mostRatio = 0.6;

/** A dollar wins fewer engaged minutes than the week before. */
export const returnFalling = defineTemplate({
  id: 'return-falling',
  category: 'return',
  needs: ['sessions', 'usage'],
  metric: 'wonMinutesPerUsd',
  find: ({ sessions: { sessions }, usage }, atMs) => {
    const won = (fromDay: number, toDay: number) =>
      sessions
        .filter(({ endedAtMs }) => endedAtMs >= atMs - fromDay * dayMs && endedAtMs < atMs - toDay * dayMs)
        .reduce((sum, { wonMinutes }) => sum + wonMinutes, 0);
    const [wonNow, wonBefore] = [won(7, 0), won(14, 7)];
    const [costNow, costBefore] = [sumOfLast(usage.usd, 7), sumOfLast(usage.usd, 7, 7)];
    // Where models cost nothing there is no return to fall.
    if (costNow < leastCostUsd || costBefore < leastCostUsd || wonBefore <= 0) return null;
    const [now, before] = [wonNow / costNow, wonBefore / costBefore];
    return now > before * mostRatio ? null : { now, before, wonNow, wonBefore, costNow, costBefore };
  },
  priority: ({ now, before }) => 30 + 40 * (1 - Math.max(0, now) / before),
  title: ({ now, before }) => `A dollar wins ${percent(1 - now / before)} less engagement`,
  text: ({ now, before, costNow, wonNow }) =>
    `Interventions won ${worded(wonNow, 'minutes')} in seven days for ${worded(costNow, 'usd')}: ${worded(now, 'minutes_per_usd')}, after ${worded(before, 'minutes_per_usd')} in the seven before.`,
  action: ({ costNow, costBefore }) =>
    costNow > costBefore
      ? 'Find out what the additional calls are for; engagement did not follow.'
      : 'Compare this week’s interventions with the last: what was chosen has changed, or stopped working.',
  link: () => '/statistics',
  figures: ({ now, before, wonNow, costNow }) => [
    figure('Minutes won for a dollar', now, 'minutes_per_usd', 'Of seven days.'),
    figure('The seven days before', before, 'minutes_per_usd'),
    figure('Engaged minutes won', wonNow, 'minutes'),
    figure('Cost of models', costNow, 'usd'),
  ],
  breakdown: ({ wonNow, wonBefore, costNow, costBefore }) =>
    breakdownOf(
      [
        ['Span', null],
        ['Engaged minutes won', 'minutes'],
        ['Cost', 'usd'],
      ],
      [
        ['Last seven days', wonNow, costNow],
        ['The seven before', wonBefore, costBefore],
      ],
    ),
  expects: ({ before }) => ({ threshold: before * mostRatio, days: 3 }),
});
