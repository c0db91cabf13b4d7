/** Routes that measure the community. A list of declarations. */
import { Fidelity, FidelityQuery, Similarity } from '../../contract/community.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import { fidelityExample, similarityExample } from './examples.ts';
import type { CommunityReading } from './reading.ts';

const tags = ['community'];

export function shapeRoutes({ reading }: { readonly reading: CommunityReading }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/stats/fidelity',
      summary: 'The shape of the community beside real ones',
      description:
        'Participation, thread sizes, rhythm and repeated ties over the last days, each with what is published about real communities. Of very many posts the newest 50,000 count; an answer is kept for 60 s.',
      tags,
      access: ofDefaultVenture('read'),
      query: FidelityQuery,
      responses: { 200: { description: 'The statistics.', schema: Fidelity, example: fidelityExample } },
      handle: async ({ query: { days } }) => ok(await reading.fidelity(days)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/stats/similarity',
      summary: 'How alike bots sound',
      description: 'From the last 50 posts of each bot. An answer is kept for 60 s.',
      tags,
      access: ofDefaultVenture('read'),
      responses: { 200: { description: 'The comparison.', schema: Similarity, example: similarityExample } },
      handle: async () => ok(await reading.similarity()),
    }),
  ];
}
