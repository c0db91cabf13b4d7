import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';

const leastVerdicts = 10;
const leastRatio = 0.8;

/** People agree with what the conductor would have done: it may be let do it. */
export const shadowAgreed = defineTemplate({
  id: 'shadow-agreed',
  category: 'return',
  needs: ['sessions'],
  metric: 'agreementRatio',
  trend: 'engagedShare',
  find: ({ sessions: { interventions, sessions } }) => {
    const judged = interventions.filter(({ verdict }) => verdict !== null);
    const agreed = judged.filter(({ verdict }) => verdict === 'agree');
    if (judged.length < leastVerdicts || agreed.length / judged.length < leastRatio) return null;
    const shadowed = sessions.filter(({ mode }) => mode === 'shadow');
    return { judged, agreed, ratio: agreed.length / judged.length, shadowed };
  },
  priority: ({ ratio }) => 25 + 40 * ratio,
  title: ({ ratio }) => `People agree with ${percent(ratio)} of the shadow decisions`,
  text: ({ judged, agreed, shadowed }) =>
    `${agreed.length} of ${judged.length} decisions that the conductor only wrote down were judged right, in 28 days with ${shadowed.length} sessions in shadow mode. None of them helped any attendee.`,
  action: () => 'Run the next session in mode semi: what the conductor is sure of happens, the rest waits for you.',
  link: () => '/statistics',
  figures: ({ ratio, agreed, judged, shadowed }) => [
    figure('Agreement', ratio, 'ratio'),
    figure('Decisions agreed with', agreed.length, 'count'),
    figure('Decisions judged', judged.length, 'count', 'In the last 28 days.'),
    figure('Sessions in shadow mode', shadowed.length, 'count', 'In the last 28 days.'),
  ],
  breakdown: ({ judged }) =>
    breakdownOf(
      [
        ['Kind', null],
        ['Judged', 'count'],
        ['Agreed', 'count'],
      ],
      [...Map.groupBy(judged, ({ kind }) => kind)].map(([kind, rows]) => [
        kind,
        rows.length,
        rows.filter(({ verdict }) => verdict === 'agree').length,
      ]),
    ),
  expects: () => ({ threshold: leastRatio, days: 7 }),
});
