/** The list of threads: how it is sorted, exported, and how hot a thread is beside the hottest. Pure. */
import type { ThreadQuery, ThreadSummary } from '../../../../server/contract/community.ts';
import { toCsv } from '../../csv.ts';

export type ThreadSort = ThreadQuery['sort'];

export const sortOptions = [
  { value: 'hot', label: 'Hot', hint: 'As the feed ranks them' },
  { value: 'new', label: 'New', hint: 'Opened last comes first' },
  { value: 'top', label: 'Top', hint: 'By votes' },
] as const satisfies readonly { value: ThreadSort; label: string; hint: string }[];

export const sortOf = (value: string | null): ThreadSort =>
  sortOptions.find((option) => option.value === value)?.value ?? 'hot';

/** A thread's heat as a share of the hottest one's, 0 to 1. */
export function heatRatio(thread: ThreadSummary, threads: readonly ThreadSummary[]): number {
  const hottest = Math.max(0, ...threads.map(({ heat }) => heat));
  return hottest > 0 ? Math.max(0, thread.heat) / hottest : 0;
}

export function threadsCsv(threads: readonly ThreadSummary[], nameOf: (id: string) => string): string {
  return toCsv(
    [
      'id',
      'title',
      'topic',
      'author',
      'replies',
      'votes_up',
      'votes_down',
      'participants',
      'heat',
      'opened_at',
      'last_post_at',
    ],
    threads.map((thread) => [
      thread.id,
      thread.title,
      thread.topic,
      nameOf(thread.authorId),
      thread.replyCount,
      thread.upCount,
      thread.downCount,
      thread.participantCount,
      Number(thread.heat.toFixed(4)),
      thread.openedAt,
      thread.lastPostAt,
    ]),
  );
}
