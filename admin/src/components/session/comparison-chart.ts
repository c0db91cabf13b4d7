/** Score curves of several sessions on one pair of axes, as Chart.js wants them. */
import type { ChartConfiguration } from 'chart.js';
import type { SessionFigures } from '../../../../server/contract/report.ts';
import { percent, sessionTime } from '../../numbers.ts';
import { base, chartFont, tooltip, valueAxis } from '../statistics/chart-base.ts';
import { type ChartColours, withOpacity } from './chart-colours.ts';
import { roundTimesWithin } from './chart-config.ts';
import { markOf } from './comparison-figures.ts';
import { endLabels } from './end-labels.ts';

const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

/** @param focusIndex The session whose line stands out, by its place; null: all alike. */
export function comparisonChart(
  sessions: readonly SessionFigures[],
  focusIndex: number | null,
  colours: ChartColours,
): ChartConfiguration<'line', { x: number; y: number }[]> {
  const window = { from: 0, to: Math.max(60, ...sessions.map(({ points }) => points.at(-1)?.tick ?? 0)) };
  const isFaint = (index: number) => focusIndex !== null && focusIndex !== index;
  const labels = sessions.map(({ points }, index) => {
    const { letter, colour } = markOf(index);
    const last = points.at(-1);
    return { text: last ? `${letter}  ${percent(last.score)}` : letter, colour, isFaint: isFaint(index) };
  });
  return {
    type: 'line',
    plugins: [endLabels],
    data: {
      datasets: sessions.map(({ title, points }, index) => {
        const { letter, colour } = markOf(index);
        return {
          label: `${letter}  ${title}`,
          data: points.map(({ tick, score }) => ({ x: tick, y: score * 100 })),
          borderColor: isFaint(index) ? withOpacity(colour, 0.2) : colour,
          backgroundColor: colour,
          borderWidth: focusIndex === index ? 3 : 2,
          borderDash: dashes[index % dashes.length]!,
          cubicInterpolationMode: 'monotone' as const,
          pointRadius: 0,
          pointHoverRadius: isFaint(index) ? 0 : 4,
          order: focusIndex === index ? 0 : 1,
        };
      }),
    },
    options: {
      ...base,
      parsing: false,
      normalized: true,
      interaction: { mode: 'x', intersect: false },
      layout: { padding: { top: 8, right: 56 } },
      scales: {
        x: {
          type: 'linear',
          min: window.from,
          max: window.to,
          grid: { display: false },
          border: { display: false },
          ticks: {
            color: colours.faint,
            font: chartFont,
            maxRotation: 0,
            callback: (value) => sessionTime(Number(value)),
          },
          afterBuildTicks: (axis) => {
            axis.ticks = roundTimesWithin(window);
          },
        },
        y: valueAxis(colours, 100, (value) => `${value}%`),
      },
      plugins: {
        legend: { display: false },
        endLabels: { labels, halo: colours.surface, font: `600 ${chartFont.size}px ${chartFont.family}` },
        tooltip: {
          ...tooltip(colours),
          // Near a time, several points of one session may lie: the first of each is told.
          filter: ({ datasetIndex }, at, items) =>
            items.findIndex((other) => other.datasetIndex === datasetIndex) === at,
          callbacks: {
            title: ([item]) => (item ? sessionTime(item.parsed.x ?? 0) : ''),
            label: ({ dataset, parsed }) => `${percent((parsed.y ?? 0) / 100)}  ${dataset.label}`,
            labelColor: ({ dataset }) => ({
              borderColor: dataset.backgroundColor as string,
              backgroundColor: dataset.backgroundColor as string,
            }),
            labelPointStyle: () => ({ pointStyle: 'circle', rotation: 0 }),
          },
        },
      } as NonNullable<ChartConfiguration<'line'>['options']>['plugins'],
    },
  } as ChartConfiguration<'line', { x: number; y: number }[]>;
}
