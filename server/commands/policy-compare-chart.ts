/** The chart of a comparison as a self-contained SVG: no script, no font, nothing to load. */
import type { Comparison, Group, PolicyFigures } from './policy-compare-figures.ts';
import type { ComparedPolicy } from './policy-compare-trials.ts';

const WIDTH = 820;
const LEFT = 200;
const RIGHT = 150;
const ROW = 22;
const GAP = 16;
const TOP = 90;
const BOTTOM = 46;

/** Told apart by shade as well as by hue; each row is labelled too. */
const colours: Record<ComparedPolicy, string> = {
  thompson: '#1d4ed8',
  rules: '#b45309',
  random: '#6b7280',
  oracle: '#047857',
};

export function chartOf(comparison: Comparison): string {
  const groups = comparison.scenarios.length > 1 ? [...comparison.scenarios, comparison.overall] : comparison.scenarios;
  const rowCount = groups.reduce((sum, { policies }) => sum + policies.length, 0);
  const bottom = TOP + rowCount * ROW + groups.length * GAP;
  const all = groups.flatMap(({ policies }) => policies);
  const low = Math.min(0, ...all.map(({ uplift }) => uplift.low)) * 100;
  const high = Math.max(1, ...all.map(({ uplift }) => uplift.high * 100));
  const x = (points: number) => LEFT + ((points - low) / (high - low)) * (WIDTH - LEFT - RIGHT);
  const { seed, replicates, learn } = comparison;
  const learnt =
    learn.sessions === 0 ? 'thompson from the built-in prior' : `thompson after ${learn.sessions} sessions`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${bottom + BOTTOM}" viewBox="0 0 ${WIDTH} ${bottom + BOTTOM}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-labelledby="title">`,
    `<title id="title">Uplift by policy</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="16" y="28" font-size="17" font-weight="600" fill="#111827">What each policy brought</text>`,
    `<text x="16" y="48" fill="#4b5563">Points of the mean score over the whole run, with 95% intervals; seeds ${seed} to ${seed + replicates - 1}; ${learnt}.</text>`,
    `<text x="16" y="64" fill="#4b5563">Paired by seed, policies may differ clearly though their intervals overlap: the table has the differences.</text>`,
    ...ticksBetween(low, high).map((tick) => gridLine(x(tick), tick, bottom)),
    ...rowsOf(groups, x),
    `<text x="16" y="${bottom + 36}" fill="#6b7280" font-size="10">claque ${escape(comparison.version)} · digest ${comparison.digest.slice(0, 16)}… · the audience model is plausible, not predictive</text>`,
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

/** Four to eight round numbers. */
function ticksBetween(low: number, high: number): number[] {
  const step = [1, 2, 5, 10, 20, 50].find((candidate) => (high - low) / candidate <= 8) ?? 100;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => (first + index) * step);
}

function gridLine(x: number, tick: number, bottom: number): string {
  const stroke = tick === 0 ? '#9ca3af' : '#e5e7eb';
  return `<line x1="${x.toFixed(1)}" y1="${TOP - 8}" x2="${x.toFixed(1)}" y2="${bottom}" stroke="${stroke}"/><text x="${x.toFixed(1)}" y="${bottom + 16}" text-anchor="middle" fill="#4b5563">${tick}</text>`;
}

function rowsOf(groups: readonly Group[], x: (points: number) => number): string[] {
  let y = TOP;
  return groups.flatMap((group) => {
    const name = group.scenario ?? 'all of them';
    const label = `<text x="16" y="${y + 14}" font-weight="600" fill="#111827">${escape(name)}</text>`;
    const rows = group.policies.map((figures, index) => rowOf(figures, y + index * ROW + 10, x));
    y += group.policies.length * ROW + GAP;
    return [label, ...rows];
  });
}

function rowOf({ policy, uplift }: PolicyFigures, y: number, x: (points: number) => number): string {
  const [from, to, middle] = [uplift.low, uplift.high, uplift.mean].map((value) => x(value * 100).toFixed(1));
  const colour = colours[policy];
  const told = `${(uplift.mean * 100).toFixed(1)} (${(uplift.low * 100).toFixed(1)} to ${(uplift.high * 100).toFixed(1)})`;
  return [
    `<text x="${LEFT - 10}" y="${y + 4}" text-anchor="end" fill="${colour}">${policy}</text>`,
    `<line x1="${from}" y1="${y}" x2="${to}" y2="${y}" stroke="${colour}" stroke-width="3" stroke-linecap="round"/>`,
    `<circle cx="${middle}" cy="${y}" r="5" fill="${colour}"/>`,
    `<text x="${WIDTH - RIGHT + 14}" y="${y + 4}" fill="#111827">${told}</text>`,
  ].join('');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
