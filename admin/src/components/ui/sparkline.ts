export interface SparklineOptions {
  width: number;
  height: number;
  /** Top of the scale; the highest value unless given. The bottom is always 0, so that heights compare. */
  max?: number;
}

/** SVG paths of a series; gaps (null) break the line. */
export function sparkline(
  series: readonly (number | null)[],
  options: SparklineOptions,
): { line: string; area: string } {
  const { width, height } = options;
  const top = Math.max(options.max ?? 0, ...series.map((value) => value ?? 0)) || 1;
  const inset = 1.5;
  const x = (index: number) => round((index / Math.max(1, series.length - 1)) * width);
  const y = (value: number) => round(height - inset - (value / top) * (height - 2 * inset));

  let line = '';
  let area = '';
  let start: number | null = null;
  series.forEach((value, index) => {
    if (value === null) return;
    const isFirst = start === null;
    if (isFirst) start = index;
    line += `${isFirst ? 'M' : 'L'}${x(index)} ${y(value)}`;
    area += isFirst ? `M${x(index)} ${height}L${x(index)} ${y(value)}` : `L${x(index)} ${y(value)}`;
    const next = series[index + 1];
    if (next === null || next === undefined) {
      area += `L${x(index)} ${height}Z`;
      start = null;
    }
  });
  return { line, area };
}

const round = (value: number) => Math.round(value * 10) / 10;
