/** Where a detection falls in relation to the labelled windows, and what it weighs there before any profile. */

/** A labelled anomaly, as rows counted from 0, both edges included. */
export interface LabelledWindow {
  readonly firstRow: number;
  readonly lastRow: number;
}

export interface RowWeight {
  /** Index of the window that the row lies in; null outside. */
  readonly window: number | null;
  /** In (0, 1] inside a window, 1 at its left edge; in [-1, 0) outside, -1 far behind a window or before the first. */
  readonly weight: number;
}

const LARGEST_SHARE = 0.15;
const LONGEST_ROWS = 750;
/** Widths of a window behind which a false alarm costs the whole. */
const FAR = 3;

/** Rows at the start of a series that are never scored: 15%, at most 750. */
export function probationRows(rowCount: number): number {
  return Math.min(Math.floor(LARGEST_SHARE * rowCount), LONGEST_ROWS);
}

/**
 * NAB's scaled sigmoid: how good a place is for a detection.
 *
 * @param position In widths of the window from its right edge: -1 at the left edge, above 0 behind it.
 * @returns In [-1, 1], falling.
 * @see Lavin, Ahmad, "Evaluating real-time anomaly detection algorithms", ICMLA 2015.
 */
export function scaledSigmoid(position: number): number {
  return position > FAR ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}

const AT_LEFT_EDGE = scaledSigmoid(-1);

/** @param windows In order of time, without overlap. @returns One for each row, the probation's included. */
export function rowWeights(rowCount: number, windows: readonly LabelledWindow[]): RowWeight[] {
  let next = 0;
  return Array.from({ length: rowCount }, (_, row) => {
    while (next < windows.length && windows[next]!.lastRow < row) next += 1;
    const window = windows[next];
    if (window && window.firstRow <= row) return { window: next, weight: weightInside(window, row) };
    return { window: null, weight: weightBehind(windows[next - 1], row) };
  });
}

function weightInside({ firstRow, lastRow }: LabelledWindow, row: number): number {
  return scaledSigmoid(-(lastRow - row + 1) / (lastRow - firstRow + 1)) / AT_LEFT_EDGE;
}

function weightBehind(window: LabelledWindow | undefined, row: number): number {
  // A window of one row has no width to measure by: 1 / 0 lies far behind it, as it should.
  return window ? scaledSigmoid((row - window.lastRow) / (window.lastRow - window.firstRow)) : -1;
}
