/** The topic of the stream that is the community's: what bots do, their settings, their budgets (BC-14). */
import { communityTypes } from '../../contract/community-activity.ts';
import type { TopicFamily } from '../../platform/live/topic-family.ts';

const own = 'community';
const types = new Set(communityTypes);

export const communityTopics: TopicFamily = {
  has: (topic) => topic === own,
  topicsOf: ({ type }) => (types.has(type) ? [own] : []),
  filterOf: () => ({ types: communityTypes }),
};
