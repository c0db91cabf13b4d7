/** The Live chart as Chart.js wants it. Everything is read from one `ChartInput`; nothing here keeps state. */
import type { ChartConfiguration, ChartDataset, ScriptableContext, TooltipItem } from 'chart.js';
import type { Point } from '../../../../server/contract/activity.ts';
import { categoryFloors } from '../../../../server/contract/vocabulary.ts';
import { percent, sessionTime } from '../../numbers.ts';
import { categoryWords } from '../../words.ts';
import { annotations } from './chart-annotations.ts';
import type { ChartInput } from './chart-input.ts';
import { type ChartColours, withOpacity } from './chart-colours.ts';
import type { ChartWindow, PickedMinute } from './chart-marks.ts';

type LineDataset = ChartDataset<'line', { x: number; y: number | null }[]>;
export type LineConfiguration = ChartConfiguration<'line', { x: number; y: number | null }[]>;

/** How near a mark must be to the pointer to be told in the tooltip. */
const nearSeconds = 5;

export function chartConfiguration(input: () => ChartInput): LineConfiguration {
  return { type: 'line', data: chartData(input()), options: chartOptions(input) };
}

/** The score and the ghost line come first; what follows is there to be seen, not to be read off. */
const readableCount = 2;

export function chartData({ points, colours, picked }: ChartInput): LineConfiguration['data'] {
  const last = points.length - 1;
  const score: LineDataset = {
    label: 'this session',
    data: points.map(({ tick, score: y }) => ({ x: tick, y: y * 100 })),
    borderColor: (context) => categoryGradient(context, colours),
    backgroundColor: (context) => areaGradient(context, colours, points.at(-1)),
    borderWidth: 2.5,
    fill: 'origin',
    tension: 0.3,
    cubicInterpolationMode: 'monotone',
    pointRadius: ({ dataIndex }) => (dataIndex === last ? 4.5 : 0),
    pointBackgroundColor: colours[points[last]?.category ?? 'steady'],
    pointBorderColor: colours.surface,
    pointBorderWidth: 2,
    pointHoverRadius: 5,
    clip: { left: 0, right: 8, top: 8, bottom: 0 },
  };
  const ghost: LineDataset = {
    label: 'same session, nothing done',
    data: ghostLine(points),
    borderColor: colours.ghost,
    borderWidth: 2,
    borderDash: [3, 4],
    // Between the two lines lies the uplift.
    fill: { target: 0, above: withOpacity(colours.low, 0.16), below: withOpacity(colours.high, 0.26) },
    cubicInterpolationMode: 'monotone',
    pointRadius: 0,
    pointHoverRadius: 3,
    pointBackgroundColor: colours.ghost,
  };
  if (!picked) return { datasets: [score, ghost] };
  const own = ownGhost(picked, colours);
  return { datasets: [score, ghost, own, pickedArea(points, picked, colours)] };
}

/** The minute that is picked out, without what happened in it. */
function ownGhost({ ghost }: PickedMinute, colours: ChartColours): LineDataset {
  return {
    label: 'without this one',
    data: ghost.map(({ tick, score }) => ({ x: tick, y: score * 100 })),
    borderColor: colours.accent,
    borderWidth: 2,
    borderDash: [6, 3],
    fill: false,
    cubicInterpolationMode: 'monotone',
    pointRadius: 0,
    pointHoverRadius: 0,
  };
}

/** Where the lines stand among those drawn: the run with nothing done, and the one without the intervention picked out. */
const ghostPlace = 1;
const ownGhostPlace = 2;

/** What the intervention picked out has brought: between the run and its own ghost or, if there is none, the run's. */
function pickedArea(points: readonly Point[], { from, to, ghost }: PickedMinute, colours: ChartColours): LineDataset {
  const target = ghost.length > 0 ? ownGhostPlace : ghostPlace;
  return {
    label: 'its minute',
    data: points
      .filter(({ tick }) => tick >= from && tick <= to)
      .map(({ tick, score }) => ({ x: tick, y: score * 100 })),
    borderColor: 'transparent',
    borderWidth: 0,
    fill: { target, above: withOpacity(colours.high, 0.42), below: withOpacity(colours.low, 0.42) },
    cubicInterpolationMode: 'monotone',
    pointRadius: 0,
    pointHoverRadius: 0,
  };
}

/** Until the first intervention both are the same run: the ghost leaves the line where they last agree. */
function ghostLine(points: readonly Point[]): { x: number; y: number | null }[] {
  return points.map(({ tick, score, ghostScore }, index) => {
    const isFork = ghostScore === null && points[index + 1]?.ghostScore != null;
    const y = isFork ? score : ghostScore;
    return { x: tick, y: y === null ? null : y * 100 };
  });
}

