import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { sumOfLast } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { worded } from '../../words.ts';

const mostRatio = 0.6;
const leastBefore = 5;

/** The community writes less and less. */
export const postsFalling = defineTemplate({
  id: 'posts-falling',
  category: 'growth',
  needs: ['community'],
  metric: 'postsPerDay',
  find: ({ community: { posts, authors } }) => {
    const now = sumOfLast(posts, 3) / 3;
    const before = sumOfLast(posts, 7, 3) / 7;
    if (before < leastBefore || now > before * mostRatio) return null;
    return { now, before, ratio: now / before, authors, writers: authors.filter(({ postCount }) => postCount > 0) };
  },
  priority: ({ ratio }) => 30 + 45 * (1 - ratio),
  title: ({ ratio }) => `The community writes ${percent(1 - ratio)} less`,
  text: ({ now, before, writers, authors }) =>
    `${worded(now, 'count')} posts a day in the last three days, after ${worded(before, 'count')} in the seven before; ${writers.length} of ${authors.length} bots wrote at all in seven days.`,
  action: () => 'See whether bots are paused, capped or on a slower pace; else seed a thread on what they care about.',
  link: () => '/community',
  figures: ({ now, before, ratio, writers }) => [
    figure('Posts a day now', now, 'count', 'Mean of three days.'),
    figure('Posts a day before', before, 'count', 'Mean of the seven days before.'),
    figure('Change', ratio - 1, 'ratio'),
    figure('Bots that wrote', writers.length, 'count', 'In seven days.'),
  ],
  breakdown: ({ authors }) =>
    breakdownOf(
      [
        ['Bot', null],
        ['Posts of seven days', 'count'],
      ],
      authors.map(({ name, postCount }) => [name, postCount]),
    ),
  expects: ({ before }) => ({ threshold: before * mostRatio, days: 3 }),
});
