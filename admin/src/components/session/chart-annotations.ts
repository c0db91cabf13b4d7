/** What stands on the chart besides its lines: the 30% line, anomalies, interventions and their labels. Pure. */
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { categoryFloors } from '../../../../server/contract/vocabulary.ts';
import { withOpacity } from './chart-colours.ts';
import type { ChartInput } from './chart-input.ts';
import { badgeRows, type Box, type Label, placeLabels, type Spot } from './chart-labels.ts';

const badgeRowCount = 3;
/** Of the first row, from the top of the plot. */
const badgeMiddle = 3;
const criticalText = 'critical below 30%';
const ghostText = 'nothing done';

export function annotations(input: ChartInput): Record<string, AnnotationOptions> {
  const { colours, window, isLarge } = input;
  const isWithin = ({ tick }: { tick: number }) => tick >= window.from && tick <= window.to;
  const interventions = input.interventions.filter(isWithin).toSorted((a, b) => a.tick - b.tick);
  const anomalies = input.anomalies.filter(isWithin);
  const font = { family: 'Inter Variable, system-ui, sans-serif', size: isLarge ? 15 : 11, weight: 600 as const };
  const place = placer(input);
  const badgeWidth = isLarge ? 28 : 24;
  const rows = badgeRows(
    interventions.map(({ tick }) => place(tick, 0).x),
    badgeWidth,
    badgeRowCount,
  );
  const badges = interventions.flatMap(({ tick }, index): Box[] => {
    const row = rows[index];
    if (row == null) return [];
    const { x } = place(tick, 1);
    const y = badgeMiddle + row * (badgeWidth - 1);
    const half = badgeWidth / 2;
    return [{ left: x - half, right: x + half, top: y - half, bottom: y + half }];
  });
  const places = placeLabels(
    [
      ...anomalies.map(({ number, tick, score, label }) =>
        labelOf(`anomaly-${number}`, place(tick, score), label, isLarge, besideMark),
      ),
      ...ghostLabel(input, place),
      labelOf('critical', place(window.from, categoryFloors.low), criticalText, isLarge, alongLine(input.plot.width)),
    ],
    {
      ...input.plot,
      line: [
        ...between(input.points.map(({ tick, score }) => place(tick, score))),
        ...between(
          input.points.flatMap(({ tick, ghostScore }) => (ghostScore === null ? [] : [place(tick, ghostScore)])),
        ),
      ],
      verticals: interventions.map(({ tick }) => place(tick, 0).x),
      taken: badges,
    },
  );
  const text = (key: string, content: string, colour: string, x: number, y: number) => {
    const offset = places.get(key);
    return offset
      ? {
          [`${key}-label`]: {
            type: 'label' as const,
            xValue: x,
            yValue: y * 100,
            xAdjust: offset.x,
            yAdjust: offset.y,
            content,
            color: colour,
            backgroundColor: withOpacity(colours.surface, 0.82),
            borderRadius: 4,
            font,
            padding: { x: 4, y: 1 },
          },
        }
      : {};
  };

  const marks: Record<string, AnnotationOptions> = {
    critical: {
      type: 'line',
      yMin: categoryFloors.low * 100,
      yMax: categoryFloors.low * 100,
      borderColor: withOpacity(colours.critical, 0.65),
      borderWidth: 1,
      borderDash: [5, 5],
    },
    ...text('critical', criticalText, colours.critical, window.from, categoryFloors.low),
  };
  interventions.forEach(({ number, tick, letter, durationSeconds, isShadowed }, index) => {
    const row = rows[index] ?? null;
    marks[`minute-${number}`] = {
      type: 'box',
      xMin: tick,
      xMax: Math.min(window.to, tick + durationSeconds),
      backgroundColor: isShadowed ? 'transparent' : withOpacity(colours.accent, 0.06),
      borderWidth: 0,
      drawTime: 'beforeDatasetsDraw',
    };
    marks[`intervention-${number}`] = {
      type: 'line',
      xMin: tick,
      xMax: tick,
      borderColor: withOpacity(isShadowed ? colours.muted : colours.accent, 0.7),
      borderWidth: 1.5,
      ...(isShadowed ? { borderDash: [2, 3] } : {}),
      label: {
        display: row !== null,
        content: letter,
        position: 'end',
        yAdjust: -11 + (row ?? 0) * (badgeWidth - 1),
        backgroundColor: isShadowed ? colours.surface : colours.accent,
        color: isShadowed ? colours.muted : colours['accent-ink'],
        ...(isShadowed ? { borderColor: colours.muted, borderWidth: 1 } : {}),
        borderRadius: 6,
        font: { ...font, weight: 700 },
        padding: { x: 7, y: 4 },
      },
    };
  });
  Object.assign(marks, pickedBox(input));
  for (const { number, tick, score, label, severity } of anomalies) {
    const colour = severity === 'CRITICAL' ? colours.critical : colours.low;
    marks[`anomaly-${number}`] = {
      type: 'point',
      xValue: tick,
      yValue: score * 100,
      radius: isLarge ? 8 : 6,
      backgroundColor: colour,
      borderColor: colours.surface,
      borderWidth: 2,
    };
    Object.assign(marks, text(`anomaly-${number}`, label.toLowerCase(), colour, tick, score));
  }
  const lastGhost = input.points.at(-1);
  if (lastGhost?.ghostScore != null)
    Object.assign(marks, text('ghost', ghostText, colours.muted, lastGhost.tick, lastGhost.ghostScore));
  return marks;
}

