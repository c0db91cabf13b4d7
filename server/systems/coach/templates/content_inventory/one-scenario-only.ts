import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';

const leastSessions = 6;
const leastShare = 0.8;

/** One scenario is rehearsed over and over: what is learnt holds for it alone. */
export const oneScenarioOnly = defineTemplate({
  id: 'one-scenario-only',
  category: 'content_inventory',
  needs: ['scenarios'],
  metric: 'topScenarioShare',
  trend: 'sessionCount',
  find: ({ scenarios: { scenarios, sessionCount } }) => {
    const sorted = scenarios.toSorted((one, other) => other.sessionCount - one.sessionCount);
    const [top, next] = sorted;
    if (!top || !next || sessionCount < leastSessions || top.sessionCount / sessionCount < leastShare) return null;
    return { sorted, top, next, sessionCount, share: top.sessionCount / sessionCount };
  },
  priority: ({ share }) => 20 + 20 * share,
  title: ({ top, share }) => `${percent(share)} of the sessions are “${top.title}”`,
  text: ({ top, sessionCount }) =>
    `${top.sessionCount} of ${sessionCount} sessions in 28 days were of one scenario. The policy learns what works there, and little of what works elsewhere.`,
  action: ({ next }) => `Perform “${next.title}” a few times.`,
  link: () => '/live',
  figures: ({ top, share, sessionCount, sorted }) => [
    figure('Share of the one', share, 'ratio'),
    figure('Its sessions', top.sessionCount, 'count', 'In the last 28 days.'),
    figure('Sessions', sessionCount, 'count', 'In the last 28 days.'),
    figure('Scenarios on the shelf', sorted.length, 'count'),
  ],
  breakdown: ({ sorted }) =>
    breakdownOf(
      [
        ['Scenario', null],
        ['Sessions', 'count'],
      ],
      sorted.map(({ title, sessionCount }) => [title, sessionCount]),
    ),
  expects: () => ({ threshold: leastShare, days: 7 }),
});
