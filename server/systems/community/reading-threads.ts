/** Threads from the database: lists in three orders, and one with its posts. */
import type { Knex } from 'knex';
import type { Post, Thread, ThreadQuery, ThreadSummary } from '../../contract/community.ts';
import type { ListQuery, Page } from '../../contract/page.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Participants } from './reading-rows.ts';
import { postOf, threadOf } from './reading-rows.ts';
import type { ThreadFigures } from './rules.ts';
import { hottestFirst, sightBeganMs, wordPatterns } from './rules.ts';
import type { PostRow, ThreadRow } from './store.ts';

/** Participants that a summary names. */
const namedCount = 8;
/** Threads ranked by heat at most, those with the newest posts. Assumed; more cost a list more than 50 ms. */
const rankedCount = 10_000;

const newestPostFirst = [
  { column: 'last_post_at_ms', order: 'desc' },
  { column: 'id', order: 'desc' },
];

/** A page of threads. */
export async function listThreads(read: Knex, query: ThreadQuery, nowMs: number): Promise<Page<ThreadSummary>> {
  const { limit, offset } = query;
  const [counted] = (await matching(read, query).count({ total: '*' })) as { total: number }[];
  const rows = await (query.sort === 'hot' ? hotRows(read, query, nowMs) : sortedRows(read, query));
  return { items: await summaries(read, rows, nowMs), total: counted?.total ?? 0, limit, offset };
}

/** A thread and a page of its posts, in the order in which they were written. @throws {ClaqueError} not-found. */
export async function showThread(read: Knex, id: number, { limit, offset }: ListQuery, nowMs: number): Promise<Thread> {
  const row: ThreadRow | undefined = await read('community_threads').where({ id }).first();
  if (!row) throw new ClaqueError('not-found', `There is no thread ${id}; GET /api/threads lists them.`);
  const [thread] = await summaries(read, [row], nowMs);
  const posts: PostRow[] = await read('community_posts')
    .where({ thread_id: id })
    .orderBy('number')
    .limit(limit)
    .offset(offset);
  const items: Post[] = posts.map(postOf);
  return { thread: thread!, posts: { items, total: row.reply_count + 1, limit, offset } };
}

function matching(read: Knex, { authorId, search }: ThreadQuery): Knex.QueryBuilder {
  const query = read('community_threads');
  if (authorId !== undefined) void query.where('author_id', authorId);
  const opening = `SELECT 1 FROM community_posts WHERE thread_id = community_threads.id AND number = 0`;
  for (const pattern of wordPatterns(search ?? ''))
    void query.whereRaw(`(title LIKE ? ESCAPE '\\' OR EXISTS (${opening} AND text LIKE ? ESCAPE '\\'))`, [
      pattern,
      pattern,
    ]);
  return query;
}

function sortedRows(read: Knex, query: ThreadQuery): Promise<ThreadRow[]> {
  const { sort, limit, offset } = query;
  const rows = matching(read, query);
  if (sort === 'top') void rows.orderByRaw('(up_count - down_count) DESC');
  return rows.orderBy('id', 'desc').limit(limit).offset(offset) as unknown as Promise<ThreadRow[]>;
}

/**
 * Those in sight by their heat now, which only time can tell; after them the colder ones by their last post. Both are
 * the beginning and the end of one order by last post, so the colder ones begin where those in sight end.
 */
async function hotRows(read: Knex, query: ThreadQuery, nowMs: number): Promise<ThreadRow[]> {
  const { limit, offset } = query;
  const inSight = (await matching(read, query)
    .where('last_post_at_ms', '>=', sightBeganMs(nowMs))
    .orderBy(newestPostFirst)
    .limit(rankedCount)
    .select('id', 'opened_at_ms', 'last_post_at_ms', 'reply_count', 'up_count', 'down_count')) as (ThreadFigures & {
    id: number;
  })[];
  const ids = hottestFirst(inSight, nowMs).slice(offset, offset + limit);
  const hot = (await read('community_threads').whereIn('id', ids)) as ThreadRow[];
  const byId = new Map(hot.map((row) => [row.id, row]));
  const ranked = ids.map((id) => byId.get(id)!);
  if (ids.length === limit) return ranked;
  const colder = (await matching(read, query)
    .orderBy(newestPostFirst)
    .limit(limit - ids.length)
    .offset(Math.max(offset, inSight.length))) as ThreadRow[];
  return [...ranked, ...colder];
}

async function summaries(read: Knex, rows: readonly ThreadRow[], nowMs: number): Promise<ThreadSummary[]> {
  const participants = await participantsOf(
    read,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => threadOf(row, participants.get(row.id) ?? { ids: [], count: 0 }, nowMs));
}

async function participantsOf(read: Knex, threadIds: readonly number[]): Promise<Map<number, Participants>> {
  const rows = (await read('community_posts')
    .whereIn('thread_id', [...threadIds])
    .groupBy('thread_id', 'author_id')
    .select('thread_id', 'author_id')
    .min({ first: 'number' })
    .orderBy(['thread_id', 'first'])) as { thread_id: number; author_id: string }[];
  const byThread = Map.groupBy(rows, ({ thread_id: id }) => id);
  const participants = [...byThread].map(([id, own]): [number, Participants] => [
    id,
    { ids: own.slice(0, namedCount).map(({ author_id: author }) => author), count: own.length },
  ]);
  return new Map(participants);
}
