import { breakdownOf } from '../../breakdown.ts';
import { figure } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { counted, worded } from '../../words.ts';

const hours = (ms: number): number => ms / 3_600_000;

/** Work that runs says nothing any more. */
export const executionsStill = defineTemplate({
  id: 'executions-still',
  category: 'operations',
  needs: ['executions'],
  metric: 'stillExecutions',
  find: ({ executions: { still } }) => {
    const longest = still[0];
    return longest ? { still, longest, kinds: new Set(still.map(({ kind }) => kind)).size } : null;
  },
  priority: ({ still }) => 40 + Math.min(40, 8 * still.length),
  title: ({ still }) => `${counted(still.length, 'execution')} ${still.length === 1 ? 'stands' : 'stand'} still`,
  text: ({ still, longest }) =>
    `${counted(still.length, 'running execution')} said nothing for half an hour or longer; “${longest.title}” for ${worded(hours(longest.stillMs), 'hours')}.`,
  action: ({ longest }) => `Look at “${longest.title}”, and call it off if nobody works on it any more.`,
  link: ({ longest }) => `/executions/${longest.id}`,
  figures: ({ still, longest, kinds }) => [
    figure('Standing still', still.length, 'count'),
    figure('The longest', hours(longest.stillMs), 'hours'),
    figure('All of them together', hours(still.reduce((sum, { stillMs }) => sum + stillMs, 0)), 'hours'),
    figure('Kinds of work', kinds, 'count'),
  ],
  breakdown: ({ still }) =>
    breakdownOf(
      [
        ['Execution', null],
        ['Kind', null],
        ['Without a word', 'hours'],
      ],
      still.map(({ title, kind, stillMs }) => [title, kind, hours(stillMs)]),
    ),
  expects: () => ({ threshold: 1, days: 1 }),
});
