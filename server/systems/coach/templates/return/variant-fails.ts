import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';
import { countsOf } from '../variants.ts';
import { capital, upliftTable } from './variant-works.ts';

const leastMeasured = 5;
/** An uplift of half a point nobody notices. Assumed. */
const worthwhile = 0.005;

/** Something does not work, and is used all the same. */
export const variantFails = defineTemplate({
  id: 'variant-fails',
  category: 'return',
  needs: ['sessions'],
  metric: 'variantUplift',
  trend: 'engagedShare',
  find: ({ sessions: { interventions } }) => {
    const counts = countsOf(interventions);
    const met = counts.reduce((sum, { metCount }) => sum + metCount, 0);
    const worst = counts
      .filter(({ measuredCount, upliftMean }) => measuredCount >= leastMeasured && upliftMean! < worthwhile)
      .toSorted((one, other) => one.upliftMean! - other.upliftMean!)[0];
    return worst ? { counts, worst, share: worst.metCount / met } : null;
  },
  priority: ({ worst, share }) => 30 + 40 * share + Math.min(30, Math.max(0, -500 * worst.upliftMean!)),
  subject: ({ worst }) => worst.name,
  title: ({ worst }) => `${capital(worst.words)} does not help`,
  text: ({ worst, share }) =>
    `In ${worst.measuredCount} measurements it changed the score by ${worded(worst.upliftMean! * 100, 'points')} on average, and it is ${percent(share)} of what attendees meet. Each time something better could have been done.`,
  action: () => 'Look at when it was chosen, and dismiss it where it is suggested until its wording is changed.',
  link: () => '/statistics',
  figures: ({ worst, share }) => [
    figure('Mean uplift', worst.upliftMean, 'ratio'),
    figure('Upper end of its 95% interval', worst.upliftInterval![1], 'ratio'),
    figure('Measured', worst.measuredCount, 'count', 'In the last 28 days.'),
    figure('Share of all interventions', share, 'ratio'),
  ],
  breakdown: ({ counts }) => upliftTable(counts),
  expects: () => ({ threshold: worthwhile, days: 7 }),
});
