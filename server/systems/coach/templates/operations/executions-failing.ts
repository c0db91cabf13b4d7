import { breakdownOf } from '../../breakdown.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';

const leastEnded = 10;
const leastRatio = 0.2;

/** One kind of work fails too often. */
export const executionsFailing = defineTemplate({
  id: 'executions-failing',
  category: 'operations',
  needs: ['executions'],
  metric: 'executionFailureRatio',
  find: ({ executions: { kinds, ended, failed } }) => {
    const failing = kinds.filter(
      (kind) => kind.endedCount >= leastEnded && kind.failedCount / kind.endedCount >= leastRatio,
    );
    const worst = failing.toSorted((one, other) => other.failedCount - one.failedCount)[0];
    if (!worst) return null;
    const overall = failed.at(-1)! / ended.at(-1)!;
    return { kinds, worst, ratio: worst.failedCount / worst.endedCount, overall, failed: failed.at(-1)! };
  },
  priority: ({ ratio }) => 35 + 50 * ratio,
  title: ({ worst, ratio }) => `${percent(ratio)} of the executions of kind ${worst.kind} fail`,
  text: ({ worst, failed }) =>
    `${worst.failedCount} of ${worst.endedCount} executions of kind ${worst.kind} failed in 24 hours, of ${failed} failures in all.`,
  action: ({ worst }) => `Open the newest failed ${worst.kind} and read the last entries of its log.`,
  link: () => '/executions',
  figures: ({ worst, ratio, overall }) => [
    figure('Failed', ratio, 'ratio', 'Of 24 hours.'),
    figure('Such failures', worst.failedCount, 'count'),
    figure('Executions of this kind', worst.endedCount, 'count'),
    figure('Failures of all kinds', overall, 'ratio'),
  ],
  breakdown: ({ kinds }) =>
    breakdownOf(
      [
        ['Kind', null],
        ['Ended', 'count'],
        ['Failed', 'count'],
      ],
      kinds.map(({ kind, endedCount, failedCount }) => [kind, endedCount, failedCount]),
    ),
  expects: ({ overall }) => ({ threshold: overall / 2, days: 1 }),
});
