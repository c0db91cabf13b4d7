/** What the charts of the statistics have in common: type, colours, the look of axes and of the tooltip. */
import type { ScaleOptions, TooltipOptions } from 'chart.js';
import type { ChartColours } from '../session/chart-colours.ts';

export const chartFont = { family: 'Inter Variable, system-ui, sans-serif', size: 11 };

export const base = {
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
  events: ['mousemove', 'mouseout', 'click', 'touchstart', 'touchmove'] as ('mousemove' | 'mouseout' | 'click')[],
} as const;

/** A value axis from 0 to `top`, in four steps. */
export const valueAxis = (colours: ChartColours, top: number, write: (value: number) => string) =>
  ({
    type: 'linear',
    min: 0,
    max: top,
    border: { display: false },
    grid: { color: colours.line, drawTicks: false },
    ticks: {
      color: colours.faint,
      font: chartFont,
      stepSize: top / 4,
      padding: 8,
      callback: (value: number | string) => write(Number(value)),
    },
  }) as unknown as ScaleOptions<'linear'>;

export const tooltip = (colours: ChartColours) =>
  ({
    backgroundColor: colours.surface,
    borderColor: colours.line,
    borderWidth: 1,
    titleColor: colours.muted,
    bodyColor: colours.text,
    footerColor: colours.muted,
    titleFont: { ...chartFont, weight: 500 },
    bodyFont: { ...chartFont, size: 12, weight: 600 },
    footerFont: { ...chartFont, size: 12, weight: 500 },
    padding: 11,
    cornerRadius: 9,
    boxPadding: 5,
    usePointStyle: true,
  }) as unknown as TooltipOptions<'bar'> & TooltipOptions<'line'>;
