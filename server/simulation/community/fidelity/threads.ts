/** How many posts are answered, and how long threads grow. */
import type { FidelityRow } from '../../../contract/community.ts';
import { mean } from '../../../kernel/statistics.ts';
import type { Cut } from './record.ts';
import type { Statistic } from './row.ts';
import { missingRow, rowOf } from './row.ts';
import { topShare } from './top-share.ts';

/** Assumed; below, one thread more or less moves the figure across its band. */
const fewestPosts = 30;
const fewestThreads = 10;
/** One percent of fewer threads is not a thread. */
const fewestForTail = 100;

const unanswered: Statistic = {
  id: 'posts-without-reply',
  name: 'Posts that nobody answers',
  unit: 'ratio',
  low: 0.5,
  high: 0.7,
  isBandOurs: true,
  published: '58 to 62% of posts start no discussion (r/ireland).',
  source: 'arXiv 2501.13823',
};

const size: Statistic = {
  id: 'thread-size',
  name: 'Mean thread size, opening included',
  unit: 'posts',
  low: 2,
  high: 5,
  isBandOurs: true,
  published: '2.5 to 4, by the time of day (r/ireland).',
  source: 'arXiv 2501.13823',
};

const tail: Statistic = {
  id: 'thread-tail',
  name: 'Share of replies in the longest 1% of threads',
  unit: 'ratio',
  low: 0.15,
  high: null,
  isBandOurs: true,
  published: 'Thread sizes follow a power law with a cut-off; exponents differ between places.',
  source: 'arXiv 1810.10881',
};

export function threadRows(cut: Cut): FidelityRow[] {
  const sizes = threadSizes(cut);
  return [unansweredRow(cut), sizeRow(sizes), tailRow(sizes)];
}

function unansweredRow({ posts }: Cut): FidelityRow {
  if (posts.length < fewestPosts) {
    return missingRow(unanswered, posts.length, `Needs ${fewestPosts} posts; there are ${posts.length}.`);
  }
  const answered = new Set(posts.map(({ parentId }) => parentId));
  const openings = posts.filter(({ parentId }) => parentId === null);
  const ratioOf = (some: Cut['posts']): number => some.filter(({ id }) => !answered.has(id)).length / some.length;
  const ofOpenings = openings.length === 0 ? '' : ` Of openings alone: ${Math.round(100 * ratioOf(openings))}%.`;
  const note = `The source tells posts from comments; here every post counts.${ofOpenings} The newest may yet be answered.`;
  return rowOf(unanswered, ratioOf(posts), posts.length, note);
}

/** Posts of each thread that was opened in the window: older ones are seen in part only. */
function threadSizes({ posts }: Cut): number[] {
  const sizes = new Map<number, number>();
  for (const { threadId, parentId } of posts) if (parentId === null) sizes.set(threadId, 0);
  for (const { threadId } of posts) {
    const known = sizes.get(threadId);
    if (known !== undefined) sizes.set(threadId, known + 1);
  }
  return [...sizes.values()];
}

function sizeRow(sizes: readonly number[]): FidelityRow {
  if (sizes.length < fewestThreads) {
    return missingRow(size, sizes.length, `Needs ${fewestThreads} threads; there are ${sizes.length}.`);
  }
  return rowOf(size, mean(sizes), sizes.length, 'Threads that were opened in this time.');
}

function tailRow(sizes: readonly number[]): FidelityRow {
  if (sizes.length < fewestForTail) {
    return missingRow(tail, sizes.length, `Needs ${fewestForTail} threads; there are ${sizes.length}.`);
  }
  const replies = sizes.map((count) => count - 1);
  if (replies.every((count) => count === 0)) return missingRow(tail, sizes.length, 'Needs replies; there are none.');
  return rowOf(tail, topShare(replies, 0.01), sizes.length, 'Threads that were opened in this time.');
}
