/** Tokens by day as stacked bars, cost as a line over them on an axis of its own; as Chart.js wants it. */
import type { ChartConfiguration } from 'chart.js';
import { count } from '../../numbers.ts';
import type { ChartColours } from '../session/chart-colours.ts';
import { dollars, shortTokens } from '../bot/budget.ts';
import { niceTop } from './nice-top.ts';
import { base, chartFont, tooltip, valueAxis } from './chart-base.ts';
import { shortDay } from './range.ts';
import type { UsageSeries } from './usage-figures.ts';

export interface UsageChartInput {
  days: readonly string[];
  /** Those that are shown. */
  series: readonly UsageSeries[];
  nameOf: (botId: string) => string;
  colourOf: (botId: string, colours: ChartColours) => string;
}

const sums = (lists: readonly (readonly number[])[], length: number) =>
  Array.from({ length }, (_, index) => lists.reduce((sum, list) => sum + (list[index] ?? 0), 0));

/** Cost of all series shown, by day. */
export const costByDay = ({ days, series }: Pick<UsageChartInput, 'days' | 'series'>) =>
  sums(
    series.map(({ costUsd }) => costUsd),
    days.length,
  );

export function usageChart(input: UsageChartInput, colours: ChartColours): ChartConfiguration<'bar' | 'line'> {
  const { days, series, nameOf, colourOf } = input;
  const costs = costByDay(input);
  const tokens = sums(
    series.map((one) => one.tokens),
    days.length,
  );
  const hasCost = costs.some((cost) => cost > 0);
  const bars = series.map((one) => ({
    type: 'bar' as const,
    label: nameOf(one.botId),
    data: one.tokens,
    backgroundColor: colourOf(one.botId, colours),
    borderColor: colours.surface,
    borderWidth: { top: 1, right: 0, bottom: 0, left: 0 },
    borderSkipped: false as const,
    maxBarThickness: 44,
    categoryPercentage: 0.78,
    barPercentage: 1,
    stack: 'tokens',
    yAxisID: 'y',
    order: 1,
  }));
  const line = {
    type: 'line' as const,
    label: 'Cost',
    data: costs,
    borderColor: colours.text,
    backgroundColor: colours.text,
    borderWidth: 2,
    pointRadius: 2.5,
    pointHoverRadius: 5,
    pointBorderColor: colours.surface,
    pointBorderWidth: 1,
    cubicInterpolationMode: 'monotone' as const,
    yAxisID: 'cost',
    order: 0,
  };
  return {
    type: 'bar',
    data: { labels: days.map(shortDay), datasets: hasCost ? [...bars, line] : bars },
    options: {
      ...base,
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: 8 } },
      scales: {
        x: {
          stacked: true,
          grid: { display: false },
          border: { display: false },
          ticks: { color: colours.faint, font: chartFont, maxRotation: 0, autoSkipPadding: 14 },
        },
        y: { ...valueAxis(colours, niceTop(Math.max(...tokens)), shortTokens), stacked: true },
        ...(hasCost
          ? {
              cost: {
                ...valueAxis(colours, niceTop(Math.max(...costs)), dollars),
                position: 'right' as const,
                grid: { display: false },
              },
            }
          : {}),
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltip(colours),
          itemSort: (a, b) => b.datasetIndex - a.datasetIndex,
          filter: ({ dataset, parsed }) => dataset.type === 'line' || (parsed.y ?? 0) > 0,
          callbacks: {
            label: ({ dataset, parsed }) =>
              dataset.type === 'line'
                ? `${dollars(parsed.y ?? 0)}  cost`
                : `${shortTokens(parsed.y ?? 0)}  ${dataset.label}`,
            labelColor: ({ dataset }) => {
              const colour = (dataset.type === 'line' ? dataset.borderColor : dataset.backgroundColor) as string;
              return { borderColor: colour, backgroundColor: colour };
            },
            labelPointStyle: () => ({ pointStyle: 'circle', rotation: 0 }),
            footer: (items) => `${count(tokens[items[0]?.dataIndex ?? 0] ?? 0)} tokens together`,
          },
        },
      },
    },
  };
}
