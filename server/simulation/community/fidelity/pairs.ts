/** How often people answer somebody whom they have answered before. */
import type { FidelityRow } from '../../../contract/community.ts';
import type { CommunityRecord, Cut, Window } from './record.ts';
import { cutOf } from './record.ts';
import type { Statistic } from './row.ts';
import { missingRow, rowOf } from './row.ts';

/** Assumed; with fewer replies nobody has had the time to come back. */
const fewestReplies = 30;

const source = 'arXiv 2508.21740';
const repeated: Statistic = {
  id: 'repeated-pairs',
  name: 'Replies to somebody whom their author had answered before',
  unit: 'ratio',
  low: null,
  high: null,
  isBandOurs: false,
  published: 'Rarer in simulations without memory than in the forum that they copy; no figure carries over.',
  source,
};

const rise: Statistic = {
  id: 'repeated-pairs-rise',
  name: 'Repeated pairs with memory less those without it',
  unit: 'ratio',
  low: 0,
  high: null,
  isBandOurs: true,
  published: 'Rarer in simulations without memory than in reality, so memory should make them rise.',
  source,
};

export function pairRows(cut: Cut): FidelityRow[] {
  const { replyCount, ratio } = repeatedPairs(cut);
  if (ratio === null) return [missingRow(repeated, replyCount, needed(replyCount))];
  return [
    rowOf(repeated, ratio, replyCount, 'Grows with the length of the window. Compare it with memory on and off.'),
  ];
}

/**
 * The paired comparison: the same community performed with memory and without it.
 *
 * @param withMemory Same personas, seed and window as `withoutMemory`: everything else being equal is the point.
 * @returns A row whose value is the difference of the two shares; inside only if it is above 0.
 */
export function repeatedPairsRow(
  withMemory: CommunityRecord,
  withoutMemory: CommunityRecord,
  window: Window,
): FidelityRow {
  const on = repeatedPairs(cutOf(withMemory, window));
  const off = repeatedPairs(cutOf(withoutMemory, window));
  const sampleCount = Math.min(on.replyCount, off.replyCount);
  if (on.ratio === null || off.ratio === null) return missingRow(rise, sampleCount, needed(sampleCount));
  const [onPercent, offPercent] = [on.ratio, off.ratio].map((ratio) => (100 * ratio).toFixed(1));
  const value = on.ratio - off.ratio;
  return {
    ...rowOf(rise, value, sampleCount, `${onPercent}% with memory, ${offPercent}% without.`),
    isInside: value > 0,
  };
}

const needed = (replyCount: number): string =>
  `Needs ${fewestReplies} replies from one member to another; there are ${replyCount}.`;

/** A pair is ordered, an answer to oneself is no pair, and what was before the window is not known. */
function repeatedPairs({ posts, authorOf }: Cut): { replyCount: number; ratio: number | null } {
  const answeredBy = new Map<string, Set<string>>();
  let [replyCount, repeatedCount] = [0, 0];
  for (const { authorId, parentId } of posts) {
    const otherId = parentId === null ? undefined : authorOf.get(parentId);
    if (otherId === undefined || otherId === authorId) continue;
    const others = answeredBy.get(authorId) ?? new Set();
    answeredBy.set(authorId, others);
    replyCount += 1;
    if (others.has(otherId)) repeatedCount += 1;
    others.add(otherId);
  }
  return { replyCount, ratio: replyCount < fewestReplies ? null : repeatedCount / replyCount };
}
