/** What reading the community computes: pure. */
import type { ThreadSummary } from '../../contract/community.ts';
import { heatOf } from '../../simulation/community/feed.ts';
import { sightMs } from '../../simulation/community/world.ts';

/** What the heat of a thread depends on, as its row has it. */
export interface ThreadFigures {
  readonly opened_at_ms: number;
  readonly last_post_at_ms: number;
  readonly reply_count: number;
  readonly up_count: number;
  readonly down_count: number;
}

/** The oldest last post, in ms since 1970, of a thread that is still in sight. */
export const sightBeganMs = (nowMs: number): number => nowMs - sightMs;

/** Heat as the feed has it; 0 for a thread that has gone out of sight. */
export function heatNow(thread: ThreadFigures, nowMs: number): ThreadSummary['heat'] {
  if (thread.last_post_at_ms < sightBeganMs(nowMs)) return 0;
  const { opened_at_ms: openedAtMs, reply_count: replyCount, up_count: upCount, down_count: downCount } = thread;
  return heatOf({ openedAtMs, replyCount, upCount, downCount }, nowMs);
}

/** The ids of threads, hottest first; the newer one where two are as hot, as in the feed. */
export function hottestFirst(threads: readonly (ThreadFigures & { readonly id: number })[], nowMs: number): number[] {
  return threads
    .map((thread) => ({ id: thread.id, heat: heatNow(thread, nowMs) }))
    .sort((one, other) => other.heat - one.heat || other.id - one.id)
    .map(({ id }) => id);
}

/**
 * What to look for with `LIKE … ESCAPE '\'`, one pattern for each word: all have to match.
 *
 * @param search Words between blanks; what `LIKE` would take as a wildcard stands for itself.
 */
export const wordPatterns = (search: string): string[] =>
  search
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${likeText(word)}%`);

/** A text of which `LIKE … ESCAPE '\'` takes every character for itself. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
