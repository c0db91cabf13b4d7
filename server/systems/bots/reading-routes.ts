/** Routes that show what bots remember, did and were. A list of declarations. */
import { z } from 'zod';
import {
  ActionStatistics,
  BotConfigHistory,
  BotMemory,
  ColdMemoryPage,
  ColdMemoryQuery,
  HeartbeatPage,
  HeartbeatQuery,
  ReputationHistory,
  StatisticsQuery,
  WarmMemoryPage,
  WarmMemoryQuery,
} from '../../contract/bot.ts';
import { ListQuery } from '../../contract/page.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import {
  actionsExample,
  coldExample,
  configHistoryExample,
  heartbeatsExample,
  memoryExample,
  reputationExample,
  warmExample,
} from './reading-examples.ts';
import type { BotReading } from './reading.ts';

const params = z.strictObject({
  id: z.string().min(1).max(80).meta({ description: 'Id of a bot, such as mona-field.', example: 'mona-field' }),
});
const tags = ['bots'];
const errors = ['not-found'] as const;

export interface BotReadingSources {
  readonly reading: BotReading;
}

export const botReadingRoutes = (sources: BotReadingSources): Route[] => [
  ...memoryRoutes(sources),
  ...historyRoutes(sources),
  ...statisticsRoutes(sources),
];

function memoryRoutes({ reading }: BotReadingSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/bots/{id}/memory',
      summary: 'What a bot has in mind',
      description: 'What its last heartbeat saw, how many warm memories of each kind it has, and how many summaries.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      responses: { 200: { description: 'The layers.', schema: BotMemory, example: memoryExample } },
      errors,
      handle: async ({ params: { id } }) => ok(await reading.memory(id)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/bots/{id}/memory/warm',
      summary: 'List what a bot remembers',
      description:
        'Strongest first, as of now: strength halves in every 36 hours in which a memory is not used. A search finds those that hold every word, in subject or text.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      query: WarmMemoryQuery,
      responses: { 200: { description: 'A page of memories.', schema: WarmMemoryPage, example: warmExample } },
      errors,
      handle: async ({ params: { id }, query }) => ok(await reading.warm(id, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/bots/{id}/memory/cold',
      summary: 'List what a bot’s memories were compacted into',
      description: 'Summaries, newest first, ten a page unless asked otherwise.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      query: ColdMemoryQuery,
      responses: { 200: { description: 'A page of summaries.', schema: ColdMemoryPage, example: coldExample } },
      errors,
      handle: async ({ params: { id }, query }) => ok(await reading.cold(id, query)),
    }),
  ];
}

function historyRoutes({ reading }: BotReadingSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/bots/{id}/heartbeats',
      summary: 'List a bot’s heartbeats',
      description: 'Newest first, each with what it saw, what it considered, and why it did or did not act.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      query: HeartbeatQuery,
      responses: { 200: { description: 'A page of heartbeats.', schema: HeartbeatPage, example: heartbeatsExample } },
      errors,
      handle: async ({ params: { id }, query }) => ok(await reading.heartbeats(id, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/bots/{id}/config/history',
      summary: 'List the changes of a bot’s configuration',
      description: 'Newest first: who changed what and when.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      query: ListQuery,
      responses: {
        200: { description: 'A page of changes.', schema: BotConfigHistory, example: configHistoryExample },
      },
      errors,
      handle: async ({ params: { id }, query }) => ok(await reading.configHistory(id, query)),
    }),
  ];
}

const query = StatisticsQuery.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
  path: ['from'],
  message: 'must not be after to',
});

function statisticsRoutes({ reading }: BotReadingSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/stats/reputation-history',
      summary: 'Reputation over time',
      description:
        'The last of each hour for each bot. `from` and `to` are UTC days and inclusive; without `from` it is the last 7 days. In a range of more than 500 hours it is the last of every few hours.',
      tags,
      access: ofDefaultVenture('read'),
      query,
      responses: {
        200: { description: 'A line for each bot.', schema: ReputationHistory, example: reputationExample },
      },
      handle: async ({ query: asked }) => ok(await reading.reputationHistory(asked)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/stats/actions',
      summary: 'What heartbeats came to',
      description:
        'Heartbeats counted by bot, action and what stopped them. `from` and `to` are UTC days and inclusive; without `from` it is the last 7 days.',
      tags,
      access: ofDefaultVenture('read'),
      query,
      responses: { 200: { description: 'The counts.', schema: ActionStatistics, example: actionsExample } },
      handle: async ({ query: asked }) => ok(await reading.actions(asked)),
    }),
  ];
}
