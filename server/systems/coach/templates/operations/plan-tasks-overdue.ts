import { breakdownOf } from '../../breakdown.ts';
import { figure } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { counted, worded } from '../../words.ts';

/** Tasks of action plans are overdue (CO-7). */
export const planTasksOverdue = defineTemplate({
  id: 'plan-tasks-overdue',
  category: 'operations',
  needs: ['plans'],
  metric: 'overduePlanTasks',
  find: ({ plans: { overdue, openTaskCount } }) => {
    const longest = overdue.toSorted((one, other) => other.overdueDays - one.overdueDays)[0];
    if (!longest) return null;
    return { overdue, openTaskCount, longest, urgent: overdue.filter(({ priority }) => priority === 'high').length };
  },
  priority: ({ overdue, urgent, longest }) =>
    30 + Math.min(20, 5 * overdue.length) + Math.min(30, 15 * urgent) + Math.min(15, longest.overdueDays),
  title: ({ overdue }) =>
    `${counted(overdue.length, 'task')} of your plans ${overdue.length === 1 ? 'is' : 'are'} overdue`,
  text: ({ overdue, openTaskCount, longest }) =>
    `${overdue.length} of ${openTaskCount} open tasks are overdue; “${longest.title}” of “${longest.planTitle}” by ${worded(longest.overdueDays, 'days')}.`,
  action: ({ longest }) => `Do “${longest.title}”, give it another day, or abandon the plan.`,
  link: () => '/coach',
  figures: ({ overdue, openTaskCount, longest, urgent }) => [
    figure('Overdue', overdue.length, 'count'),
    figure('Open tasks', openTaskCount, 'count'),
    figure('Of high priority', urgent, 'count'),
    figure('Longest overdue', longest.overdueDays, 'days'),
  ],
  breakdown: ({ overdue }) =>
    breakdownOf(
      [
        ['Task', null],
        ['Plan', null],
        ['Priority', null],
        ['Overdue', 'days'],
      ],
      overdue.map(({ title, planTitle, priority, overdueDays }) => [title, planTitle, priority, overdueDays]),
    ),
  expects: () => ({ threshold: 1, days: 1 }),
});
