/** Routes about what was used, what may be used, and what it will cost. A list of declarations. */
import { z } from 'zod';
import {
  Caps,
  CapsChange,
  CostCap,
  CostCapChange,
  CostForecast,
  CostForecastQuery,
  UsagePage,
  UsageQuery,
} from '../../contract/usage.ts';
import { defaultVentureId as ventureId } from '../../contract/vocabulary.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import { capsExample, costCapExample, costForecastExample, usageExample } from './examples.ts';
import type { UsageReading } from './reading.ts';
import type { UsageService } from './service.ts';

const params = z.strictObject({
  id: z.string().min(1).max(80).meta({ description: 'Id of a bot, such as mona-field.', example: 'mona-field' }),
});
const tags = ['usage'];
const bodyErrors = ['bad-json', 'too-large', 'unsupported-media-type'] as const;

export interface UsageRouteSources {
  readonly service: UsageService;
  readonly reading: UsageReading;
  /** Whether there is a bot of this id. */
  readonly isBot: (id: string) => boolean;
}

export const usageRoutes = (sources: UsageRouteSources): Route[] => [
  ...statisticsRoutes(sources),
  ...capsRoutes(sources),
  ...costCapRoutes(sources),
];

function statisticsRoutes({ reading }: UsageRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/stats/usage',
      summary: 'Tokens and cost by day, bot and purpose',
      description:
        'From the ledger of every model call, newest day first; `from` and `to` are UTC days and inclusive. Calls in flight are not in it; caps count them as reserved. Calls that the venture itself made, and no bot, have `botId` “(venture)”.',
      tags,
      access: ofDefaultVenture('read'),
      query: UsageQuery,
      responses: { 200: { description: 'A page of sums, with totals.', schema: UsagePage, example: usageExample } },
      handle: async ({ query }) => ok(await reading.usage(ventureId, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/stats/cost-forecast',
      summary: 'What planned calls are likely to cost',
      description:
        'Before they are made: from what calls of the same model took in the last 30 days, or, with too few of them, from its price.',
      tags,
      access: ofDefaultVenture('read'),
      query: CostForecastQuery,
      responses: { 200: { description: 'The forecast.', schema: CostForecast, example: costForecastExample } },
      handle: async ({ query }) => ok(await reading.costForecast(ventureId, query)),
    }),
  ];
}

function capsRoutes({ service, reading }: UsageRouteSources): Route[] {
  const responses = { 200: { description: 'The caps, and today.', schema: Caps, example: capsExample } };
  return [
    defineRoute({
      method: 'get',
      path: '/api/caps',
      summary: 'The default cap and the cap of the venture',
      description:
        'What each bot may use a UTC day unless it has a cap of its own, and what all may use together. The venture is capped when nothing is left, or when its cap refused the last call of the day and would refuse one like it again.',
      tags,
      access: ofDefaultVenture('read'),
      responses,
      handle: async () => ok(await reading.caps(ventureId)),
    }),
    defineRoute({
      method: 'put',
      path: '/api/caps',
      summary: 'Set the default cap and the cap of the venture',
      description:
        'In force for the next call. A cap below what is spent already takes nothing back: no further call is made today.',
      tags,
      access: ofDefaultVenture('configure'),
      body: CapsChange,
      bodyExample: { default: { capTokens: 100_000, capUsd: 1 }, venture: { capTokens: 2_400_000, capUsd: 10 } },
      responses,
      errors: bodyErrors,
      handle: async ({ body, caller }) => {
        await service.setCaps(ventureId, body, caller.id);
        return ok(await reading.caps(ventureId));
      },
    }),
  ];
}

function costCapRoutes({ service, reading, isBot }: UsageRouteSources): Route[] {
  const responses = { 200: { description: 'The caps in force, and today.', schema: CostCap, example: costCapExample } };
  const assertBot = (id: string): void => {
    if (!isBot(id)) throw new ClaqueError('not-found', `There is no bot “${id}”.`);
  };
  return [
    defineRoute({
      method: 'get',
      path: '/api/bots/{id}/cost-cap',
      summary: 'What a bot may spend',
      description:
        'The caps in force, whether they are the default or its own, and what it has spent and set aside today. It is capped when nothing is left, or when its last call of the day was refused and one like it still would be; a changed cap lets it try again.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      responses,
      errors: ['not-found'],
      handle: async ({ params: { id } }) => {
        assertBot(id);
        return ok(await reading.costCap(ventureId, id));
      },
    }),
    defineRoute({
      method: 'put',
      path: '/api/bots/{id}/cost-cap',
      summary: 'Set what a bot may spend',
      description: 'In force for its next call. null means the default, and follows it when it changes.',
      tags,
      access: ofDefaultVenture('configure'),
      params,
      body: CostCapChange,
      bodyExample: { capTokens: 50_000, capUsd: null },
      responses,
      errors: ['not-found', ...bodyErrors],
      handle: async ({ params: { id }, body, caller }) => {
        assertBot(id);
        await service.setBotCap(ventureId, id, body, caller.id);
        return ok(await reading.costCap(ventureId, id));
      },
    }),
  ];
}
