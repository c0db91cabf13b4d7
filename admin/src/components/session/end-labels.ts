/** A name at the end of each line, as a plugin for Chart.js: it is told by the chart's options what to write. */
import type { Plugin } from 'chart.js';

export interface EndLabel {
  text: string;
  colour: string;
  isFaint?: boolean;
}

/** Pixels between the middles of two labels. */
const lineHeight = 14;

/**
 * Moves labels apart so that none covers another, as little as their order allows.
 *
 * @param wanted Where each would stand, in pixels from the top.
 * @returns Where each stands, within [top, bottom] while there is room.
 */
export function spread(wanted: readonly number[], top: number, bottom: number): number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[a]! - wanted[b]!);
  const placed: number[] = wanted.map(() => top);
  let free = top;
  for (const index of order) {
    placed[index] = Math.max(wanted[index]!, free);
    free = placed[index]! + lineHeight;
  }
  let ceiling = bottom;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index]!, ceiling);
    ceiling = placed[index]! - lineHeight;
  }
  return placed;
}

export const endLabels: Plugin<'line', { labels?: EndLabel[]; font?: string; halo?: string }> = {
  id: 'endLabels',
  afterDatasetsDraw(chart, _event, { labels = [], font = '600 11px sans-serif', halo }) {
    const ends = chart.data.datasets.map((_, index) => chart.getDatasetMeta(index).data.at(-1));
    const shown = ends.flatMap((end, index) => (end && labels[index] ? [{ end, label: labels[index] }] : []));
    const ys = spread(
      shown.map(({ end }) => end.y),
      chart.chartArea.top,
      chart.chartArea.bottom,
    );
    const { ctx } = chart;
    ctx.save();
    ctx.font = font;
    ctx.textBaseline = 'middle';
    shown.forEach(({ end, label }, index) => {
      ctx.globalAlpha = label.isFaint ? 0.3 : 1;
      ctx.fillStyle = label.colour;
      // What runs behind a label must not be read with it.
      if (halo) {
        ctx.strokeStyle = halo;
        ctx.lineWidth = 4;
        ctx.strokeText(label.text, end.x + 7, ys[index]!);
      }
      ctx.fillText(label.text, end.x + 7, ys[index]!);
    });
    ctx.restore();
  },
};
