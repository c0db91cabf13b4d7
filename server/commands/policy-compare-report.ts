/** A comparison of policies, told to a person at a terminal: a table, and a chart of it. */
import type { Comparison, Group, Interval, PolicyFigures } from './policy-compare-figures.ts';

const CHART_WIDTH = 48;

export function reportComparison(comparison: Comparison): string {
  const { scenarios, overall, reference, seed, replicates, learn, digest, version, elapsedSeconds } = comparison;
  const groups = scenarios.length > 1 ? [...scenarios, overall] : scenarios;
  const last = seed + replicates - 1;
  const lines = [
    `Uplift of the mean score over the whole run, in points; 95% intervals over seeds ${seed} to ${last}.`,
    'Differences and regret are paired by seed: two policies may differ clearly though their own intervals overlap.',
    learn.sessions === 0
      ? 'thompson starts each run from the built-in prior: nothing was learnt beforehand (--learn N).'
      : `thompson has learnt on ${learn.sessions} sessions of drawn scenarios, one after the other, on seeds far from these.`,
    '',
    ...table(groups, reference),
    ...chart(groups),
    `Digest ${digest} · claque ${version} · ${elapsedSeconds.toFixed(1)} s`,
    'The oracle is told by the simulator what each intervention would bring in its minute, and takes the best; it does not look further.',
    'The audience model is plausible, not predictive.',
  ];
  return `${lines.join('\n')}\n`;
}

function table(groups: readonly Group[], reference: string): string[] {
  const header = ['scenario', 'policy', 'uplift', `against ${reference}`, 'regret', 'of the oracle'];
  const rows = groups.flatMap((group) =>
    group.policies.map((figures, index) => [
      index === 0 ? nameOf(group) : '',
      figures.policy,
      told(figures.uplift),
      figures.againstReference ? told(figures.againstReference) : '',
      figures.regret && figures.policy !== 'oracle' ? told(figures.regret) : '',
      figures.ofOracleRatio === null ? '' : `${Math.round(figures.ofOracleRatio * 100)}%`,
    ]),
  );
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line), ''];
}

/** A bar for each policy, its interval drawn as a line with the mean on it. */
function chart(groups: readonly Group[]): string[] {
  const all = groups.flatMap(({ policies }) => policies);
  const low = Math.min(0, ...all.map(({ uplift }) => uplift.low));
  const high = Math.max(0.01, ...all.map(({ uplift }) => uplift.high));
  const place = (value: number) => Math.round(((value - low) / (high - low)) * (CHART_WIDTH - 1));
  const width = Math.max(...all.map(({ policy }) => policy.length));
  const bar = ({ policy, uplift }: PolicyFigures) => {
    const cells = Array.from({ length: CHART_WIDTH }, (_, cell) => {
      if (cell === place(uplift.mean)) return '●';
      return cell >= place(uplift.low) && cell <= place(uplift.high) ? '─' : cell === place(0) ? '│' : ' ';
    });
    return `  ${policy.padEnd(width)} ${cells.join('').trimEnd()}`;
  };
  return groups.flatMap((group) => [`${nameOf(group)}:`, ...group.policies.map(bar), '']);
}

function nameOf({ scenario, runs }: Group): string {
  return `${scenario ?? 'all of them'} (${runs})`;
}

function told({ mean, low, high }: Interval): string {
  return `${points(mean)} (${points(low)} to ${points(high)})`;
}

function points(ratio: number): string {
  return `${ratio < 0 ? '−' : '+'}${Math.abs(ratio * 100).toFixed(1)}`;
}
