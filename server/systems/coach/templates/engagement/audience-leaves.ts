import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { counted } from '../../words.ts';

/** Two in five of those who were there at the peak are gone before the end. Assumed. */
const leastRatio = 0.4;
const leastSessions = 3;

/** Many leave before the end. */
export const audienceLeaves = defineTemplate({
  id: 'audience-leaves',
  category: 'engagement',
  needs: ['sessions'],
  metric: 'leaverRatio',
  find: ({ sessions: { sessions } }, atMs) => {
    const week = sessions.filter(({ endedAtMs, peakCount }) => endedAtMs >= atMs - 7 * dayMs && peakCount > 0);
    const peak = week.reduce((sum, { peakCount }) => sum + peakCount, 0);
    const left = peak - week.reduce((sum, { endCount }) => sum + endCount, 0);
    if (week.length < leastSessions || left / peak < leastRatio) return null;
    const worst = week.toSorted((one, other) => one.endCount / one.peakCount - other.endCount / other.peakCount)[0]!;
    return { week, peak, left, ratio: left / peak, worst };
  },
  priority: ({ ratio }) => 25 + 50 * ratio,
  title: ({ ratio }) => `${percent(ratio)} of the audience leaves before the end`,
  text: ({ left, peak, week, worst }) =>
    `Of ${peak} attendees at the peaks of ${counted(week.length, 'session')} of seven days ${left} were gone at the end; worst in “${worst.title}”, where ${worst.endCount} of ${worst.peakCount} stayed.`,
  action: ({ worst }) => `Look at where the leaves begin in “${worst.title}”, and cut what comes after.`,
  link: ({ worst }) => `/live/${worst.id}`,
  figures: ({ ratio, peak, left, worst }) => [
    figure('Left before the end', ratio, 'ratio'),
    figure('Attendees at the peaks', peak, 'count', 'Of seven days.'),
    figure('Of these gone at the end', left, 'count'),
    figure('Worst session', 1 - worst.endCount / worst.peakCount, 'ratio'),
  ],
  breakdown: ({ week }) =>
    breakdownOf(
      [
        ['Session', null],
        ['Peak', 'count'],
        ['At the end', 'count'],
      ],
      week.toReversed().map(({ title, peakCount, endCount }) => [title, peakCount, endCount]),
    ),
  expects: () => ({ threshold: leastRatio, days: 3 }),
});
