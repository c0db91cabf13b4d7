import { breakdownOf } from '../../breakdown.ts';
import { figure } from '../../health/part.ts';
import { dayMs } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';
import { counted, worded } from '../../words.ts';

/** Three days without a word, on a topic that had some before. Assumed. */
const quietDays = 3;
const leastPosts = 5;

/** A topic on which people wrote has gone quiet while others go on. */
export const topicsQuiet = defineTemplate({
  id: 'topics-quiet',
  category: 'content_inventory',
  needs: ['community'],
  metric: 'topicQuietDays',
  trend: 'postsPerDay',
  find: ({ community: { topics } }, atMs) => {
    const known = topics.map((topic) => ({ ...topic, days: (atMs - topic.lastPostAtMs) / dayMs }));
    const quiet = known.filter(({ days, postCount }) => days >= quietDays && postCount >= leastPosts);
    const alive = known.filter(({ days }) => days < quietDays);
    const longest = quiet.toSorted((one, other) => other.days - one.days)[0];
    return longest && alive.length > 0 ? { known, quiet, alive, longest } : null;
  },
  priority: ({ quiet, known }) => 20 + (30 * quiet.length) / known.length,
  subject: ({ longest }) => longest.topic,
  title: ({ longest }) => `Nobody has written on ${longest.topic} for ${worded(longest.days, 'days')}`,
  text: ({ longest, quiet, alive }) =>
    `${longest.topic} had ${counted(longest.postCount, 'post')} in 28 days, and none for ${worded(longest.days, 'days')}; ${counted(quiet.length, 'topic')} went quiet like this while ${counted(alive.length, 'topic')} went on.`,
  action: ({ longest }) => `Seed a thread on ${longest.topic}, or add the interest to a bot that writes much.`,
  link: () => '/community',
  figures: ({ longest, quiet, alive }) => [
    figure('Days without a post', longest.days, 'days'),
    figure('Posts on it in 28 days', longest.postCount, 'count'),
    figure('Topics gone quiet', quiet.length, 'count'),
    figure('Topics that go on', alive.length, 'count'),
  ],
  breakdown: ({ known }) =>
    breakdownOf(
      [
        ['Topic', null],
        ['Posts in 28 days', 'count'],
        ['Days quiet', 'days'],
      ],
      known
        .toSorted((one, other) => other.days - one.days)
        .map(({ topic, postCount, days }) => [topic, postCount, days]),
    ),
  expects: ({ longest }) => ({ threshold: longest.days + 1, days: 1 }),
});
