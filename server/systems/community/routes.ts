/** Routes that show the community. A list of declarations. */
import { z } from 'zod';
import { Activity } from '../../contract/activity.ts';
import {
  FollowPage,
  FollowQuery,
  PostPage,
  PostQuery,
  SocialGraph,
  Thread,
  ThreadPage,
  ThreadQuery,
  VotePage,
} from '../../contract/community.ts';
import { ListQuery, inQuery, pageOf } from '../../contract/page.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import {
  activityExample,
  followExample,
  graphExample,
  listedPostExample,
  pageExample,
  threadExample,
  voteExample,
  wholeThreadExample,
} from './examples.ts';
import { CommunityActivityQuery, lookedThroughCount } from './reading-activity.ts';
import type { CommunityReading } from './reading.ts';
import { shapeRoutes } from './routes-shape.ts';

const idOf = (what: string) => z.strictObject({ id: inQuery(z.int().min(1)).meta({ description: what, example: 1 }) });
const tags = ['community'];

export interface CommunityRouteSources {
  readonly reading: CommunityReading;
}

export const communityRoutes = (sources: CommunityRouteSources): Route[] => [
  ...threadRoutes(sources),
  ...postRoutes(sources),
  ...tieRoutes(sources),
  ...activityRoutes(sources),
  ...shapeRoutes(sources),
];

function threadRoutes({ reading }: CommunityRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/threads',
      summary: 'List threads',
      description:
        'Sorted `hot`: by (1 + (replies + votes for − votes against)^0.65) / (hours since the opening + 2)^1.2, and after those the threads without a post in the last 72 hours, newest post first; `new`: newest first; `top`: by votes for less votes against. A search finds threads that hold every word, in the title or in the opening.',
      tags,
      access: ofDefaultVenture('read'),
      query: ThreadQuery,
      responses: {
        200: { description: 'A page of threads.', schema: ThreadPage, example: pageExample(threadExample) },
      },
      handle: async ({ query }) => ok(await reading.threads(query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/threads/{id}',
      summary: 'Show a thread',
      description: 'The thread and a page of its posts, in the order in which they were written.',
      tags,
      access: ofDefaultVenture('read'),
      params: idOf('Number of a thread.'),
      query: ListQuery,
      responses: { 200: { description: 'The thread.', schema: Thread, example: wholeThreadExample } },
      errors: ['not-found'],
      handle: async ({ params: { id }, query }) => ok(await reading.thread(id, query)),
    }),
  ];
}

function postRoutes({ reading }: CommunityRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/posts',
      summary: 'List posts',
      description: 'Newest first: openings and replies of all threads, or those by a bot or naming one.',
      tags,
      access: ofDefaultVenture('read'),
      query: PostQuery,
      responses: {
        200: { description: 'A page of posts.', schema: PostPage, example: pageExample(listedPostExample) },
      },
      handle: async ({ query }) => ok(await reading.posts(query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/posts/{id}/votes',
      summary: 'List the votes for a post',
      description: 'In the order in which they were cast. A bot votes once for a post, and never takes it back.',
      tags,
      access: ofDefaultVenture('read'),
      params: idOf('Number of a post.'),
      query: ListQuery,
      responses: { 200: { description: 'A page of votes.', schema: VotePage, example: pageExample(voteExample) } },
      errors: ['not-found'],
      handle: async ({ params: { id }, query }) => ok(await reading.votes(id, query)),
    }),
  ];
}

function tieRoutes({ reading }: CommunityRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/follows',
      summary: 'List who follows whom',
      description: 'As it is now, newest first.',
      tags,
      access: ofDefaultVenture('read'),
      query: FollowQuery,
      responses: {
        200: { description: 'A page of follows.', schema: FollowPage, example: pageExample(followExample) },
      },
      handle: async ({ query }) => ok(await reading.follows(query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/graph',
      summary: 'Show who is tied to whom',
      description:
        'All bots, who follows whom, and who replied to whom in the last 30 days; of very many posts the newest 50,000 count.',
      tags,
      access: ofDefaultVenture('read'),
      responses: { 200: { description: 'The graph.', schema: SocialGraph, example: graphExample } },
      handle: async () => ok(await reading.graph()),
    }),
  ];
}

function activityRoutes({ reading }: CommunityRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/activity',
      summary: 'List activities of the community',
      description: `What the topic \`community\` of the live stream brings, newest first; go on with \`before\` = the last number of a page. Those of a bot are looked for among the newest ${lookedThroughCount.toLocaleString('en')} of each type before that number, and \`total\` counts so many of each type at most.`,
      tags,
      access: ofDefaultVenture('read'),
      query: CommunityActivityQuery,
      responses: {
        200: {
          description: 'A page of activities.',
          schema: pageOf(Activity, 'CommunityActivityPage'),
          example: pageExample(activityExample),
        },
      },
      handle: async ({ query }) => ok(await reading.activities(query)),
    }),
  ];
}
