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
/** Posts that are looked at most, the newest. Assumed: months of a calm community; more keep the reader busy for seconds. */
const mostPosts = 100_000;

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
  const fromMs = await beginning(read, nowMs - tieDays * dayMs);
  const replies: SocialGraph['replies'] = await read('community_posts as reply')
    .join('community_posts as parent', 'parent.id', 'reply.parent_id')
    .where('reply.at_ms', '>=', fromMs)
    .groupBy('reply.author_id', 'parent.author_id')
    .orderBy(['fromId', 'toId'])
    .select({ fromId: 'reply.author_id', toId: 'parent.author_id' })
    .count({ count: '*' });
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

/** @param days How many days back; fewer where the community is younger. */
export async function readFidelity(read: Knex, bots: KnownBots, days: number, nowMs: number): Promise<Fidelity> {
  const [first] = await read('community_posts').min<{ atMs: number | null }[]>({ atMs: 'at_ms' });
  const fromMs = Math.max(await beginning(read, nowMs - days * dayMs), first?.atMs ?? nowMs);
  const posts: RecordedPost[] = await read('community_posts as post')
    .where('post.at_ms', '>=', fromMs)
    .orderBy(['post.at_ms', 'post.id'])
    .select(recorded('post'));
  // Older ones only tell whom a reply answers.
  const answered: RecordedPost[] = await read('community_posts as post')
    .join('community_posts as parent', 'parent.id', 'post.parent_id')
    .where('post.at_ms', '>=', fromMs)
    .where('parent.at_ms', '<', fromMs)
    .distinct(recorded('parent'))
    .orderBy(['atMs', 'id']);
  const memberIds = [...bots.keys()];
  return fidelityOf({ memberIds, posts: [...answered, ...posts] }, { fromMs, toMs: nowMs });
}

const recorded = (table: string) => ({
  id: `${table}.id`,
  threadId: `${table}.thread_id`,
  parentId: `${table}.parent_id`,
  authorId: `${table}.author_id`,
  atMs: `${table}.at_ms`,
});

/** Compares the last posts of each bot. */
export async function readSimilarity(read: Knex, bots: KnownBots): Promise<Similarity> {
  const oldest = `SELECT id FROM community_posts WHERE author_id = member.bot_id ORDER BY id DESC LIMIT 1 OFFSET ?`;
  const rows: { author_id: string; text: string }[] = await read('community_members as member')
    .joinRaw(`JOIN community_posts AS post ON post.author_id = member.bot_id AND post.id >= COALESCE((${oldest}), 0)`, [
      recentCount - 1,
    ])
    .orderBy('post.id')
    .select('post.author_id', 'post.text');
  const known = rows.filter(({ author_id: author }) => bots.has(author));
  const byAuthor = Map.groupBy(known, ({ author_id: author }) => author);
  return similarityOf(new Map([...byAuthor].map(([author, posts]) => [author, posts.map(({ text }) => text)])));
}

/** Where to begin: the moment asked for, or a later one if there are more posts than are looked at. */
async function beginning(read: Knex, fromMs: number): Promise<number> {
  const row: { at_ms: number } | undefined = await read('community_posts')
    .orderBy('at_ms', 'desc')
    .offset(mostPosts - 1)
    .first('at_ms');
  return Math.max(fromMs, row?.at_ms ?? fromMs);
}
