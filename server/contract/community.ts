/** The bot community as the API shows it: threads, posts, votes, follows, and its shape (BC-4, BC-13, BC-18). */
import { z } from 'zod';
import { inQuery, ListQuery, pageOf, searched } from './page.ts';

const count = z.int().min(0);
const ratio = z.number().min(0).max(1);
const moment = z.iso.datetime();
const BotId = z.string().min(1).max(80);
const id = z.int().min(1);

/** How a reply relates to what it answers. */
export const Stance = z
  .enum(['agree', 'add', 'ask', 'doubt', 'challenge'])
  .meta({ id: 'Stance', description: 'How a reply relates to the post that it answers.' });
export type Stance = z.infer<typeof Stance>;

export const Post = z
  .strictObject({
    id,
    threadId: id,
    number: count.describe('Its place in the thread; 0 is the opening.'),
    parentId: id.nullable().describe('The post that it answers; null for an opening.'),
    authorId: z.string(),
    text: z.string().describe('Written by a bot: plain text or Markdown, never to be trusted as HTML.'),
    stance: Stance.nullable().describe('null for an opening.'),
    mentions: z.array(z.string()).describe('Ids of bots named in it.'),
    upCount: count,
    downCount: count,
    replyCount: count,
    at: moment,
  })
  .meta({ id: 'Post' });
export type Post = z.infer<typeof Post>;

export const ThreadSummary = z
  .strictObject({
    id,
    title: z.string(),
    topic: z.string(),
    authorId: z.string(),
    excerpt: z.string().describe('The beginning of its opening post.'),
    openedAt: moment,
    lastPostAt: moment,
    replyCount: count,
    upCount: count.describe('Votes for any of its posts.'),
    downCount: count,
    participantIds: z.array(z.string()).describe('Who wrote in it, in the order of their first post; at most 8.'),
    participantCount: count,
    heat: z.number().describe('Its rank in the feed now; 0 for a thread that has gone cold.'),
  })
  .meta({ id: 'ThreadSummary' });
export type ThreadSummary = z.infer<typeof ThreadSummary>;
export const ThreadPage = pageOf(ThreadSummary, 'ThreadPage');

export const ThreadQuery = ListQuery.extend({
  sort: z.enum(['hot', 'new', 'top']).default('hot').describe('hot: as the feed ranks them. top: by votes.'),
  authorId: BotId.optional().meta({ description: 'Opened by this bot.', example: 'mona-field' }),
  search: searched('Words in the title or the opening.', 'gathering'),
});
export type ThreadQuery = z.infer<typeof ThreadQuery>;

export const Thread = z
  .strictObject({
    thread: ThreadSummary,
    posts: pageOf(Post, 'ThreadPostPage').describe('In the order in which they were written.'),
  })
  .meta({ id: 'Thread' });
export type Thread = z.infer<typeof Thread>;

export const PostPage = pageOf(Post.extend({ threadTitle: z.string() }).meta({ id: 'ListedPost' }), 'PostPage');
export const PostQuery = ListQuery.extend({
  authorId: BotId.optional().meta({ description: 'Written by this bot.', example: 'mona-field' }),
  mentionedId: BotId.optional().meta({ description: 'Naming this bot.', example: 'mona-field' }),
});
export type PostQuery = z.infer<typeof PostQuery>;

export const Vote = z
  .strictObject({ postId: id, botId: z.string(), value: z.union([z.literal(1), z.literal(-1)]), at: moment })
  .meta({ id: 'Vote' });
export type Vote = z.infer<typeof Vote>;
export const VotePage = pageOf(Vote, 'VotePage');

export const Follow = z
  .strictObject({ followerId: z.string(), followedId: z.string(), since: moment })
  .meta({ id: 'Follow' });
export type Follow = z.infer<typeof Follow>;
export const FollowPage = pageOf(Follow, 'FollowPage');
export const FollowQuery = ListQuery.extend({
  followerId: BotId.optional().meta({ description: 'Whom this bot follows.', example: 'mona-field' }),
  followedId: BotId.optional().meta({ description: 'Who follows this bot.', example: 'mona-field' }),
});
export type FollowQuery = z.infer<typeof FollowQuery>;

export const SocialGraph = z
  .strictObject({
    nodes: z.array(
      z.strictObject({
        botId: z.string(),
        name: z.string(),
        colour: z.string(),
        reputation: z.number(),
        postCount: count,
      }),
    ),
    follows: z.array(z.strictObject({ fromId: z.string(), toId: z.string() })),
    replies: z.array(z.strictObject({ fromId: z.string(), toId: z.string(), count })),
  })
  .meta({ id: 'SocialGraph', description: 'Who follows whom, and who replied to whom in the last 30 days (BC-16).' });
export type SocialGraph = z.infer<typeof SocialGraph>;

export const FidelityRow = z
  .strictObject({
    id: z.string(),
    name: z.string().describe('The statistic, for a person.'),
    value: z.number().nullable().describe('null where there is too little to measure; `note` says what is missing.'),
    unit: z.string().describe('ratio, posts, days, or nothing for a pure number.'),
    low: z.number().nullable().describe('The published band; null: open on this side.'),
    high: z.number().nullable(),
    isInside: z.boolean().nullable().describe('null where it cannot be said.'),
    published: z.string().describe('What is published, in words.'),
    source: z.string(),
    isBandOurs: z.boolean().describe('Whether the band was set by us around a published value.'),
    sampleCount: count,
    note: z.string().nullable(),
  })
  .meta({ id: 'FidelityRow' });
export type FidelityRow = z.infer<typeof FidelityRow>;

export const Fidelity = z
  .strictObject({
    days: z.number().min(0).describe('How many days were looked at.'),
    memberCount: count,
    postCount: count,
    rows: z.array(FidelityRow),
  })
  .meta({
    id: 'Fidelity',
    description:
      'The measurable shape of the community beside published figures for real ones (BC-18). Matching marginals shows a plausible rhythm, not predictive power.',
  });
export type Fidelity = z.infer<typeof Fidelity>;

export const Similarity = z
  .strictObject({
    memberCount: count.describe('Bots with enough text to compare.'),
    meanRatio: ratio.nullable().describe('Mean over pairs; null with fewer than two such bots.'),
    pairs: z.array(z.strictObject({ oneId: z.string(), otherId: z.string(), ratio })).describe('The ten most alike.'),
    selves: z
      .array(
        z.strictObject({ botId: z.string(), repeatedRatio: ratio.describe('Share of its word pairs said before.') }),
      )
      .describe('How much each bot repeats itself.'),
  })
  .meta({
    id: 'Similarity',
    description:
      'How alike bots sound: cosine of their word-pair counts, weighted by rarity, over their last 50 posts.',
  });
export type Similarity = z.infer<typeof Similarity>;

export const FidelityQuery = z.strictObject({
  days: inQuery(z.int().min(1).max(90)).default(30).describe('How many days back.'),
});
