import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';

const leastHeartbeats = 5;
const leastRatio = 0.5;
/** All bots together: above this it is not about one of them. */
const mostOverall = 0.1;

/** One bot fails while the others are well: it is about that bot. */
export const botFailing = defineTemplate({
  id: 'bot-failing',
  category: 'operations',
  needs: ['heartbeats'],
  metric: 'botFailureRatio',
  trend: 'heartbeatFailureRatio',
  find: ({ heartbeats: { bots, total, failed } }) => {
    const overall = total.at(-1) ? failed.at(-1)! / total.at(-1)! : 0;
    const failing = bots
      .filter(({ total24h, failed24h }) => total24h >= leastHeartbeats && failed24h / total24h >= leastRatio)
      .toSorted((one, other) => other.failed24h - one.failed24h);
    const worst = failing[0];
    return worst && overall < mostOverall ? { worst, failing, overall, bots } : null;
  },
  priority: ({ worst }) => 35 + 25 * (worst.failed24h / worst.total24h),
  subject: ({ worst }) => worst.botId,
  title: ({ worst }) => `${worst.name} fails in ${percent(worst.failed24h / worst.total24h)} of its heartbeats`,
  text: ({ worst, overall }) =>
    `${worst.failed24h} of its ${worst.total24h} heartbeats of 24 hours failed, while ${percent(overall)} of all did: something about this bot is wrong, its model or its settings.`,
  action: ({ worst }) => `Read why ${worst.name}’s last heartbeat failed, and check its model.`,
  link: ({ worst }) => `/bots/${worst.botId}`,
  figures: ({ worst, overall, failing }) => [
    figure('Its failures', worst.failed24h / worst.total24h, 'ratio', 'Of 24 hours.'),
    figure('Its heartbeats', worst.total24h, 'count'),
    figure('Failures of all', overall, 'ratio'),
    figure('Bots like it', failing.length, 'count'),
  ],
  breakdown: ({ bots }) =>
    breakdownOf(
      [
        ['Bot', null],
        ['Failed', 'count'],
        ['Of', 'count'],
      ],
      bots
        .toSorted((one, other) => other.failed24h - one.failed24h)
        .map(({ name, failed24h, total24h }) => [name, failed24h, total24h]),
    ),
  expects: () => ({ threshold: leastRatio, days: 1 }),
});
