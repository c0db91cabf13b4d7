/** Posts, votes and follows from the database. */
import type { Knex } from 'knex';
import type { Follow, FollowQuery, Post, PostQuery, Vote } from '../../contract/community.ts';
import type { ListQuery, Page } from '../../contract/page.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { FollowRow, VoteRow } from './reading-rows.ts';
import { followOf, postOf, voteOf } from './reading-rows.ts';
import type { PostRow } from './store.ts';

/** A page of posts, newest first. */
export async function listPosts(read: Knex, query: PostQuery): Promise<Page<Post & { threadTitle: string }>> {
  const { limit, offset } = query;
  const total = await countOf(matchingPosts(read, query));
  const rows = (await matchingPosts(read, query)
    .join('community_threads as thread', 'thread.id', 'post.thread_id')
    .select('post.*', { thread_title: 'thread.title' })
    .orderBy(query.mentionedId === undefined ? 'post.id' : 'mention.post_id', 'desc')
    .limit(limit)
    .offset(offset)) as (PostRow & { thread_title: string })[];
  const items = rows.map(({ thread_title: threadTitle, ...row }) => ({ ...postOf(row), threadTitle }));
  return { items, total, limit, offset };
}

function matchingPosts(read: Knex, { authorId, mentionedId }: PostQuery): Knex.QueryBuilder {
  const query = read('community_posts as post');
  if (authorId !== undefined) void query.where('post.author_id', authorId);
  if (mentionedId !== undefined)
    void query.join('community_mentions as mention', 'mention.post_id', 'post.id').where('mention.bot_id', mentionedId);
  return query;
}

/** The votes for a post, in the order in which they were cast. @throws {ClaqueError} not-found. */
export async function listVotes(read: Knex, postId: number, { limit, offset }: ListQuery): Promise<Page<Vote>> {
  const post: unknown = await read('community_posts').where({ id: postId }).first('id');
  if (!post) throw new ClaqueError('not-found', `There is no post ${postId}; GET /api/posts lists them.`);
  const matching = () => read('community_votes').where({ post_id: postId });
  const rows: VoteRow[] = await matching().orderBy(['at_ms', 'bot_id']).limit(limit).offset(offset);
  return { items: rows.map(voteOf), total: await countOf(matching()), limit, offset };
}

/** Who follows whom, newest first. */
export async function listFollows(read: Knex, query: FollowQuery): Promise<Page<Follow>> {
  const { followerId, followedId, limit, offset } = query;
  const matching = () => {
    const follows = read('community_follows');
    if (followerId !== undefined) void follows.where('follower_id', followerId);
    if (followedId !== undefined) void follows.where('followed_id', followedId);
    return follows;
  };
  const order = [{ column: 'since_ms', order: 'desc' }, { column: 'follower_id' }, { column: 'followed_id' }];
  const rows: FollowRow[] = await matching().orderBy(order).limit(limit).offset(offset);
  return { items: rows.map(followOf), total: await countOf(matching()), limit, offset };
}

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [counted] = (await query.count({ total: '*' })) as { total: number }[];
  return counted?.total ?? 0;
}
