/** The shape of the community: who is tied to whom, how it compares with real ones, how alike its members sound. */
import type { Knex } from 'knex';
import type { Fidelity, Similarity, SocialGraph } from '../../contract/community.ts';
import type { Persona } from '../../contract/persona.ts';
import type { RecordedPost } from '../../simulation/community/fidelity.ts';
import { fidelityOf } from '../../simulation/community/fidelity.ts';
import { similarityOf } from '../../simulation/community/similarity.ts';
import { recentCount } from '../../simulation/community/world.ts';

const dayMs = 86_400_000;
/** How far back replies count as ties. */
const tieDays = 30;
/** Posts that are looked at most, the newest. Assumed: weeks of a calm community; twice as many hold up sessions by 0.2 s. */
const mostPosts = 50_000;

export type KnownBots = ReadonlyMap<string, { readonly persona: Pick<Persona, 'name' | 'avatarColour'> }>;

/** All bots, who follows whom, and who replied to whom in the last 30 days: ties between bots that there are. */
export async function readGraph(read: Knex, bots: KnownBots, nowMs: number): Promise<SocialGraph> {
  const members: { bot_id: string; reputation: number; post_count: number }[] = await read('community_members').select(
    'bot_id',
    'reputation',
    { post_count: read.raw('thread_count + reply_count') },
  );
  const follows: { fromId: string; toId: string }[] = await read('community_follows')
    .orderBy(['follower_id', 'followed_id'])
    .select({ fromId: 'follower_id', toId: 'followed_id' });
  const recent = newest(read, nowMs - tieDays * dayMs).select('author_id', 'parent_id');
  const replies = (await read(recent.as('reply'))
    .join('community_posts as parent', 'parent.id', 'reply.parent_id')
    .groupBy('reply.author_id', 'parent.author_id')
    .orderBy(['reply.author_id', 'parent.author_id'])
    .select({ fromId: 'reply.author_id', toId: 'parent.author_id' })
    .count({ count: '*' })) as SocialGraph['replies'];
  const memberOf = new Map(members.map((row) => [row.bot_id, row]));
  const isTie = ({ fromId, toId }: { fromId: string; toId: string }) =>
    fromId !== toId && bots.has(fromId) && bots.has(toId);
  const nodes = [...bots].map(([botId, { persona }]) => ({
    botId,
    name: persona.name,
    colour: persona.avatarColour,
    reputation: memberOf.get(botId)?.reputation ?? 0,
    postCount: memberOf.get(botId)?.post_count ?? 0,
  }));
  return { nodes, follows: follows.filter(isTie), replies: replies.filter(isTie) };
}

/** @param days How many days back; fewer where the community is younger, or has more posts than are looked at. */
export async function readFidelity(read: Knex, bots: KnownBots, days: number, nowMs: number): Promise<Fidelity> {
  const askedMs = nowMs - days * dayMs;
  const posts = (await newest(read, askedMs).select(recordedColumns)) as RecordedPost[];
  const [first] = await read('community_posts').min<{ atMs: number | null }[]>({ atMs: 'at_ms' });
  const oldestMs = posts.length < mostPosts ? (first?.atMs ?? nowMs) : posts.at(-1)!.atMs;
  const fromMs = Math.max(askedMs, oldestMs);
  // Older ones only tell whom a reply answers.
  const answered = (await read('community_posts')
    .whereIn('id', newest(read, fromMs).select('parent_id'))
    .where('at_ms', '<', fromMs)
    .orderBy(['at_ms', 'id'])
    .select(recordedColumns)) as RecordedPost[];
  const record = { memberIds: [...bots.keys()], posts: [...answered, ...posts.toReversed()] };
  return fidelityOf(record, { fromMs, toMs: nowMs });
}

/** Posts from a moment on, newest first, so many that looking at them does not hold up the rest. */
const newest = (read: Knex, fromMs: number): Knex.QueryBuilder =>
  read('community_posts')
    .where('at_ms', '>=', fromMs)
    .orderBy([
      { column: 'at_ms', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(mostPosts);

const recordedColumns = {
  id: 'id',
  threadId: 'thread_id',
  parentId: 'parent_id',
  authorId: 'author_id',
  atMs: 'at_ms',
};

/** Compares the last posts of each bot. */
export async function readSimilarity(read: Knex, bots: KnownBots): Promise<Similarity> {
  const oldest = `SELECT id FROM community_posts WHERE author_id = member.bot_id ORDER BY id DESC LIMIT 1 OFFSET ?`;
  const rows = (await read('community_members as member')
    .crossJoin(read.raw('community_posts AS post'))
    .where('post.author_id', read.ref('member.bot_id'))
    .whereRaw(`post.id >= COALESCE((${oldest}), 0)`, [recentCount - 1])
    .orderBy('post.id')
    .select('post.author_id', 'post.text')) as { author_id: string; text: string }[];
  const known = rows.filter(({ author_id: author }) => bots.has(author));
  const byAuthor = Map.groupBy(known, ({ author_id: author }) => author);
  return similarityOf(new Map([...byAuthor].map(([author, posts]) => [author, posts.map(({ text }) => text)])));
}
