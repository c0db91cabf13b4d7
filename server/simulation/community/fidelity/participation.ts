/** Who writes at all, and how much of it the busiest write. */
import type { FidelityRow } from '../../../contract/community.ts';
import type { Cut } from './record.ts';
import { dayMs } from './record.ts';
import type { Statistic } from './row.ts';
import { missingRow, rowOf } from './row.ts';
import { topShare } from './top-share.ts';

const weekMs = 7 * dayMs;
/** Fewer posts, and the busiest hold much of them by chance alone. Assumed. */
const fewestPosts = 30;

const silent: Statistic = {
  id: 'silent-members',
  name: 'Members who write nothing in seven days',
  unit: 'ratio',
  low: 0.8,
  high: 0.95,
  isBandOurs: true,
  published: '90 of 100 lurk, 9 write now and then, 1 writes most; in newer, smaller communities 23 to 33% are active.',
  source: 'Nielsen, nngroup.com (2006); review of the 1% rule (2020)',
};

const topHundredth: Statistic = {
  id: 'posts-of-top-hundredth',
  name: 'Share of posts by the busiest 1% of members',
  unit: 'ratio',
  low: 0.2,
  high: null,
  isBandOurs: true,
  published: '1 of 100 writes most of what is written.',
  source: 'Nielsen, nngroup.com (2006)',
};

const topTenth: Statistic = {
  id: 'posts-of-top-tenth',
  name: 'Share of posts by the busiest tenth of members',
  unit: 'ratio',
  low: 0.7,
  high: 0.9,
  isBandOurs: true,
  published: 'The busiest tenth of users write 80% of tweets.',
  source: 'Pew Research Center (2019)',
};

export const participationRows = (cut: Cut): FidelityRow[] => [
  silentRow(cut),
  topRow(topHundredth, cut, 0.01, 100),
  topRow(topTenth, cut, 0.1, 20),
];

/** The mean over whole weeks, counted back from the window's end. */
function silentRow({ memberIds, posts, fromMs, toMs }: Cut): FidelityRow {
  const weekCount = Math.floor((toMs - fromMs) / weekMs);
  if (weekCount < 1) return missingRow(silent, memberIds.length, 'Needs seven days.');
  if (memberIds.length === 0) return missingRow(silent, 0, 'Needs members.');
  const writers = Array.from({ length: weekCount }, () => new Set<string>());
  for (const { authorId, atMs } of posts) writers[Math.ceil((toMs - atMs) / weekMs) - 1]?.add(authorId);
  const writing = writers.reduce((sum, { size }) => sum + size, 0);
  const note = weekCount === 1 ? 'Of one week.' : `The mean of ${weekCount} weeks.`;
  return rowOf(silent, 1 - writing / (weekCount * memberIds.length), memberIds.length, note);
}

function topRow(statistic: Statistic, { memberIds, posts }: Cut, ratio: number, fewestMembers: number): FidelityRow {
  if (memberIds.length < fewestMembers) {
    return missingRow(statistic, memberIds.length, `Needs ${fewestMembers} members; there are ${memberIds.length}.`);
  }
  if (posts.length < fewestPosts) {
    return missingRow(statistic, memberIds.length, `Needs ${fewestPosts} posts; there are ${posts.length}.`);
  }
  const counts = new Map(memberIds.map((id) => [id, 0]));
  for (const { authorId } of posts) counts.set(authorId, counts.get(authorId)! + 1);
  return rowOf(statistic, topShare([...counts.values()], ratio), memberIds.length);
}
