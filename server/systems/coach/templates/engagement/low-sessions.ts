import { categoryFloors } from '../../../../contract/vocabulary.ts';
import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';

const leastSessions = 2;
const leastRatio = 0.3;

/** Sessions spend much of their time below a steady score. */
export const lowSessions = defineTemplate({
  id: 'low-sessions',
  category: 'engagement',
  needs: ['sessions'],
  metric: 'lowTimeRatio',
  find: ({ sessions: { sessions } }, atMs) => {
    const week = sessions.filter(({ endedAtMs }) => endedAtMs >= atMs - 7 * dayMs);
    const ratio = week.reduce((sum, { lowRatio }) => sum + lowRatio, 0) / week.length;
    if (week.length < leastSessions || ratio < leastRatio) return null;
    const sorted = week.toSorted((one, other) => other.lowRatio - one.lowRatio);
    return { sorted, ratio, worst: sorted[0]!, anomalies: week.reduce((sum, row) => sum + row.anomalyCount, 0) };
  },
  priority: ({ ratio }) => 30 + 55 * ratio,
  title: ({ ratio }) => `Sessions are below steady for ${percent(ratio)} of their time`,
  text: ({ ratio, sorted, worst }) =>
    `Averaged over ${sorted.length} sessions of seven days, the score is below ${categoryFloors.steady} for ${percent(ratio)} of the time; in “${worst.title}” for ${percent(worst.lowRatio)}.`,
  action: ({ worst }) =>
    `Ask in a branch of “${worst.title}” what another mode or an earlier intervention would have done.`,
  link: ({ worst }) => `/live/${worst.id}`,
  figures: ({ ratio, worst, sorted, anomalies }) => [
    figure('Time below steady', ratio, 'ratio'),
    figure('In the worst session', worst.lowRatio, 'ratio'),
    figure('Sessions', sorted.length, 'count', 'Of seven days.'),
    figure('Anomalies', anomalies, 'count'),
  ],
  breakdown: ({ sorted }) =>
    breakdownOf(
      [
        ['Session', null],
        ['Below steady', 'ratio'],
        ['Anomalies', 'count'],
        ['Mode', null],
      ],
      sorted.map(({ title, lowRatio, anomalyCount, mode }) => [title, lowRatio, anomalyCount, mode]),
    ),
  expects: () => ({ threshold: leastRatio, days: 3 }),
});
