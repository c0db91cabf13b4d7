import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { countsOf } from '../variants.ts';

const leastMet = 8;
const leastShare = 0.6;

/** Attendees meet the same kind of intervention nearly every time. */
export const sameIntervention = defineTemplate({
  id: 'same-intervention',
  category: 'content_inventory',
  needs: ['sessions'],
  metric: 'variantShare',
  find: ({ sessions: { interventions } }) => {
    const met = interventions.filter(({ isStarted }) => isStarted);
    const counts = countsOf(met);
    const top = counts[0];
    if (!top || met.length < leastMet || top.metCount / met.length < leastShare) return null;
    return { met: met.length, counts, top, share: top.metCount / met.length };
  },
  priority: ({ share }) => 15 + 35 * share,
  subject: ({ top }) => top.name,
  title: ({ top, share }) => `${percent(share)} of the interventions are ${top.words}`,
  text: ({ top, met, counts }) =>
    `${top.metCount} of ${met} interventions in 28 days were ${top.words}, out of ${counts.length} kinds that were used at all. What people meet every time they stop noticing, and nothing is learnt of the others.`,
  action: () => 'Rehearse some sessions with the policy “random”, so that the others are tried too.',
  link: () => '/statistics',
  figures: ({ top, share, met, counts }) => [
    figure('Its share', share, 'ratio'),
    figure('Times it was met', top.metCount, 'count', 'In the last 28 days.'),
    figure('Interventions met', met, 'count', 'In the last 28 days.'),
    figure('Kinds in use', counts.length, 'count'),
  ],
  breakdown: ({ counts }) =>
    breakdownOf(
      [
        ['Intervention', null],
        ['Met', 'count'],
        ['Mean uplift', 'ratio'],
      ],
      counts.map(({ words, metCount, upliftMean }) => [words, metCount, upliftMean]),
    ),
  expects: () => ({ threshold: leastShare, days: 7 }),
});
