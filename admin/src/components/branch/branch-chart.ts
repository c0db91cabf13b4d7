/** The session beside its branches, as Chart.js wants it. */
import type { Chart, ChartConfiguration, Plugin } from 'chart.js';
import { categoryFloors } from '../../../../server/contract/vocabulary.ts';
import { percent, sessionTime } from '../../numbers.ts';
import { type ChartColours, withOpacity } from '../session/chart-colours.ts';
import { base, chartFont, tooltip, valueAxis } from '../statistics/chart-base.ts';
import { type BranchLine, sessionLineId, spreadLabels } from './branch-series.ts';

export interface BranchChartInput {
  lines: readonly BranchLine[];
  tickCount: number;
  /** The line that stands out; null: all alike. */
  focusId: string | null;
  colourOf: (line: BranchLine) => string;
  /** Room for the labels at the lines' ends; none on a narrow screen, where the legend tells them. */
  hasEndLabels: boolean;
}

type LineChart = ChartConfiguration<'line', { x: number; y: number }[]>;

const labelWidth = 150;
const labelGap = 14;
/** Of a label's text, in characters. */
const labelLength = 24;

export function branchChart(input: BranchChartInput, colours: ChartColours): LineChart {
  const { lines, tickCount, focusId, colourOf, hasEndLabels } = input;
  const first = Math.min(...lines.filter(({ id }) => id !== sessionLineId).map(({ points }) => points[0]?.tick ?? 0));
  return {
    type: 'line',
    data: {
      datasets: lines.map((line) => {
        const isFaint = focusId !== null && line.id !== focusId;
        const colour = colourOf(line);
        return {
          label: line.label,
          data: line.points.map(({ tick, score }) => ({ x: tick, y: score * 100 })),
          borderColor: isFaint ? withOpacity(colour, 0.22) : colour,
          backgroundColor: colour,
          borderWidth: line.id === sessionLineId || line.id === focusId ? 2.75 : 2,
          borderDash: [...line.dash],
          pointRadius: 0,
          pointHoverRadius: isFaint ? 0 : 4,
          cubicInterpolationMode: 'monotone' as const,
          order: line.id === focusId ? 0 : 1,
        };
      }),
    },
    options: {
      ...base,
      parsing: false,
      normalized: true,
      interaction: { mode: 'nearest', intersect: false, axis: 'x' },
      layout: { padding: { top: 8, right: hasEndLabels ? labelWidth : 10 } },
      scales: {
        x: {
          type: 'linear',
          min: Math.max(0, Number.isFinite(first) ? first - 60 : 0),
          max: tickCount,
          grid: { display: false },
          border: { display: false },
          ticks: {
            color: colours.faint,
            font: chartFont,
            maxRotation: 0,
            autoSkipPadding: 20,
            stepSize: tickCount > 3_600 ? 600 : 60,
            includeBounds: false,
            callback: (value) => sessionTime(Number(value)),
          },
        },
        y: valueAxis(colours, 100, (value) => `${value}%`),
      },
      plugins: {
        legend: { display: false },
        annotation: {
          annotations: {
            critical: {
              type: 'line',
              yMin: categoryFloors.low * 100,
              yMax: categoryFloors.low * 100,
              borderColor: withOpacity(colours.critical, 0.55),
              borderWidth: 1,
              borderDash: [5, 5],
            },
          },
        },
        tooltip: {
          ...tooltip(colours),
          callbacks: {
            title: ([item]) => (item ? sessionTime(item.parsed.x ?? 0) : ''),
            label: ({ dataset, parsed }) => `${percent((parsed.y ?? 0) / 100)}  ${dataset.label}`,
            labelPointStyle: () => ({ pointStyle: 'circle', rotation: 0 }),
          },
        },
      },
    },
    plugins: hasEndLabels ? [endLabels] : [],
  };
}

/** Each line's name where it ends, none over another. */
const endLabels: Plugin<'line'> = {
  id: 'endLabels',
  afterDatasetsDraw(chart) {
    const ends = endsOf(chart);
    const heights = spreadLabels(
      ends.map(({ y }) => y),
      labelGap,
      chart.chartArea.bottom,
    );
    const { ctx } = chart;
    ctx.save();
    ctx.font = `600 ${chartFont.size}px ${chartFont.family}`;
    ctx.textBaseline = 'middle';
    ends.forEach(({ x, text, colour }, index) => {
      ctx.fillStyle = colour;
      ctx.fillText(text, x + 8, heights[index]!);
    });
    ctx.restore();
  },
};

function endsOf(chart: Chart) {
  return chart.data.datasets.flatMap(({ label = '', borderColor }, index) => {
    const last = chart.getDatasetMeta(index).data.at(-1);
    if (!last) return [];
    const text = label.length > labelLength ? `${label.slice(0, labelLength - 1)}…` : label;
    return [{ x: last.x, y: last.y, text, colour: borderColor as string }];
  });
}
