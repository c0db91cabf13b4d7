import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';

const leastRise = 1.4;
const leastSessions = 2;

/** Audiences grow: what held for small ones is to be tried on larger ones. */
export const audienceGrows = defineTemplate({
  id: 'audience-grows',
  category: 'growth',
  needs: ['sessions'],
  metric: 'peakAttendance',
  find: ({ sessions: { sessions } }, atMs) => {
    const week = sessions.filter(({ endedAtMs }) => endedAtMs >= atMs - 7 * dayMs);
    const before = sessions.filter(({ endedAtMs }) => endedAtMs >= atMs - 14 * dayMs && endedAtMs < atMs - 7 * dayMs);
    const mean = (rows: typeof week) => rows.reduce((sum, { peakCount }) => sum + peakCount, 0) / rows.length;
    if (week.length < leastSessions || before.length < leastSessions || mean(week) < mean(before) * leastRise)
      return null;
    const [now, earlier] = [mean(week), mean(before)];
    return {
      week,
      before,
      now,
      earlier,
      rise: now / earlier,
      largest: Math.max(...week.map(({ peakCount }) => peakCount)),
    };
  },
  priority: ({ rise }) => 15 + Math.min(30, 20 * (rise - 1)),
  title: ({ rise }) => `Audiences are ${percent(rise - 1)} larger than last week`,
  text: ({ now, earlier, largest }) =>
    `${worded(now, 'count')} attendees at the peak on average, after ${worded(earlier, 'count')} the week before; ${worded(largest, 'count')} in the largest session. If that goes on, the next ones are larger than any that was rehearsed.`,
  action: ({ largest }) => `Rehearse with ${Math.ceil((largest * 1.5) / 50) * 50} attendees before they come.`,
  link: () => '/live',
  figures: ({ now, earlier, rise, largest }) => [
    figure('Mean peak now', now, 'count', 'Of seven days.'),
    figure('The week before', earlier, 'count'),
    figure('Rise', rise - 1, 'ratio'),
    figure('Largest session', largest, 'count'),
  ],
  breakdown: ({ week, before }) =>
    breakdownOf(
      [
        ['Session', null],
        ['Peak audience', 'count'],
        ['Engagement', 'ratio'],
      ],
      [...before, ...week]
        .toReversed()
        .map(({ title, peakCount, engagedMinutes, attendedMinutes }) => [
          title,
          peakCount,
          attendedMinutes === 0 ? null : engagedMinutes / attendedMinutes,
        ]),
    ),
  expects: ({ now }) => ({ threshold: now, days: 3 }),
});
