import { breakdownOf } from '../../breakdown.ts';
import { figure } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';

/** Ten points of the score between the first quarter and the rest. Assumed. */
const leastGap = 0.1;
const leastSessions = 3;

/** Sessions take long to warm up. */
export const slowOpenings = defineTemplate({
  id: 'slow-openings',
  category: 'engagement',
  needs: ['sessions'],
  metric: 'openingGap',
  find: ({ sessions: { sessions } }, atMs) => {
    const known = sessions.flatMap(({ openingScore, laterScore, ...rest }) =>
      openingScore === null || laterScore === null || rest.endedAtMs < atMs - 7 * dayMs
        ? []
        : [{ ...rest, openingScore, laterScore, gap: laterScore - openingScore }],
    );
    const mean = (pick: (row: (typeof known)[number]) => number) =>
      known.reduce((sum, row) => sum + pick(row), 0) / known.length;
    if (known.length < leastSessions || mean(({ gap }) => gap) < leastGap) return null;
    const slow = known.filter(({ gap }) => gap >= leastGap);
    const [opening, later] = [mean((row) => row.openingScore), mean((row) => row.laterScore)];
    return { known, slow, gap: later - opening, opening, later };
  },
  priority: ({ gap }) => 25 + 150 * Math.min(0.3, gap),
  title: ({ gap }) => `Sessions open ${worded(gap * 100, 'points')} below what they reach`,
  text: ({ opening, later, slow, known }) =>
    `In the first quarter the score is ${worded(opening, 'ratio')} on average, later ${worded(later, 'ratio')}; ${slow.length} of ${known.length} sessions of seven days begin like this. Who comes early meets the worst of it.`,
  action: () => 'Begin with a poll or a question to the chat within the first two minutes.',
  link: () => '/sessions',
  figures: ({ gap, opening, later, slow }) => [
    figure('Gap', gap, 'ratio'),
    figure('Score of the first quarter', opening, 'ratio'),
    figure('Score of the rest', later, 'ratio'),
    figure('Sessions that open slowly', slow.length, 'count'),
  ],
  breakdown: ({ known }) =>
    breakdownOf(
      [
        ['Session', null],
        ['First quarter', 'ratio'],
        ['Rest', 'ratio'],
      ],
      known
        .toSorted((one, other) => other.gap - one.gap)
        .map(({ title, openingScore, laterScore }) => [title, openingScore, laterScore]),
    ),
  expects: () => ({ threshold: leastGap, days: 3 }),
});
