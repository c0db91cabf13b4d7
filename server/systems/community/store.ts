/** The community in the database: events in, the world out. */
import type { Knex } from 'knex';
import { Stance } from '../../contract/community.ts';
import { upsertRows } from '../../platform/database/rows.ts';
import type { CommunityEvent, PostCreated, ThreadOpened } from '../../simulation/community/events.ts';
import type { Member } from '../../simulation/community/member.ts';
import type { WorldPost } from '../../simulation/community/thread.ts';
import { newMember } from '../../simulation/community/member.ts';
import { World, recentCount, sightMs } from '../../simulation/community/world.ts';
import { keywordsOf } from '../../simulation/community/keywords.ts';

const longestExcerpt = 240;

/** Writes what an event changed, but for the members: those are written once for all events of a transaction. */
export async function storeEvent(trx: Knex, event: CommunityEvent): Promise<void> {
  switch (event.type) {
    case 'thread.opened':
      await insertThread(trx, event);
      break;
    case 'post.created':
      await insertReply(trx, event);
      break;
    case 'vote.cast': {
      const { postId, threadId, botId, value, atMs } = event;
      const column = value === 1 ? 'up_count' : 'down_count';
      await trx('community_votes').insert({ post_id: postId, bot_id: botId, value, at_ms: atMs });
      await trx('community_posts').where({ id: postId }).increment(column, 1);
      await trx('community_threads').where({ id: threadId }).increment(column, 1);
      break;
    }
    case 'follow.started': {
      const row = { follower_id: event.botId, followed_id: event.otherId, since_ms: event.atMs };
      await trx('community_follows').insert(row).onConflict(['follower_id', 'followed_id']).ignore();
      break;
    }
    case 'follow.ended':
      await trx('community_follows').where({ follower_id: event.botId, followed_id: event.otherId }).delete();
      break;
    case 'heartbeat.ended':
      break; // Of the community it changes the member alone.
  }
}

async function insertThread(trx: Knex, event: ThreadOpened): Promise<void> {
  const { threadId, title, topic, botId, text, atMs } = event;
  const times = { opened_at_ms: atMs, last_post_at_ms: atMs };
  const excerpt = text.length <= longestExcerpt ? text : `${text.slice(0, longestExcerpt).toWellFormed()}…`;
  await trx('community_threads').insert({ id: threadId, title, topic, author_id: botId, excerpt, ...times });
  await insertPost(trx, event, { number: 0, parent_id: null, stance: null });
}

async function insertReply(trx: Knex, event: PostCreated): Promise<void> {
  const { threadId, parentId, stance, atMs } = event;
  await trx('community_threads').where({ id: threadId }).increment('reply_count', 1).update({ last_post_at_ms: atMs });
  await trx('community_posts').where({ id: parentId }).increment('reply_count', 1);
  const thread: { reply_count: number } | undefined = await trx('community_threads').where({ id: threadId }).first();
  await insertPost(trx, event, { number: thread!.reply_count, parent_id: parentId, stance });
}

async function insertPost(
  trx: Knex,
  { postId, threadId, botId, text, mentions, atMs }: ThreadOpened | PostCreated,
  place: { number: number; parent_id: number | null; stance: Stance | null },
): Promise<void> {
  const row = {
    id: postId,
    thread_id: threadId,
    author_id: botId,
    text,
    mentions: JSON.stringify(mentions),
    at_ms: atMs,
  };
  await trx('community_posts').insert({ ...row, ...place });
  for (const id of mentions) await trx('community_mentions').insert({ bot_id: id, post_id: postId });
}

/** Everybody whose figures an event may have changed. */
export function touchedBy(events: readonly CommunityEvent[]): Set<string> {
  return new Set(events.flatMap((event) => ('otherId' in event ? [event.botId, event.otherId] : [event.botId])));
}

export async function saveMembers(trx: Knex, members: readonly Member[]): Promise<void> {
  const rows = members.map((member) => ({
    bot_id: member.id,
    reputation: member.reputation,
    follower_count: member.followerCount,
    heartbeat_count: member.heartbeatCount,
    thread_count: member.threadCount,
    reply_count: member.replyCount,
    vote_count: member.voteCount,
    last_heartbeat_at_ms: member.lastHeartbeatAtMs,
    last_attentive_at_ms: member.lastAttentiveAtMs,
    last_wrote_at_ms: member.lastWroteAtMs,
  }));
  await upsertRows(trx, 'community_members', ['bot_id'], rows);
}

export interface MemberRow {
  bot_id: string;
  reputation: number;
  follower_count: number;
  heartbeat_count: number;
  thread_count: number;
  reply_count: number;
  vote_count: number;
  last_heartbeat_at_ms: number | null;
  last_attentive_at_ms: number;
  last_wrote_at_ms: number | null;
}

