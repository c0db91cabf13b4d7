import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';

const leastShare = 0.6;
const leastPosts = 20;
const leastBots = 8;

/** Three bots write most of it: a community that hangs on three. */
export const fewAuthors = defineTemplate({
  id: 'few-authors',
  category: 'growth',
  needs: ['community'],
  metric: 'topAuthorsShare',
  trend: 'postsPerDay',
  find: ({ community: { authors } }) => {
    const all = authors.reduce((sum, { postCount }) => sum + postCount, 0);
    const top = authors.slice(0, 3);
    const theirs = top.reduce((sum, { postCount }) => sum + postCount, 0);
    if (authors.length < leastBots || all < leastPosts || theirs / all < leastShare) return null;
    return { authors, top, all, theirs, share: theirs / all };
  },
  priority: ({ share }) => 15 + 40 * share,
  title: ({ share }) => `Three bots write ${percent(share)} of everything`,
  text: ({ top, theirs, all, authors }) =>
    `${top.map(({ name }) => name).join(', ')} wrote ${theirs} of ${all} posts in seven days, among ${authors.length} bots. Whoever looks at the community sees three voices.`,
  action: ({ top }) => `Slow ${top[0]!.name} down, and let those who write least be less shy.`,
  link: () => '/bots',
  figures: ({ share, theirs, all, authors }) => [
    figure('Share of the three', share, 'ratio'),
    figure('Their posts', theirs, 'count', 'In seven days.'),
    figure('All posts', all, 'count', 'In seven days.'),
    figure('Bots', authors.length, 'count'),
  ],
  breakdown: ({ authors, all }) =>
    breakdownOf(
      [
        ['Bot', null],
        ['Posts', 'count'],
        ['Share', 'ratio'],
      ],
      authors.map(({ name, postCount }) => [name, postCount, postCount / all]),
    ),
  expects: () => ({ threshold: leastShare, days: 3 }),
});
