/** What the community wrote (BC-3). Reads its tables; it belongs to the venture `default` alone. */
import type { Knex } from 'knex';
import { defaultVentureId } from '../../../contract/vocabulary.ts';
import type { BotName } from './heartbeats.ts';
import { daily, dayIndex, dayMs, spanBefore } from './days.ts';
import type { DataReader } from './datum.ts';

export interface CommunityData {
  /** Posts by 24 hours, oldest first; opening posts count. */
  readonly posts: readonly number[];
  readonly threads: readonly number[];
  /** Threads opened in those 24 hours that nobody had answered within a day, or by now. */
  readonly unanswered: readonly number[];
  /** Every bot, with what it wrote in the last seven days; most first. */
  readonly authors: readonly { readonly botId: string; readonly name: string; readonly postCount: number }[];
  /** Topics of the last 28 days, the longest quiet first. */
  readonly topics: readonly TopicData[];
}

export interface TopicData {
  readonly topic: string;
  readonly postCount: number;
  readonly lastPostAtMs: number;
}

export function communityReader(read: Knex, bots: readonly BotName[]): DataReader<CommunityData> {
  return async ({ ventureId, atMs }) => {
    if (ventureId !== defaultVentureId) return { missing: 'This venture has no community of its own.' };
    const { fromMs, toMs } = spanBefore(atMs);
    const posts = (await read.raw(
      `SELECT ${dayIndex('at_ms')} AS day, count(*) AS count FROM community_posts
       WHERE at_ms >= ? AND at_ms < ? GROUP BY 1`,
      [fromMs, fromMs, toMs],
    )) as { day: number; count: number }[];
    if (posts.length === 0) return { missing: 'Nobody has written in the community in the last 28 days.' };
    const threads = (await read.raw(
      `SELECT ${dayIndex('t.opened_at_ms')} AS day, count(*) AS count, sum(NOT EXISTS (
         SELECT 1 FROM community_posts p WHERE p.thread_id = t.id AND p.number > 1 AND p.at_ms < ?
           AND p.at_ms < t.opened_at_ms + ${dayMs})) AS unanswered
       FROM community_threads t WHERE t.opened_at_ms >= ? AND t.opened_at_ms < ? GROUP BY 1`,
      [fromMs, toMs, fromMs, toMs],
    )) as { day: number; count: number; unanswered: number }[];
    const written = (await read.raw(
      `SELECT author_id AS botId, count(*) AS postCount FROM community_posts
       WHERE at_ms >= ? AND at_ms < ? GROUP BY author_id`,
      [toMs - 7 * dayMs, toMs],
    )) as { botId: string; postCount: number }[];
    const topics = (await read.raw(
      `SELECT t.topic, count(*) AS postCount, max(p.at_ms) AS lastPostAtMs
       FROM community_posts p JOIN community_threads t ON t.id = p.thread_id
       WHERE p.at_ms >= ? AND p.at_ms < ? GROUP BY t.topic ORDER BY lastPostAtMs, t.topic`,
      [fromMs, toMs],
    )) as TopicData[];
    const authors = bots.map(({ id, name }) => ({
      botId: id,
      name,
      postCount: written.find(({ botId }) => botId === id)?.postCount ?? 0,
    }));
    return {
      value: {
        posts: daily(posts, (row) => row.count),
        threads: daily(threads, (row) => row.count),
        unanswered: daily(threads, (row) => row.unanswered),
        authors: authors.toSorted((one, other) => other.postCount - one.postCount),
        topics,
      },
    };
  };
}
