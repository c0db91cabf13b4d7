import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { dayMs, sumOfLast } from '../../knowledge/days.ts';
import { defineTemplate } from '../../template.ts';

/** Two threads in five. Assumed; in communities of people a fifth to a third stay without an answer. */
const leastRatio = 0.4;
const leastThreads = 5;

/** Threads are opened and nobody answers. */
export const threadsUnanswered = defineTemplate({
  id: 'threads-unanswered',
  category: 'content_inventory',
  needs: ['community'],
  metric: 'unansweredRatio',
  find: ({ community: { threads, unanswered } }, atMs) => {
    const opened = sumOfLast(threads, 7);
    const alone = sumOfLast(unanswered, 7);
    if (opened < leastThreads || alone / opened < leastRatio) return null;
    const openedBefore = sumOfLast(threads, 7, 7);
    const before = openedBefore === 0 ? null : sumOfLast(unanswered, 7, 7) / openedBefore;
    return { opened, alone, ratio: alone / opened, before, threads, unanswered, atMs };
  },
  priority: ({ ratio }) => 20 + 40 * ratio,
  title: ({ ratio }) => `${percent(ratio)} of the new threads stay unanswered`,
  text: ({ opened, alone }) =>
    `Of ${opened} threads opened in seven days nobody had answered ${alone} within a day. A community in which nobody answers soon opens no threads.`,
  action: () => 'Give a few bots a reactive style, or more interests that meet the topics of these threads.',
  link: () => '/community',
  figures: ({ opened, alone, ratio, before }) => [
    figure('Unanswered', ratio, 'ratio'),
    figure('Threads opened', opened, 'count', 'In seven days.'),
    figure('Of these unanswered', alone, 'count', 'Within a day.'),
    figure('The week before', before, 'ratio', before === null ? 'No thread was opened.' : null),
  ],
  breakdown: ({ threads, unanswered, atMs }) =>
    breakdownOf(
      [
        ['24 hours until', null],
        ['Opened', 'count'],
        ['Unanswered', 'count'],
      ],
      threads
        .slice(-7)
        .map((count, index) => [
          new Date(atMs - (6 - index) * dayMs).toISOString().slice(0, 10),
          count,
          unanswered.slice(-7)[index]!,
        ]),
    ),
  expects: () => ({ threshold: leastRatio, days: 3 }),
});
