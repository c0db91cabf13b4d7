import { breakdownOf } from '../../breakdown.ts';
import { figure } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { counted, worded } from '../../words.ts';

/** Whoever waits on the telephone waits minutes; two hours are a call lost and made again. Assumed. */
const mostHours = 2;

/** Bots wait long for answers of people. */
export const questionsOpenLong = defineTemplate({
  id: 'questions-open-long',
  category: 'operations',
  needs: ['questions'],
  metric: 'questionHours',
  find: ({ questions: { meanHours, open, answeredCount, expiredCount } }) => {
    const hours = meanHours.at(-1) ?? null;
    if (hours === null || hours < mostHours) return null;
    return { hours, before: meanHours.at(-8) ?? null, open, answeredCount, expiredCount };
  },
  priority: ({ hours, open }) => 30 + Math.min(40, 2 * hours) + Math.min(20, 5 * open.length),
  title: ({ hours }) => `Questions stay open for ${worded(hours, 'hours')}`,
  text: ({ hours, open, expiredCount }) =>
    `Those asked in seven days were open for ${worded(hours, 'hours')} on average; ${counted(open.length, 'question')} ${open.length === 1 ? 'waits' : 'wait'} now, and ${expiredCount} expired without an answer. Each is a task that stands still.`,
  action: ({ open }) =>
    open[0] ? `Answer “${open[0].text}” first: it waits longest.` : 'Agree on who looks at questions, and how often.',
  link: () => '/outreach',
  figures: ({ hours, before, open, expiredCount }) => [
    figure('Open for', hours, 'hours', 'Mean of seven days.'),
    figure('A week ago', before, 'hours', before === null ? 'No question was asked.' : null),
    figure('Open now', open.length, 'count'),
    figure('Expired', expiredCount, 'count', 'Of seven days.'),
  ],
  breakdown: ({ open }) =>
    breakdownOf(
      [
        ['Question', null],
        ['For', null],
        ['Open', 'hours'],
      ],
      open.map(({ text, creator, openHours }) => [text, creator, openHours]),
    ),
  expects: () => ({ threshold: mostHours, days: 3 }),
});
