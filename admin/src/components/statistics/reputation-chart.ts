/** Reputation as one line a bot over time, as Chart.js wants it. */
import type { ChartConfiguration } from 'chart.js';
import type { ReputationHistory } from '../../../../server/contract/bot.ts';
import { reputationText } from '../bot/bot-figures.ts';
import { type ChartColours, withOpacity } from '../session/chart-colours.ts';
import { niceTop } from './nice-top.ts';
import { base, chartFont, tooltip, valueAxis } from './chart-base.ts';
import { type DayRange, daysOf, shortDay } from './range.ts';

export interface ReputationChartInput {
  range: DayRange;
  series: ReputationHistory['series'];
  /** The bot whose line stands out; null: all alike. */
  focusId: string | null;
  nameOf: (botId: string) => string;
  colourOf: (botId: string) => string;
}

const dayMs = 86_400_000;
const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** From 0, or as far below it as somebody fell, to a round value above every point, with lines at round values. */
export function reputationScale(values: readonly number[]): { min: number; max: number; ticks: number[] } {
  const low = Math.min(0, ...values);
  const min = low < 0 ? -niceTop(-low) : 0;
  const max = niceTop(Math.max(0, ...values));
  const step = Math.max(max, -min) / 4;
  const below = Math.floor(-min / step);
  const above = Math.floor(max / step);
  return { min, max, ticks: Array.from({ length: below + above + 1 }, (_, index) => (index - below) * step) };
}

export function reputationChart(
  { range, series, focusId, nameOf, colourOf }: ReputationChartInput,
  colours: ChartColours,
): ChartConfiguration<'line', { x: number; y: number }[]> {
  const { min, max, ticks } = reputationScale(
    series.flatMap(({ points }) => points.map(({ reputation }) => reputation)),
  );
  const days = daysOf(range);
  const step = Math.ceil(days.length / 8);
  return {
    type: 'line',
    data: {
      datasets: series.map(({ botId, points }) => {
        const isFaint = focusId !== null && botId !== focusId;
        const colour = colourOf(botId);
        return {
          label: nameOf(botId),
          data: points.map(({ at, reputation }) => ({ x: Date.parse(at), y: reputation })),
          borderColor: isFaint ? withOpacity(colour, 0.16) : colour,
          backgroundColor: colour,
          borderWidth: botId === focusId ? 3 : 1.75,
          pointRadius: points.length === 1 ? 3 : 0,
          pointHoverRadius: isFaint ? 0 : 4.5,
          cubicInterpolationMode: 'monotone' as const,
          order: botId === focusId ? 0 : 1,
        };
      }),
    },
    options: {
      ...base,
      parsing: false,
      normalized: true,
      interaction: { mode: 'nearest', intersect: false, axis: 'xy' },
      layout: { padding: { top: 8, right: 12 } },
      scales: {
        x: {
          type: 'linear',
          min: startOf(range.from),
          max: startOf(range.to) + dayMs,
          grid: { display: false },
          border: { display: false },
          ticks: {
            color: colours.faint,
            font: chartFont,
            maxRotation: 0,
            autoSkipPadding: 16,
            callback: (value) => shortDay(new Date(Number(value)).toISOString().slice(0, 10)),
          },
          afterBuildTicks: (axis) => {
            axis.ticks = days.filter((_, index) => index % step === 0).map((day) => ({ value: startOf(day) }));
          },
        },
        y: {
          ...valueAxis(colours, max, String),
          min,
          afterBuildTicks: (axis) => {
            axis.ticks = ticks.map((value) => ({ value }));
          },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          ...tooltip(colours),
          callbacks: {
            title: ([item]) =>
              item ? `${new Date(item.parsed.x ?? 0).toISOString().slice(0, 16).replace('T', ' ')} UTC` : '',
            label: ({ dataset, parsed }) => `${reputationText(parsed.y ?? 0)}  ${dataset.label}`,
            labelColor: ({ dataset }) => ({
              borderColor: dataset.backgroundColor as string,
              backgroundColor: dataset.backgroundColor as string,
            }),
            labelPointStyle: () => ({ pointStyle: 'circle', rotation: 0 }),
          },
        },
      },
    },
  };
}
