import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { sumOfLast } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';

const leastCalls = 8;
const mostRatio = 0.4;

/** Calls are made and hardly anybody is reached. */
export const callsReachNobody = defineTemplate({
  id: 'calls-reach-nobody',
  category: 'operations',
  needs: ['calls'],
  metric: 'callReachRatio',
  find: ({ calls: { ended, reached, outcomes } }) => {
    const [made, met] = [sumOfLast(ended, 7), sumOfLast(reached, 7)];
    if (made < leastCalls || met / made > mostRatio) return null;
    const madeBefore = sumOfLast(ended, 7, 7);
    const before = madeBefore === 0 ? null : sumOfLast(reached, 7, 7) / madeBefore;
    return { made, met, ratio: met / made, before, outcomes };
  },
  priority: ({ ratio }) => 35 + 50 * (1 - ratio / mostRatio),
  title: ({ ratio }) => `Only ${percent(ratio)} of the calls reach somebody`,
  text: ({ made, met, outcomes }) =>
    `${met} of ${made} calls of seven days reached somebody. The most frequent end is ${outcomes[0]?.outcome ?? 'not known'}, ${outcomes[0]?.count ?? 0} times.`,
  action: () =>
    'Compare the hours of these calls with the calling hours of their contacts, and spread retries over the day.',
  link: () => '/outreach',
  figures: ({ ratio, made, met, before }) => [
    figure('Reached somebody', ratio, 'ratio', 'Of seven days.'),
    figure('Calls', made, 'count'),
    figure('Of these reached', met, 'count'),
    figure('The seven days before', before, 'ratio', before === null ? 'No call was made.' : null),
  ],
  breakdown: ({ outcomes }) =>
    breakdownOf(
      [
        ['Outcome', null],
        ['Calls', 'count'],
      ],
      outcomes.map(({ outcome, count }) => [outcome, count]),
    ),
  expects: () => ({ threshold: mostRatio, days: 3 }),
});
