import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';

const leastAnomalies = 4;
const leastRatio = 0.5;

/** Engagement drops, it is noticed, and nothing is done. */
export const dropsUnanswered = defineTemplate({
  id: 'drops-unanswered',
  category: 'engagement',
  needs: ['sessions'],
  metric: 'unansweredDropRatio',
  find: ({ sessions: { sessions } }, atMs) => {
    const week = sessions.filter(({ endedAtMs }) => endedAtMs >= atMs - 7 * dayMs);
    const anomalies = week.reduce((sum, { anomalyCount }) => sum + anomalyCount, 0);
    const unanswered = week.reduce((sum, { unansweredCount }) => sum + unansweredCount, 0);
    if (anomalies < leastAnomalies || unanswered / anomalies < leastRatio) return null;
    const affected = week.filter(({ unansweredCount }) => unansweredCount > 0);
    return { week, anomalies, unanswered, affected, ratio: unanswered / anomalies };
  },
  priority: ({ ratio }) => 35 + 35 * ratio,
  title: ({ ratio }) => `${percent(ratio)} of the drops get no answer`,
  text: ({ anomalies, unanswered, affected }) =>
    `${unanswered} of ${anomalies} anomalies of seven days were followed by no intervention that attendees met, in ${affected.length} sessions. What is noticed and not answered might as well not be noticed.`,
  action: ({ affected }) =>
    affected.some(({ mode }) => mode === 'off' || mode === 'shadow')
      ? 'Let these sessions run in mode semi: what the conductor is sure of happens by itself.'
      : 'Give suggestions a person who watches, or run in mode semi.',
  link: () => '/sessions',
  figures: ({ ratio, unanswered, anomalies, affected }) => [
    figure('Without an answer', ratio, 'ratio'),
    figure('Such anomalies', unanswered, 'count', 'Of seven days.'),
    figure('Anomalies', anomalies, 'count', 'Of seven days.'),
    figure('Sessions affected', affected.length, 'count'),
  ],
  breakdown: ({ affected }) =>
    breakdownOf(
      [
        ['Session', null],
        ['Mode', null],
        ['Anomalies', 'count'],
        ['Unanswered', 'count'],
      ],
      affected.map(({ title, mode, anomalyCount, unansweredCount }) => [title, mode, anomalyCount, unansweredCount]),
    ),
  expects: () => ({ threshold: leastRatio, days: 3 }),
});
