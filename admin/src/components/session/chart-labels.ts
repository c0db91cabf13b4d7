/** Where the chart's labels stand, so that none covers another. Pure; in pixels from the plot's upper left corner. */

export interface Spot {
  x: number;
  y: number;
}

export interface Label {
  key: string;
  /** What it names. */
  at: Spot;
  width: number;
  height: number;
  /** Of its middle, relative to `at`; the earlier the better, all else being equal. */
  offsets: readonly Spot[];
}

export interface Plot {
  width: number;
  height: number;
  /** The line's points: a label had rather not lie on them. */
  line: readonly Spot[];
  /** Vertical lines: nor across them. */
  verticals: readonly number[];
  /** What must stay free: the marks themselves. */
  taken?: readonly Box[];
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const gap = 2;

/**
 * Places labels one after the other, each on the offset where it covers least of the plot.
 *
 * @returns The offset of each label's middle by its key. A label that would cover an earlier one is left out: its mark
 *   stays, and the tooltip and the table tell the rest.
 */
export function placeLabels(labels: readonly Label[], plot: Plot): Map<string, Spot> {
  const placed = new Map<string, Spot>();
  const taken: Box[] = [...(plot.taken ?? [])];
  for (const label of labels) {
    const [best] = label.offsets
      .map((offset) => ({ offset, box: boxOf(label, offset) }))
      .filter(({ box }) => box.left >= 0 && box.right <= plot.width && box.top >= -gap && box.bottom <= plot.height)
      .filter(({ box }) => !taken.some((other) => overlap(box, other)))
      .map((candidate) => ({ ...candidate, cost: costOf(candidate.box, plot) }))
      .toSorted((a, b) => a.cost - b.cost);
    if (!best) continue;
    placed.set(label.key, best.offset);
    taken.push(best.box);
  }
  return placed;
}

/** Rows for badges of one width along an edge: the first row where a badge covers no other; null if there is none. */
export function badgeRows(xs: readonly number[], width: number, rowCount: number): (number | null)[] {
  const ends = Array.from({ length: rowCount }, () => Number.NEGATIVE_INFINITY);
  return xs.map((x) => {
    const row = ends.findIndex((end) => x - width / 2 >= end + gap);
    if (row < 0) return null;
    ends[row] = x + width / 2;
    return row;
  });
}

function boxOf({ at, width, height }: Label, { x, y }: Spot): Box {
  return {
    left: at.x + x - width / 2,
    right: at.x + x + width / 2,
    top: at.y + y - height / 2,
    bottom: at.y + y + height / 2,
  };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

function costOf({ left, right, top, bottom }: Box, { line, verticals }: Plot): number {
  const covered = line.filter(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom).length;
  return covered + 2 * verticals.filter((x) => x >= left && x <= right).length;
}