export interface ThreadRow {
  id: number;
  title: string;
  topic: string;
  author_id: string;
  excerpt: string;
  opened_at_ms: number;
  last_post_at_ms: number;
  reply_count: number;
  up_count: number;
  down_count: number;
}

export interface PostRow {
  id: number;
  thread_id: number;
  number: number;
  parent_id: number | null;
  author_id: string;
  text: string;
  stance: string | null;
  mentions: string;
  at_ms: number;
  reply_count: number;
  up_count: number;
  down_count: number;
}

/**
 * The world as it stands in the database, as far as it is in sight.
 *
 * @param memberIds Members that may have done nothing yet: what names them waits in their inbox all the same.
 */
export async function loadWorld(read: Knex, nowMs: number, memberIds: Iterable<string>): Promise<World> {
  const [lastThread] = await read('community_threads').max<{ id: number | null }[]>({ id: 'id' });
  const [lastPost] = await read('community_posts').max<{ id: number | null }[]>({ id: 'id' });
  const world = new World({ threadId: (lastThread?.id ?? 0) + 1, postId: (lastPost?.id ?? 0) + 1 });
  await loadMembers(read, world);
  for (const id of memberIds) world.member(id);
  await loadThreads(read, world, nowMs);
  // Threads come one after the other; what waits for a member came in the order of its posts.
  for (const { inbox } of world.members.values()) inbox.sort((one, other) => one.postId - other.postId);
  return world;
}

async function loadMembers(read: Knex, world: World): Promise<void> {
  const rows: MemberRow[] = await read('community_members').orderBy('bot_id');
  for (const row of rows) {
    const recent: { text: string; title: string | null }[] = await read('community_posts as post')
      .leftJoin('community_threads as thread', (on) => on.on('thread.id', 'post.thread_id').onNull('post.parent_id'))
      .where({ 'post.author_id': row.bot_id })
      .orderBy('post.id', 'desc')
      .limit(recentCount)
      .select('post.text', 'thread.title');
    world.members.set(row.bot_id, {
      ...memberOf(row),
      recent: recent
        .toReversed()
        .flatMap(({ title, text }) => (title === null ? [text] : [title, text]))
        .slice(-recentCount),
    });
  }
  const follows: { follower_id: string; followed_id: string; since_ms: number }[] = await read('community_follows');
  for (const { follower_id: id, followed_id: otherId, since_ms: sinceMs } of follows)
    world.members.get(id)?.following.set(otherId, sinceMs);
}

const memberOf = (row: MemberRow): Member => ({
  ...newMember(row.bot_id),
  reputation: row.reputation,
  followerCount: row.follower_count,
  heartbeatCount: row.heartbeat_count,
  threadCount: row.thread_count,
  replyCount: row.reply_count,
  voteCount: row.vote_count,
  lastHeartbeatAtMs: row.last_heartbeat_at_ms,
  lastAttentiveAtMs: row.last_attentive_at_ms,
  lastWroteAtMs: row.last_wrote_at_ms,
});

async function loadThreads(read: Knex, world: World, nowMs: number): Promise<void> {
  const inSight = read('community_threads').where('last_post_at_ms', '>=', nowMs - sightMs);
  const threads: ThreadRow[] = await inSight.clone().orderBy('id');
  const posts: PostRow[] = await read('community_posts')
    .whereIn('thread_id', inSight.clone().select('id'))
    .orderBy(['thread_id', 'number']);
  const votes: { post_id: number; bot_id: string; value: 1 | -1 }[] = await read('community_votes')
    .whereIn('post_id', read('community_posts').whereIn('thread_id', inSight.clone().select('id')).select('id'))
    .orderBy(['at_ms', 'bot_id']);
  const byThread = Map.groupBy(posts.map(postOf), ({ threadId }) => threadId);
  const votesOf = Map.groupBy(votes, ({ post_id: postId }) => postId);
  for (const row of threads) {
    const own = byThread.get(row.id) ?? [];
    for (const post of own) for (const { bot_id: id, value } of votesOf.get(post.id) ?? []) post.votes.set(id, value);
    world.restore({
      id: row.id,
      title: row.title,
      topic: row.topic,
      authorId: row.author_id,
      posts: own,
      keywords: keywordsOf(`${row.title} ${row.topic} ${own[0]?.text ?? ''}`),
      openedAtMs: row.opened_at_ms,
      lastPostAtMs: row.last_post_at_ms,
      upCount: row.up_count,
      downCount: row.down_count,
    });
  }
}

const postOf = (row: PostRow): WorldPost => ({
  id: row.id,
  threadId: row.thread_id,
  number: row.number,
  parentId: row.parent_id,
  authorId: row.author_id,
  text: row.text,
  stance: row.stance === null ? null : Stance.parse(row.stance),
  mentions: JSON.parse(row.mentions) as string[],
  atMs: row.at_ms,
  votes: new Map(),
  replyCount: row.reply_count,
});
