import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { countsOf } from '../variants.ts';

const leastSuggestions = 5;
const leastRatio = 0.3;

/** Suggestions wait for a person until it is too late. */
export const suggestionsExpire = defineTemplate({
  id: 'suggestions-expire',
  category: 'engagement',
  needs: ['sessions'],
  metric: 'expiredRatio',
  find: ({ sessions: { interventions } }, atMs) => {
    const week = interventions.filter(({ endedAtMs }) => endedAtMs >= atMs - 7 * dayMs);
    const expired = week.filter(({ state }) => state === 'expired');
    if (week.length < leastSuggestions || expired.length / week.length < leastRatio) return null;
    return { week, expired, ratio: expired.length / week.length, kinds: countsOf(expired) };
  },
  priority: ({ ratio }) => 35 + 40 * ratio,
  title: ({ ratio }) => `${percent(ratio)} of the suggestions expire unanswered`,
  text: ({ expired, week }) =>
    `${expired.length} of ${week.length} suggestions of seven days expired: nobody approved or dismissed them in time. The drop that they were about went on meanwhile.`,
  action: () => 'Run in mode semi, so that what the conductor is sure of does not wait, or have somebody watch.',
  link: () => '/live',
  figures: ({ ratio, expired, week }) => [
    figure('Expired', ratio, 'ratio'),
    figure('Suggestions that expired', expired.length, 'count', 'Of seven days.'),
    figure('Suggestions', week.length, 'count', 'Of seven days.'),
    figure('Dismissed', week.filter(({ state }) => state === 'dismissed').length, 'count'),
  ],
  breakdown: ({ expired, kinds }) =>
    breakdownOf(
      [
        ['Suggestion', null],
        ['Expired', 'count'],
      ],
      kinds.map(({ name, words }) => [
        words,
        expired.filter(({ kind, variant }) => `${kind}/${variant}` === name).length,
      ]),
    ),
  expects: () => ({ threshold: leastRatio, days: 3 }),
});
