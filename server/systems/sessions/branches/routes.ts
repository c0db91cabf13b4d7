/** Routes about branches: what would have come of something else. */
import { z } from 'zod';
import { Branch, BranchRequest } from '../../../contract/branch.ts';
import { ListQuery, pageOf } from '../../../contract/page.ts';
import { RunFile } from '../../../contract/run-file.ts';
import type { Route } from '../../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../../platform/http/route.ts';
import { pageExample, runFileExample } from '../examples.ts';
import { SessionId } from '../session-routes.ts';
import { branchExample, branchRequestExample } from './examples.ts';
import type { BranchService } from './service.ts';

const tags = ['branches'];
const ofSession = z.strictObject({ id: SessionId });
const params = z.strictObject({
  branchId: z
    .string()
    .min(1)
    .max(80)
    .meta({ description: 'Id of a branch, such as ses_k3vq7zt2mbxa-b1.', example: 'ses_k3vq7zt2mbxa-b1' }),
});
const branchAnswer = (description: string) => ({ description, schema: Branch, example: branchExample });

export function branchRoutes(service: BranchService): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/sessions/{id}/branches',
      summary: 'Ask: what if?',
      description:
        'Performs the session again from tick 0 under the same random numbers, with the change from `fromTick` on and to its planned end, and answers when that is done. What people did from `fromTick` on is left out, an early stop too; with an intervention left out, all else stays as it was. One at a time for each session, 20 kept, and at most 100 million attendees times seconds: for more there is `claque run --without`. A recorded session has happened: what can change is nothing, or its mode to shadow or off. The audience model is plausible, not predictive.',
      tags,
      access: ofDefaultVenture('steer'),
      params: ofSession,
      body: BranchRequest,
      bodyExample: branchRequestExample,
      responses: { 201: branchAnswer('The branch, compared with the session as far as that has come.') },
      errors: ['not-found', 'illegal-transition', 'unavailable'],
      handle: async ({ params: { id }, body }) => ok(await service.create(id, body), 201),
    }),
    defineRoute({
      method: 'get',
      path: '/api/sessions/{id}/branches',
      summary: 'Branches of a session',
      description: 'In the order in which they were made, each compared with the session as far as that has come.',
      tags,
      access: ofDefaultVenture('read'),
      params: ofSession,
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of branches.',
          schema: pageOf(Branch, 'BranchPage'),
          example: pageExample(branchExample),
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { id }, query }) => ok(await service.branches(id, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/branches/{branchId}',
      summary: 'Show a branch',
      description: 'Compared with the session as far as that has come: while it goes on, the means still move.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      responses: { 200: branchAnswer('The branch.') },
      errors: ['not-found'],
      handle: async ({ params: { branchId } }) => ok(await service.branch(branchId)),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/branches/{branchId}',
      summary: 'Delete a branch',
      description: 'The session keeps 20; its number is not given again.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      responses: { 200: branchAnswer('The branch that is gone.') },
      errors: ['not-found'],
      handle: async ({ params: { branchId } }) => ok(await service.remove(branchId)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/branches/{branchId}/run-file',
      summary: 'A branch as a run file',
      description: 'Scenario, seed, inputs and digest of the branch: `claque replay` performs it anywhere.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      responses: { 200: { description: 'The run file.', schema: RunFile, example: runFileExample } },
      errors: ['not-found'],
      handle: async ({ params: { branchId } }) => ok(await service.runFile(branchId)),
    }),
  ];
}
