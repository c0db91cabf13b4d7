import { figure } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { counted } from '../../words.ts';

/** Fewer sessions are a beginning, no habit. Assumed. */
const leastSessions = 3;

/** Scenarios lie on the shelf that nobody rehearses. */
export const scenariosUnused = defineTemplate({
  id: 'scenarios-unused',
  category: 'content_inventory',
  needs: ['scenarios'],
  metric: 'unusedScenarios',
  trend: 'sessionCount',
  find: ({ scenarios: { scenarios, sessionCount } }) => {
    const unused = scenarios.filter((scenario) => scenario.sessionCount === 0);
    if (sessionCount < leastSessions || unused.length * 2 < scenarios.length || unused.length === 0) return null;
    return { scenarios, unused, sessionCount };
  },
  priority: ({ scenarios, unused }) => (40 * unused.length) / scenarios.length,
  title: ({ unused }) => `${counted(unused.length, 'scenario')} nobody has rehearsed`,
  text: ({ scenarios, unused, sessionCount }) =>
    `${counted(sessionCount, 'session')} in 28 days, and ${unused.length} of the ${scenarios.length} scenarios were in none of them. What was not rehearsed happens for the first time before a real audience.`,
  action: ({ unused }) => `Rehearse “${unused[0]!.title}” once.`,
  link: () => '/live',
  figures: ({ scenarios, unused, sessionCount }) => [
    figure('Scenarios never performed', unused.length, 'count', 'In the last 28 days.'),
    figure('Scenarios on the shelf', scenarios.length, 'count'),
    figure('Sessions', sessionCount, 'count', 'In the last 28 days.'),
    figure('Share of the shelf that is used', 1 - unused.length / scenarios.length, 'ratio'),
  ],
  breakdown: ({ scenarios }) => ({
    columns: [
      { label: 'Scenario', unit: null },
      { label: 'Sessions', unit: 'count' },
    ],
    rows: scenarios
      .toSorted((one, other) => one.sessionCount - other.sessionCount)
      .map(({ title, sessionCount }) => [title, sessionCount]),
  }),
  expects: ({ scenarios, unused }) => ({
    threshold: unused.length,
    days: 7,
    // A session of an unused scenario makes it come false; one more a week is taken to happen in a third of weeks.
    chance: {
      aboveRatio: 0.67,
      reason: `Whoever left ${unused.length} of ${scenarios.length} unused in 28 days is taken to try one within a week in one case of three, which is assumed.`,
    },
  }),
});
