import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';
import { countsOf } from '../variants.ts';

const leastMeasured = 4;
/** What works and is chosen less often than this could be chosen more. Assumed. */
const mostShare = 0.25;

/** Something works, surely, and is seldom used. */
export const variantWorks = defineTemplate({
  id: 'variant-works',
  category: 'return',
  needs: ['sessions'],
  metric: 'variantUplift',
  trend: 'engagedShare',
  find: ({ sessions: { interventions } }) => {
    const counts = countsOf(interventions);
    const met = counts.reduce((sum, { metCount }) => sum + metCount, 0);
    const best = counts
      .filter(({ measuredCount, upliftInterval, metCount }) => {
        return measuredCount >= leastMeasured && upliftInterval![0] > 0 && metCount / met < mostShare;
      })
      .toSorted((one, other) => other.upliftMean! - one.upliftMean!)[0];
    return best ? { counts, met, best, share: best.metCount / met } : null;
  },
  priority: ({ best }) => 20 + Math.min(50, 300 * best.upliftMean!),
  subject: ({ best }) => best.name,
  title: ({ best }) => `${capital(best.words)} works, and is seldom used`,
  text: ({ best, met }) =>
    `It raised the score by ${worded(best.upliftMean! * 100, 'points')} on average in ${best.measuredCount} measurements (95% interval ${worded(best.upliftInterval![0] * 100, 'count')} to ${worded(best.upliftInterval![1] * 100, 'count')}), and was ${best.metCount} of the ${met} interventions of 28 days.`,
  action: () => 'Start sessions from what the venture has learnt (startFrom venture): the policy then begins with it.',
  link: () => '/statistics',
  figures: ({ best, share }) => [
    figure('Mean uplift', best.upliftMean, 'ratio'),
    figure('Lower end of its 95% interval', best.upliftInterval![0], 'ratio'),
    figure('Measured', best.measuredCount, 'count', 'In the last 28 days.'),
    figure('Share of all interventions', share, 'ratio'),
  ],
  breakdown: ({ counts }) => upliftTable(counts),
  expects: ({ best }) => ({
    threshold: best.upliftInterval![0],
    days: 7,
    chance: {
      aboveRatio: 0.9,
      reason: `The mean of the measurements stays above the lower end of its 95% interval unless the next ones are unlike those so far; ${percent(0.9)} is assumed.`,
    },
  }),
});

export const upliftTable = (counts: ReturnType<typeof countsOf>) =>
  breakdownOf(
    [
      ['Intervention', null],
      ['Met', 'count'],
      ['Measured', 'count'],
      ['Mean uplift', 'ratio'],
      ['From', 'ratio'],
      ['To', 'ratio'],
    ],
    counts.map(({ words, metCount, measuredCount, upliftMean, upliftInterval }) => [
      words,
      metCount,
      measuredCount,
      upliftMean,
      upliftInterval?.[0] ?? null,
      upliftInterval?.[1] ?? null,
    ]),
  );

export const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
