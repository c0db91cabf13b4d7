import { breakdownOf } from '../../breakdown.ts';
import { figure } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { counted, worded } from '../../words.ts';

const leastBefore = 2;

/** There were sessions, and there are none any more. */
export const sessionsStopped = defineTemplate({
  id: 'sessions-stopped',
  category: 'growth',
  needs: ['sessions'],
  metric: 'sessionCount',
  find: ({ sessions: { sessions } }, atMs) => {
    const last = sessions.at(-1);
    if (!last || last.endedAtMs >= atMs - 7 * dayMs || sessions.length < leastBefore) return null;
    const minutes = sessions.reduce((sum, { engagedMinutes }) => sum + engagedMinutes, 0);
    return { sessions, last, quietDays: (atMs - last.endedAtMs) / dayMs, minutes };
  },
  priority: ({ quietDays }) => 25 + Math.min(30, 2 * quietDays),
  title: ({ quietDays }) => `No session for ${worded(quietDays, 'days')}`,
  text: ({ sessions, last, quietDays }) =>
    `${counted(sessions.length, 'session')} in 28 days, the last, “${last.title}”, ${worded(quietDays, 'days')} ago. What was learnt ages, and the engagement part of the health score has nothing to go by.`,
  action: ({ last }) => `Rehearse “${last.title}” again, or the next event you plan.`,
  link: () => '/live',
  figures: ({ quietDays, sessions, minutes, last }) => [
    figure('Days without a session', quietDays, 'days'),
    figure('Sessions', sessions.length, 'count', 'In the last 28 days.'),
    figure('Engaged minutes of these', minutes, 'minutes'),
    figure('Audience of the last', last.peakCount, 'count'),
  ],
  breakdown: ({ sessions }) =>
    breakdownOf(
      [
        ['Session', null],
        ['Ended', null],
        ['Peak audience', 'count'],
      ],
      sessions
        .toReversed()
        .map(({ title, endedAtMs, peakCount }) => [title, new Date(endedAtMs).toISOString().slice(0, 10), peakCount]),
    ),
  expects: () => ({ threshold: 1, days: 3 }),
});
