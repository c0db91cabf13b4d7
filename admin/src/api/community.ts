import { Activity } from '../../../server/contract/activity.ts';
import {
  FollowPage,
  type FollowQuery,
  PostPage,
  type PostQuery,
  SocialGraph,
  Thread,
  ThreadPage,
  type ThreadQuery,
  VotePage,
} from '../../../server/contract/community.ts';
import { type ListQuery, pageOf } from '../../../server/contract/page.ts';
import { request } from './client.ts';

const CommunityActivityPage = pageOf(Activity, 'CommunityActivityPage');

export interface ActivityQuery {
  type?: string | undefined;
  botId?: string | undefined;
  /** Only activities with a lower number: how older ones are read. */
  before?: number | undefined;
  limit?: number | undefined;
}

export const fetchThreads = (query: Partial<ThreadQuery>) => request(ThreadPage, '/api/threads', { query });
export const fetchThread = (id: number, query: Partial<ListQuery> = {}) =>
  request(Thread, `/api/threads/${id}`, { query });
export const fetchPosts = (query: Partial<PostQuery>) => request(PostPage, '/api/posts', { query });
export const fetchVotes = (postId: number, query: Partial<ListQuery> = {}) =>
  request(VotePage, `/api/posts/${postId}/votes`, { query });
export const fetchFollows = (query: Partial<FollowQuery>) => request(FollowPage, '/api/follows', { query });
export const fetchGraph = () => request(SocialGraph, '/api/graph');

/** Activities of the community, newest first. */
export const fetchCommunityActivity = (query: ActivityQuery = {}) =>
  request(CommunityActivityPage, '/api/activity', { query: { ...query } });