export function chartOptions(input: () => ChartInput): NonNullable<LineConfiguration['options']> {
  const { window, colours, isLarge } = input();
  const font = { family: 'Inter Variable, system-ui, sans-serif', size: isLarge ? 15 : 11 };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    events: ['mousemove', 'mouseout', 'touchstart', 'touchmove'],
    interaction: { mode: 'index', intersect: false, axis: 'x' },
    layout: { padding: { top: 26, right: 10 } },
    scales: {
      x: {
        type: 'linear',
        min: window.from,
        max: window.to,
        grid: { display: false },
        border: { display: false },
        ticks: {
          color: colours.faint,
          font,
          maxRotation: 0,
          includeBounds: false,
          callback: (value) => sessionTime(Number(value)),
        },
        afterBuildTicks: (axis) => {
          axis.ticks = roundTimesWithin(window);
        },
      },
      y: {
        min: 0,
        max: 100,
        border: { display: false },
        grid: { color: colours.line, drawTicks: false },
        ticks: { color: colours.faint, font, stepSize: 25, padding: 8, callback: (value) => `${value}%` },
      },
    },
    plugins: {
      legend: { display: false },
      annotation: { clip: false, annotations: annotations(input()) },
      tooltip: {
        backgroundColor: colours.surface,
        borderColor: colours.line,
        borderWidth: 1,
        titleColor: colours.muted,
        bodyColor: colours.text,
        footerColor: colours.muted,
        titleFont: { ...font, size: 11, weight: 500 },
        bodyFont: { ...font, size: 13, weight: 600 },
        footerFont: { ...font, size: 12, weight: 500 },
        padding: 11,
        cornerRadius: 9,
        boxPadding: 5,
        usePointStyle: true,
        filter: ({ datasetIndex, dataIndex }) =>
          datasetIndex === 0 || (datasetIndex < readableCount && input().points[dataIndex]?.ghostScore != null),
        callbacks: {
          title: ([item]) => (item ? sessionTime(item.parsed.x ?? 0) : ''),
          label: (item) => tooltipLine(item, input()),
          labelPointStyle: () => ({ pointStyle: 'circle', rotation: 0 }),
          labelColor: ({ dataIndex, datasetIndex }) => {
            const colour =
              datasetIndex === 0 ? colours[input().points[dataIndex]?.category ?? 'steady'] : colours.ghost;
            return { borderColor: colour, backgroundColor: colour };
          },
          footer: ([item]) => (item ? marksNear(item.parsed.x ?? 0, input()) : []),
        },
      },
    },
  };
}

/** Round times, six to nine of them. */
export function roundTimesWithin({ from, to }: ChartWindow): { value: number }[] {
  const step = [60, 120, 300, 600, 900, 1_800].find((seconds) => (to - from) / seconds <= 8) ?? 3_600;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => ({ value: first + index * step }));
}

function tooltipLine({ datasetIndex, dataIndex }: TooltipItem<'line'>, { points }: ChartInput): string {
  const point = points[dataIndex];
  if (!point) return '';
  if (datasetIndex === 0) return `${percent(point.score)}  ${categoryWords[point.category].label.toLowerCase()}`;
  return `${percent(point.ghostScore ?? 0)}  had nothing been done`;
}

function marksNear(tick: number, { anomalies, interventions }: ChartInput): string[] {
  const isNear = (mark: { tick: number }) => Math.abs(mark.tick - tick) <= nearSeconds;
  return [
    ...anomalies
      .filter(isNear)
      .map(({ label, severity }) => `Anomaly: ${label.toLowerCase()}, ${severity.toLowerCase()}`),
    ...interventions.filter(isNear).map(({ label }) => `Intervention: ${label.toLowerCase()}`),
  ];
}

/** The line's colour is its category: a vertical gradient with a hard edge at each category's floor. */
function categoryGradient({ chart }: ScriptableContext<'line'>, colours: ChartColours): CanvasGradient | string {
  if (!chart.chartArea) return colours.accent;
  const gradient = chart.ctx.createLinearGradient(0, chart.chartArea.bottom, 0, chart.chartArea.top);
  const soft = 0.012;
  const stops = [
    [0, 'critical'],
    [categoryFloors.low, 'low'],
    [categoryFloors.steady, 'steady'],
    [categoryFloors.high, 'high'],
  ] as const;
  stops.forEach(([floor, name], index) => {
    const before = stops[index - 1];
    if (before) gradient.addColorStop(floor - soft, colours[before[1]]);
    gradient.addColorStop(Math.min(1, floor + soft), colours[name]);
  });
  return gradient;
}

/** The area takes the newest point's category, as a light does in a room. */
function areaGradient(
  { chart }: ScriptableContext<'line'>,
  colours: ChartColours,
  last: Point | undefined,
): CanvasGradient | string {
  const colour = colours[last?.category ?? 'steady'];
  if (!chart.chartArea) return withOpacity(colour, 0.2);
  const gradient = chart.ctx.createLinearGradient(0, chart.chartArea.top, 0, chart.chartArea.bottom);
  gradient.addColorStop(0, withOpacity(colour, 0.34));
  gradient.addColorStop(1, withOpacity(colour, 0));
  return gradient;
}