/** The minute that is picked out, between two lines of its own. */
function pickedBox({ picked, window, colours }: ChartInput): Record<string, AnnotationOptions> {
  if (!picked || picked.to < window.from || picked.from > window.to) return {};
  return {
    picked: {
      type: 'box',
      xMin: Math.max(window.from, picked.from),
      xMax: Math.min(window.to, picked.to),
      backgroundColor: withOpacity(colours.accent, 0.12),
      borderColor: withOpacity(colours.accent, 0.55),
      borderWidth: 1,
      borderDash: [3, 3],
      drawTime: 'beforeDatasetsDraw',
    },
  };
}

/** The points of a line and three between each two: a steep line must not slip through a label. */
const between = (spots: readonly Spot[]): Spot[] =>
  spots.flatMap((spot, index) => {
    const next = spots[index + 1] ?? spot;
    return [0, 0.25, 0.5, 0.75].map((part) => ({
      x: spot.x + part * (next.x - spot.x),
      y: spot.y + part * (next.y - spot.y),
    }));
  });

function placer({ window, plot }: ChartInput): (tick: number, score: number) => Spot {
  return (tick, score) => ({
    x: ((tick - window.from) / (window.to - window.from)) * plot.width,
    y: (1 - score) * plot.height,
  });
}

/** About as wide as the text is drawn; a little more, to be safe. */
function labelOf(
  key: string,
  at: Spot,
  text: string,
  isLarge: boolean,
  offsetsOf: (width: number, height: number) => readonly Spot[],
): Label {
  const width = text.length * (isLarge ? 8.2 : 6.1) + 8;
  const height = isLarge ? 21 : 16;
  return { key, at, width, height, offsets: offsetsOf(width, height) };
}

/** Around a mark: above and below, to the left and the right, then further off. */
const besideMark = (width: number, height: number): Spot[] =>
  [height / 2 + 13, 1.5 * height + 16].flatMap((far) =>
    [-far, far].flatMap((y) => [-(width / 2) - 2, width / 2 + 2, 0].map((x) => ({ x, y }))),
  );

/** At either end of the line, below it or above it. */
const alongLine = (plotWidth: number) => (width: number, height: number) =>
  [width / 2 + 6, plotWidth - width / 2 - 6].flatMap((x) => [height / 2 + 2, -height / 2 - 2].map((y) => ({ x, y })));

function ghostLabel({ points, isLarge }: ChartInput, place: (tick: number, score: number) => Spot): Label[] {
  const last = points.at(-1);
  if (last?.ghostScore == null) return [];
  return [
    labelOf('ghost', place(last.tick, last.ghostScore), ghostText, isLarge, (width, height) =>
      [height, -height, 2 * height, -2 * height].map((y) => ({ x: -width / 2, y })),
    ),
  ];
}
