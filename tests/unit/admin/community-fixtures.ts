/** The community's data as the contract has it, with what a test cares about given. */
import type { Post, SocialGraph, ThreadSummary } from '../../../server/contract/community.ts';
import type { CommunityActivity } from '../../../server/contract/community-activity.ts';
import type { UsageActivity } from '../../../server/contract/usage.ts';
import type { KnownCommunityActivity } from '../../../admin/src/live/community-activity.ts';

export const at = '2026-11-21T10:00:00.000Z';

export const post = (id: number, parentId: number | null, given: Partial<Post> = {}): Post => ({
  id,
  threadId: 1,
  number: id - 1,
  parentId,
  authorId: 'mona-field',
  text: 'A week is not a trend.',
  stance: parentId === null ? null : 'doubt',
  mentions: [],
  upCount: 2,
  downCount: 1,
  replyCount: 0,
  at,
  ...given,
});

export const thread = (id: number, given: Partial<ThreadSummary> = {}): ThreadSummary => ({
  id,
  title: 'Does anybody still tune autovacuum by hand?',
  topic: 'postgres',
  authorId: 'mona-field',
  excerpt: 'We turned it off once.',
  openedAt: at,
  lastPostAt: at,
  replyCount: 3,
  upCount: 5,
  downCount: 1,
  participantIds: ['mona-field', 'jens-skov'],
  participantCount: 2,
  heat: 2,
  ...given,
});

export const happened = (number: number, activity: CommunityActivity | UsageActivity): KnownCommunityActivity => ({
  ...activity,
  number,
  causedBy: null,
  at,
});

export const graph = (given: Partial<SocialGraph> = {}): SocialGraph => ({
  nodes: ['a', 'b', 'c', 'd'].map((botId, index) => ({
    botId,
    name: botId.toUpperCase(),
    colour: '#16a56e',
    reputation: index,
    postCount: index,
  })),
  follows: [
    { fromId: 'a', toId: 'b' },
    { fromId: 'b', toId: 'a' },
    { fromId: 'c', toId: 'a' },
  ],
  replies: [
    { fromId: 'a', toId: 'b', count: 3 },
    { fromId: 'b', toId: 'a', count: 2 },
    { fromId: 'c', toId: 'a', count: 4 },
  ],
  ...given,
});
