/** How likely each kind is to succeed, session by session, as Chart.js wants it. */
import type { ChartConfiguration } from 'chart.js';
import type { PolicyStanding } from '../../../../server/contract/report.ts';
import type { InterventionKind } from '../../../../server/contract/vocabulary.ts';
import { percent } from '../../numbers.ts';
import { kindWords } from '../../words.ts';
import type { ChartColours } from '../session/chart-colours.ts';
import { endLabels } from '../session/end-labels.ts';
import { base, chartFont, tooltip, valueAxis } from './chart-base.ts';
import { kindLines, kindLook } from './learnt-figures.ts';

export function learningChart(
  history: PolicyStanding['history'],
  hidden: readonly InterventionKind[],
  colours: ChartColours,
): ChartConfiguration<'line', (number | null)[]> {
  const lines = kindLines(history).filter(({ kind }) => !hidden.includes(kind));
  const labels = lines.map(({ kind, ratios }) => {
    const last = ratios.at(-1) ?? null;
    return {
      text: last === null ? kindWords[kind].letter : `${kindWords[kind].letter}  ${percent(last)}`,
      colour: kindLook[kind].colour,
    };
  });
  return {
    type: 'line',
    plugins: [endLabels],
    data: {
      labels: history.map((_, index) => String(index + 1)),
      datasets: lines.map(({ kind, ratios }) => ({
        label: kindWords[kind].label,
        data: ratios.map((ratio) => (ratio === null ? null : ratio * 100)),
        borderColor: kindLook[kind].colour,
        backgroundColor: kindLook[kind].colour,
        borderDash: kindLook[kind].dash,
        borderWidth: 2,
        pointRadius: history.length > 20 ? 0 : 2.5,
        pointHoverRadius: 4,
        spanGaps: true,
      })),
    },
    options: {
      ...base,
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: 8, right: 56 } },
      scales: {
        x: {
          grid: { display: false },
          border: { display: false },
          ticks: { color: colours.faint, font: chartFont, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: valueAxis(colours, 100, (value) => `${value}%`),
      },
      plugins: {
        legend: { display: false },
        endLabels: { labels, halo: colours.surface, font: `600 ${chartFont.size}px ${chartFont.family}` },
        tooltip: {
          ...tooltip(colours),
          callbacks: {
            title: ([item]) => {
              const entry = history[item?.dataIndex ?? -1];
              return entry ? `After session ${(item?.dataIndex ?? 0) + 1}: ${entry.title}` : '';
            },
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
  } as ChartConfiguration<'line', (number | null)[]>;
}
