/** The session and its branches as lines that can be told apart without colour. Pure. */
import type { Point } from '../../../../server/contract/activity.ts';
import type { Branch } from '../../../../server/contract/branch.ts';

export interface BranchLine {
  /** `session`, or the id of a branch. */
  id: string;
  title: string;
  /** What stands at its end. */
  label: string;
  colour: BranchColour;
  dash: readonly number[];
  points: readonly { tick: number; score: number }[];
}

/** A line's colour by name of the theme; a canvas reads it when it draws. */
export type BranchColour = (typeof colours)[number];

const colours = ['--branch-1', '--branch-2', '--branch-3', '--branch-4', '--branch-5', '--accent'] as const;
/** The session alone is unbroken. */
const dashes: readonly (readonly number[])[] = [
  [8, 4],
  [2, 3],
  [10, 3, 2, 3],
  [5, 5],
  [14, 4],
  [1, 4],
];

export const sessionLineId = 'session';

export function branchLines(points: readonly Point[], branches: readonly Branch[]): BranchLine[] {
  const session: BranchLine = {
    id: sessionLineId,
    title: 'This session',
    label: 'this session',
    colour: '--accent',
    dash: [],
    points: points.map(({ tick, score }) => ({ tick, score })),
  };
  return [session, ...branches.map((branch) => lineOf(branch, points))];
}

function lineOf({ id, number, title, fromTick, points: own }: Branch, points: readonly Point[]): BranchLine {
  // A branch leaves the session's line where both are still the same.
  const fork = points.findLast(({ tick }) => tick < fromTick);
  return {
    id,
    title,
    label: `${number} ${title}`,
    colour: colours[(number - 1) % (colours.length - 1)]!,
    dash: dashes[(number - 1) % dashes.length]!,
    points: fork ? [{ tick: fork.tick, score: fork.score }, ...own] : own,
  };
}

/**
 * Heights for labels that want to stand at given heights but must not cover each other.
 *
 * @param wanted In pixels from the top.
 * @returns As many heights, at least `gap` apart where `bottom` leaves the room, in the order given.
 */
export function spreadLabels(wanted: readonly number[], gap: number, bottom: number): number[] {
  const order = wanted.map((y, index) => ({ y, index })).toSorted((a, b) => a.y - b.y);
  const placed: number[] = [];
  for (const { y } of order) placed.push(Math.max(y, (placed.at(-1) ?? -Infinity) + gap));
  for (let index = placed.length - 1; index >= 0; index -= 1)
    placed[index] = Math.min(placed[index]!, (placed[index + 1] ?? bottom + gap) - gap);
  const heights: number[] = [];
  order.forEach(({ index }, place) => (heights[index] = placed[place]!));
  return heights;
}

/** The score of a line at a tick of the session: that of its newest point; null before its first. */
export const scoreBy = (points: BranchLine['points'], tick: number) =>
  points.findLast((point) => point.tick <= tick)?.score ?? null;
