import { failureGates } from '../../knowledge/heartbeats.ts';
import { figure, percent } from '../../health/part.ts';
import { defineTemplate } from '../../template.ts';
import { counted } from '../../words.ts';

/** Assumed: below this a provider has a bad moment; above it bots fall silent. */
const threshold = 0.1;
const leastHeartbeats = 20;

const reasons: Readonly<Record<string, string>> = {
  model: 'their model gave no usable answer',
  deadline: 'they took too long',
  late: 'the one before had not ended',
  fault: 'something broke in the server',
};

/** Bots want a turn and get none. */
export const heartbeatsFailing = defineTemplate({
  id: 'heartbeats-failing',
  category: 'operations',
  needs: ['heartbeats'],
  metric: 'heartbeatFailureRatio',
  find: ({ heartbeats: { total, failed, byGate24h, bots } }) => {
    const ratio = failed.at(-1)! / total.at(-1)!;
    if (total.at(-1)! < leastHeartbeats || ratio < threshold) return null;
    const gates = failureGates.toSorted((one, other) => (byGate24h[other] ?? 0) - (byGate24h[one] ?? 0));
    const failing = bots
      .filter(({ failed24h }) => failed24h > 0)
      .toSorted((one, other) => other.failed24h - one.failed24h);
    const before = total.at(-8) ? failed.at(-8)! / total.at(-8)! : null;
    return { ratio, total: total.at(-1)!, before, gate: gates[0]!, failing };
  },
  priority: ({ ratio }) => 50 + 50 * Math.min(1, ratio / 0.5),
  title: ({ ratio }) => `${percent(ratio)} of the heartbeats fail`,
  text: ({ ratio, total, gate, failing }) =>
    `${percent(ratio)} of the ${total} heartbeats of the last 24 hours failed, most often because ${reasons[gate]}. ${counted(failing.length, 'bot')} had to skip turns.`,
  action: () => 'Check the provider of the bots that fail most, and put them on another model meanwhile.',
  link: () => '/bots',
  figures: ({ ratio, total, before, failing }) => [
    figure('Failed in 24 hours', ratio, 'ratio'),
    figure('Heartbeats in 24 hours', total, 'count'),
    figure('Failed a week before', before, 'ratio', before === null ? 'There were no heartbeats.' : null),
    figure('Bots with failures', failing.length, 'count'),
  ],
  breakdown: ({ failing }) => ({
    columns: [
      { label: 'Bot', unit: null },
      { label: 'Failed', unit: 'count' },
      { label: 'Of', unit: 'count' },
    ],
    rows: failing.slice(0, 12).map(({ name, failed24h, total24h }) => [name, failed24h, total24h]),
  }),
  expects: () => ({ threshold, days: 1 }),
});
