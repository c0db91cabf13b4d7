/** The score over a session as an SVG drawing: what happened, and what would have happened without the conductor. */
import { categoryFloors } from '../../contract/vocabulary.ts';
import type { SessionReport } from '../../contract/report.ts';
import { markup, type Markup } from './markup.ts';
import { clock, percent } from './words.ts';

const width = 960;
const left = 46;
const right = 14;
const top = 54;
const plotHeight = 240;
const height = top + plotHeight + 30;
/** More points than this cannot be told apart at this width. */
const mostPoints = 900;
/** Marks closer than this, in drawing units, would cover each other: the later one moves a row down. */
const markRoom = 20;
/** An intervention is measured over its minute, which is shaded. */
const minuteTicks = 60;

type Points = SessionReport['points'];

export function chart(report: SessionReport): Markup {
  const scale = scaleOf(report);
  const points = thinned(report.points);
  const ghosts = points.filter((point) => point.ghostScore !== null);
  const score = line(points.map((point) => [scale.x(point.tick), scale.y(point.score)]));
  const ghost = line(ghosts.map((point) => [scale.x(point.tick), scale.y(point.ghostScore!)]));
  return markup`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${labelOf(report)}">
<defs><linearGradient id="fill" x1="0" y1="0" x2="0" y2="1"><stop offset="0" class="fill-top"/><stop offset="1" class="fill-bottom"/></linearGradient></defs>
${minutes(report, scale)}
${grid(scale)}
${areaUnder(points, scale)}
${between(ghosts, scale)}
${ghosts.length > 0 ? markup`<path class="ghost" d="${ghost}"/>` : null}
${points.length > 0 ? markup`<path class="score" d="${score}"/>` : null}
${anomalyMarks(report, scale)}
${interventionMarks(report, scale)}
</svg>`;
}

interface Scale {
  readonly span: number;
  readonly x: (tick: number) => number;
  readonly y: (score: number) => number;
}

function scaleOf({ tickCount, tick }: SessionReport): Scale {
  const span = Math.max(1, tickCount, tick);
  return {
    span,
    x: (at) => rounded(left + (Math.min(at, span) / span) * (width - left - right)),
    y: (score) => rounded(top + (1 - score) * plotHeight),
  };
}

const rounded = (value: number) => Math.round(value * 10) / 10;

/** At most `mostPoints`, evenly spaced; the last one stays. */
function thinned(points: Points): Points {
  const step = Math.ceil(points.length / mostPoints);
  return points.filter((_, index) => (points.length - 1 - index) % Math.max(1, step) === 0);
}

const line = (places: readonly (readonly number[])[]): string =>
  places.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');

function areaUnder(points: Points, { x, y }: Scale): Markup | null {
  if (points.length === 0) return null;
  const places = points.map((point) => [x(point.tick), y(point.score)]);
  const bottom = y(0);
  return markup`<path class="area" fill="url(#fill)" d="${line(places)}L${places.at(-1)![0]!} ${bottom}L${places[0]![0]!} ${bottom}Z"/>`;
}

/** What lies between the run and its counterfactual. */
function between(ghosts: Points, { x, y }: Scale): Markup | null {
  if (ghosts.length === 0) return null;
  const there = ghosts.map(({ tick, score }) => [x(tick), y(score)]);
  const back = ghosts.toReversed().map(({ tick, ghostScore }) => [x(tick), y(ghostScore!)]);
  return markup`<path class="gain" d="${line([...there, ...back])}Z"/>`;
}

function grid({ span, x, y }: Scale): Markup {
  const floor = categoryFloors.low;
  return markup`${[0, 0.25, 0.5, 0.75, 1].map(
    (score) =>
      markup`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(score)}" y2="${y(score)}"/><text class="axis" x="${left - 8}" y="${y(score) + 4}" text-anchor="end">${Math.round(score * 100)}%</text>`,
  )}<line class="floor" x1="${left}" x2="${width - right}" y1="${y(floor)}" y2="${y(floor)}"/><text class="floor-label" x="${width - right}" y="${y(floor) - 5}" text-anchor="end">critical under 30%</text>${timesOf(
    span,
  ).map(
    (tick) =>
      markup`<text class="axis" x="${x(tick)}" y="${top + plotHeight + 20}" text-anchor="${tick === 0 ? 'start' : x(tick) > width - 2 * right ? 'end' : 'middle'}">${clock(tick)}</text>`,
  )}`;
}

/** Round times along the axis, ten at most. */
function timesOf(span: number): number[] {
  const steps = [10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400];
  const step = steps.find((candidate) => span / candidate <= 10) ?? 14_400;
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => index * step);
}

function minutes({ interventions }: SessionReport, { x, y }: Scale): Markup {
  const met = interventions.filter((intervention) => intervention.startedTick !== null);
  return markup`${met.map(
    ({ startedTick }) =>
      markup`<rect class="minute" x="${x(startedTick!)}" y="${y(1)}" width="${rounded(x(startedTick! + minuteTicks) - x(startedTick!))}" height="${plotHeight}"/>`,
  )}`;
}

function anomalyMarks({ anomalies, points }: SessionReport, { x, y }: Scale): Markup {
  return markup`${anomalies.map(({ number, tick }) => {
    const score = points.findLast((point) => point.tick <= tick)?.score ?? 0;
    const [cx, cy] = [x(tick), y(score)];
    return markup`<line class="anomaly-stem" x1="${cx}" x2="${cx}" y1="${cy}" y2="${top + plotHeight}"/><path class="anomaly" d="M${cx} ${rounded(cy - 7)}l7 7l-7 7l-7 -7z"/><text class="anomaly-label" x="${rounded(cx + 5)}" y="${top + plotHeight - 6}">A${number}</text>`;
  })}`;
}

/** Numbered circles above the plot; hollow where nobody met the intervention. */
function interventionMarks({ interventions }: SessionReport, { x }: Scale): Markup {
  const rowEnds = [-Infinity, -Infinity];
  return markup`${interventions.map(({ number, startedTick, suggestedTick }) => {
    const cx = x(startedTick ?? suggestedTick);
    const row = Math.max(
      0,
      rowEnds.findIndex((end) => cx - end >= markRoom),
    );
    rowEnds[row] = cx;
    const cy = 14 + row * markRoom;
    return markup`<g class="${startedTick === null ? 'mark unmet' : 'mark'}"><line x1="${cx}" x2="${cx}" y1="${cy + 9}" y2="${top + plotHeight}"/><circle cx="${cx}" cy="${cy}" r="9"/><text x="${cx}" y="${cy + 4}" text-anchor="middle">${number}</text></g>`;
  })}`;
}

function labelOf({ scores, counterfactual }: SessionReport): string {
  if (!scores) return 'Engagement score by time: no point yet.';
  const ghost = counterfactual
    ? ` Without the conductor its mean would have been ${percent(counterfactual.meanScore)}.`
    : '';
  return `Engagement score by time: mean ${percent(scores.mean)}, lowest ${percent(scores.min)}, last ${percent(scores.final)}.${ghost}`;
}
