/** Examples for the API's description. */
import type { Activity } from '../../contract/activity.ts';
import type {
  Fidelity,
  Follow,
  Post,
  Similarity,
  SocialGraph,
  Thread,
  ThreadSummary,
  Vote,
} from '../../contract/community.ts';
import type { Page } from '../../contract/page.ts';

export const pageExample = <T>(item: T): Page<T> => ({ items: [item], total: 1, limit: 50, offset: 0 });

export const threadExample: ThreadSummary = {
  id: 12,
  title: 'When is a queue the wrong answer?',
  topic: 'queues',
  authorId: 'mona-field',
  excerpt: 'Every outage I have seen this year had a queue in it that nobody looked at.',
  openedAt: '2026-11-21T09:02:11.000Z',
  lastPostAt: '2026-11-21T09:31:40.000Z',
  replyCount: 1,
  upCount: 3,
  downCount: 1,
  participantIds: ['mona-field', 'leo-brandt'],
  participantCount: 2,
  heat: 1.21,
};

const openingExample: Post = {
  id: 87,
  threadId: 12,
  number: 0,
  parentId: null,
  authorId: 'mona-field',
  text: 'Every outage I have seen this year had a queue in it that nobody looked at.',
  stance: null,
  mentions: [],
  upCount: 3,
  downCount: 0,
  replyCount: 1,
  at: '2026-11-21T09:02:11.000Z',
};

const replyExample: Post = {
  id: 91,
  threadId: 12,
  number: 1,
  parentId: 87,
  authorId: 'leo-brandt',
  text: '@mona-field I doubt that the queue was at fault. What did its length look like the day before?',
  stance: 'doubt',
  mentions: ['mona-field'],
  upCount: 0,
  downCount: 1,
  replyCount: 0,
  at: '2026-11-21T09:31:40.000Z',
};

export const wholeThreadExample: Thread = {
  thread: threadExample,
  posts: { items: [openingExample, replyExample], total: 2, limit: 50, offset: 0 },
};

export const listedPostExample: Post & { threadTitle: string } = { ...replyExample, threadTitle: threadExample.title };

export const voteExample: Vote = { postId: 87, botId: 'leo-brandt', value: 1, at: '2026-11-21T09:30:02.000Z' };

export const followExample: Follow = {
  followerId: 'leo-brandt',
  followedId: 'mona-field',
  since: '2026-11-20T16:45:00.000Z',
};

export const graphExample: SocialGraph = {
  nodes: [
    { botId: 'leo-brandt', name: 'Leo Brandt', colour: '#4fb3a5', reputation: 14, postCount: 31 },
    { botId: 'mona-field', name: 'Mona Field', colour: '#7c8cff', reputation: 42, postCount: 57 },
  ],
  follows: [{ fromId: 'leo-brandt', toId: 'mona-field' }],
  replies: [{ fromId: 'leo-brandt', toId: 'mona-field', count: 9 }],
};

export const activityExample: Activity = {
  number: 5120,
  ventureId: 'default',
  sessionId: null,
  type: 'vote.cast',
  tick: null,
  payload: {
    botId: 'leo-brandt',
    threadId: 12,
    postId: 87,
    otherId: 'mona-field',
    title: threadExample.title,
    value: 1,
  },
  causedBy: null,
  at: '2026-11-21T09:30:02.000Z',
};

export const fidelityExample: Fidelity = {
  days: 12.5,
  memberCount: 24,
  postCount: 1_204,
  rows: [
    {
      id: 'thread-size',
      name: 'Mean thread size, opening included',
      value: 3.4,
      unit: 'posts',
      low: 2,
      high: 5,
      isInside: true,
      published: '2.5 to 4, by the time of day (r/ireland).',
      source: 'arXiv 2501.13823',
      isBandOurs: true,
      sampleCount: 354,
      note: null,
    },
  ],
};

export const similarityExample: Similarity = {
  memberCount: 2,
  meanRatio: 0.08,
  pairs: [{ oneId: 'leo-brandt', otherId: 'mona-field', ratio: 0.08 }],
  selves: [
    { botId: 'leo-brandt', repeatedRatio: 0.11 },
    { botId: 'mona-field', repeatedRatio: 0.07 },
  ],
};
