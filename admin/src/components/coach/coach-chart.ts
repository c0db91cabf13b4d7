/** One figure over time, with the line it must not cross, as Chart.js wants it. */
import type { ChartConfiguration } from 'chart.js';
import type { Trend } from '../../../../server/contract/coach.ts';
import type { ChartColours } from '../session/chart-colours.ts';
import { base, chartFont, tooltip, valueAxis } from '../statistics/chart-base.ts';
import { niceTop } from '../statistics/nice-top.ts';
import { figureText } from './coach-figures.ts';

type Points = { x: number; y: number | null }[];

/** A round value above every point and the threshold; a ratio never ends above 100% unless something does. */
export function topOf({ points, threshold, unit }: Trend): number {
  const top = Math.max(threshold ?? 0, ...points.map(({ value }) => value ?? 0));
  if (unit === 'points') return Math.max(100, niceTop(top));
  const nice = niceTop(top);
  return unit === 'ratio' && top <= 1 ? Math.min(1, nice) : nice;
}

const dayText = (atMs: number) =>
  new Date(atMs).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

export function trendChart(trend: Trend, colours: ChartColours): ChartConfiguration<'line', Points> {
  const data = trend.points.map(({ at, value }) => ({ x: Date.parse(at), y: value }));
  const xs = data.map(({ x }) => x);
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const knownCount = data.filter(({ y }) => y !== null).length;
  const line = {
    label: trend.label,
    data,
    borderColor: colours.accent,
    backgroundColor: colours.accent,
    borderWidth: 2,
    pointRadius: knownCount < 15 ? 3 : 0,
    pointBackgroundColor: colours.accent,
    pointHoverRadius: 4.5,
    // The newest point stands at the very edge.
    clip: false as const,
  };
  const limit = {
    label: 'Threshold',
    data: trend.threshold === null ? [] : [from, to].map((x) => ({ x, y: trend.threshold })),
    borderColor: colours.critical,
    backgroundColor: colours.critical,
    borderWidth: 1.5,
    borderDash: [5, 4],
    pointRadius: 0,
    pointHoverRadius: 0,
  };
  return {
    type: 'line',
    data: { datasets: trend.threshold === null ? [line] : [line, limit] },
    options: {
      ...base,
      parsing: false,
      normalized: true,
      interaction: { mode: 'nearest', intersect: false, axis: 'x' },
      layout: { padding: { top: 8, right: 12 } },
      scales: {
        x: {
          type: 'linear',
          min: from,
          max: to > from ? to : from + 1,
          grid: { display: false },
          border: { display: false },
          ticks: {
            color: colours.faint,
            font: chartFont,
            maxRotation: 0,
            autoSkipPadding: 16,
            callback: (value) => dayText(Number(value)),
          },
          afterBuildTicks: (axis) => {
            const step = Math.ceil(xs.length / 7);
            axis.ticks = xs.filter((_, index) => index % step === 0).map((value) => ({ value }));
          },
        },
        y: valueAxis(colours, topOf(trend), (value) => figureText(value, trend.unit)),
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltip(colours),
          callbacks: {
            title: ([item]) => (item ? `${dayText(item.parsed.x ?? 0)} (UTC)` : ''),
            label: ({ dataset, parsed }) => `${figureText(parsed.y, trend.unit)}  ${dataset.label}`,
          },
        },
      },
    },
  };
}

/** The chart in words. */
export function trendLabel({ label, unit, points, threshold }: Trend): string {
  const known = points.filter(({ value }) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return `${label}: nothing is known yet`;
  const limit = threshold === null ? '' : ` Threshold ${figureText(threshold, unit)}.`;
  return `${label}: from ${figureText(first.value, unit)} to ${figureText(last.value, unit)}.${limit}`;
}
