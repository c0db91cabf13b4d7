/** The route of what the policy has learnt. */
import { z } from 'zod';
import type { Knex } from 'knex';
import { PolicyStanding } from '../../contract/report.ts';
import { PolicyName } from '../../contract/vocabulary.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import { standingExample } from './examples.ts';
import { policyStanding } from './policy-store.ts';

const query = z.strictObject({
  policy: PolicyName.default('thompson').describe('Which policy; each learns for itself.'),
});

export const policyRoutes = (read: Knex): Route[] => [
  defineRoute({
    method: 'get',
    path: '/api/policy',
    summary: 'What the policy has learnt',
    description:
      'Trials, successes and mean uplift of each arm over all sessions of the venture, with the 95% credible interval of its chance to succeed, and how that has changed from session to session. A session teaches once, when it first ends; one that failed teaches nothing, one in shadow mode or recorded only by the verdicts on its decisions. A new session goes on from here with `startFrom: venture`.',
    tags: ['analytics'],
    access: ofDefaultVenture('read'),
    query,
    responses: {
      200: { description: 'What it has learnt by now.', schema: PolicyStanding, example: standingExample },
    },
    handle: async ({ query: { policy } }) => ok(await policyStanding(read, policy)),
  }),
];
