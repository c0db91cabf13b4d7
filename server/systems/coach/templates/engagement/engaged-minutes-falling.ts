import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';

/** A fifth less than the week before. Assumed: less is within what two weeks differ by. */
const mostRatio = 0.8;

/** Attendees are engaged for fewer minutes than the week before. */
export const engagedMinutesFalling = defineTemplate({
  id: 'engaged-minutes-falling',
  category: 'engagement',
  needs: ['sessions'],
  metric: 'engagedMinutes',
  find: ({ sessions: { sessions } }, atMs) => {
    const week = sessions.filter(({ endedAtMs }) => endedAtMs >= atMs - 7 * dayMs);
    const before = sessions.filter(({ endedAtMs }) => endedAtMs >= atMs - 14 * dayMs && endedAtMs < atMs - 7 * dayMs);
    const minutes = (rows: typeof week) => rows.reduce((sum, { engagedMinutes }) => sum + engagedMinutes, 0);
    const [now, earlier] = [minutes(week), minutes(before)];
    // Without any session there is nobody to engage: another template speaks of that.
    if (week.length === 0 || earlier === 0 || now > earlier * mostRatio) return null;
    return { now, earlier, week, before, ratio: now / earlier };
  },
  priority: ({ ratio }) => 35 + 50 * (1 - ratio),
  title: ({ ratio }) => `Engaged minutes are down by ${percent(1 - ratio)}`,
  text: ({ now, earlier, week, before }) =>
    `${worded(now, 'minutes')} of engaged attendance in seven days, after ${worded(earlier, 'minutes')} in the seven before, in ${week.length} and ${before.length} sessions.`,
  action: ({ week, before }) =>
    week.length < before.length
      ? 'Plan as many sessions as the week before.'
      : 'Compare the weakest session of this week with the best of the last.',
  link: () => '/sessions',
  figures: ({ now, earlier, ratio, week }) => [
    figure('Engaged minutes now', now, 'minutes', 'Of seven days.'),
    figure('The seven days before', earlier, 'minutes'),
    figure('Change', ratio - 1, 'ratio'),
    figure('Sessions', week.length, 'count', 'Of seven days.'),
  ],
  breakdown: ({ week, before }) =>
    breakdownOf(
      [
        ['Session', null],
        ['Engaged minutes', 'minutes'],
        ['Engagement', 'ratio'],
        ['Peak audience', 'count'],
      ],
      [...before, ...week]
        .toReversed()
        .map(({ title, engagedMinutes, attendedMinutes, peakCount }) => [
          title,
          engagedMinutes,
          attendedMinutes === 0 ? null : engagedMinutes / attendedMinutes,
          peakCount,
        ]),
    ),
  expects: ({ earlier }) => ({ threshold: earlier * mostRatio, days: 3 }),
});
