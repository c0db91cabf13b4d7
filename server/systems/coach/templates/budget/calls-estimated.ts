import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { sumOfLast } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { counted } from '../../words.ts';

/** One call in twenty is more than cut connections explain. Assumed. */
const leastRatio = 0.05;
const leastCalls = 20;

/** Many calls are charged at their estimate: money is counted that may not have been spent. */
export const callsEstimated = defineTemplate({
  id: 'calls-estimated',
  category: 'budget',
  needs: ['usage'],
  metric: 'estimatedCallRatio',
  trend: 'costPerDay',
  find: ({ usage }) => {
    const calls = sumOfLast(usage.calls, 7);
    const ratio = calls === 0 ? 0 : usage.estimatedCount / calls;
    return calls < leastCalls || ratio < leastRatio ? null : { calls, ratio, estimated: usage.estimatedCount, usage };
  },
  priority: ({ ratio }) => 25 + 60 * Math.min(0.5, ratio),
  title: ({ ratio }) => `${percent(ratio)} of the calls are charged at an estimate`,
  text: ({ estimated, calls }) =>
    `${counted(estimated, 'call')} of ${calls} in seven days ended without a usable report of what they used: they were cut off, or the figures were absurd. Each is charged at the most it could have cost, so the cap is reached sooner than need be.`,
  action: () => 'Check the connection to the provider, and whether calls run into their deadline.',
  link: () => '/statistics',
  figures: ({ ratio, estimated, calls, usage }) => [
    figure('Charged at an estimate', ratio, 'ratio'),
    figure('Such calls', estimated, 'count', 'Of seven days.'),
    figure('Calls', calls, 'count', 'Of seven days.'),
    figure('Cost of seven days', sumOfLast(usage.usd, 7), 'usd'),
  ],
  breakdown: ({ usage }) =>
    breakdownOf(
      [
        ['Purpose', null],
        ['Calls', 'count'],
        ['Cost', 'usd'],
      ],
      usage.byPurpose.map(({ purpose, callCount, usd }) => [purpose, callCount, usd]),
    ),
  expects: () => ({ threshold: leastRatio, days: 3 }),
});
