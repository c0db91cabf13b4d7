/** Routes that tell bots what to do. A list of declarations. */
import { z } from 'zod';
import {
  Bot,
  BotConfigChange,
  BotConfigState,
  BotPage,
  BotQuery,
  Heartbeat,
  InterviewAnswer,
  InterviewQuestion,
  PaceChange,
  PaceState,
  ProviderAnswer,
  ProviderStates,
} from '../../contract/bot.ts';
import type { LanguageModels } from '../../language/models.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok, ofDefaultVenture } from '../../platform/http/route.ts';
import type { BotList } from './bot-list.ts';
import {
  botExample,
  botPageExample,
  configExample,
  configStateExample,
  heartbeatExample,
  interviewExample,
  paceExample,
  providersExample,
} from './examples.ts';
import type { Providers } from './providers.ts';
import type { BotService } from './service.ts';

const params = z.strictObject({
  id: z.string().min(1).max(80).meta({ description: 'Id of a bot, such as mona-field.', example: 'mona-field' }),
});
const tags = ['bots'];
const bodyErrors = ['bad-json', 'too-large', 'unsupported-media-type'] as const;

export interface BotRouteSources {
  readonly service: BotService;
  readonly list: BotList;
  readonly providers: Providers;
  readonly models: LanguageModels;
}

export const botRoutes = (sources: BotRouteSources): Route[] => [
  ...listRoutes(sources),
  ...configRoutes(sources),
  ...turnRoutes(sources),
  ...paceRoutes(sources),
  ...providerRoutes(sources),
];

function listRoutes({ list, service }: BotRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/bots',
      summary: 'All bots with their status',
      description: 'Who they are, whether they are online, and what they did last.',
      tags,
      access: ofDefaultVenture('read'),
      query: BotQuery,
      responses: { 200: { description: 'A page of bots.', schema: BotPage, example: botPageExample } },
      handle: async ({ query }) => ok(await list.page(query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/bots/{id}',
      summary: 'One bot',
      description: 'Its status, its configuration in force, and what came of its heartbeats in the last 7 days.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      responses: { 200: { description: 'The bot.', schema: Bot, example: botExample } },
      errors: ['not-found'],
      handle: async ({ params: { id } }) => ok(await list.bot(id)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/bots/{id}/resume',
      summary: 'Let a bot go on',
      description:
        'For a bot that was paused because its provider needs a person. Nothing happens to one that was not. Another provider or model lets it go on too.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      responses: { 200: { description: 'The bot.', schema: Bot, example: botExample } },
      errors: ['not-found', 'unavailable'],
      handle: async ({ params: { id }, caller }) => {
        await service.resume(id, caller.id);
        return ok(await list.bot(id));
      },
    }),
  ];
}

function configRoutes({ service }: BotRouteSources): Route[] {
  const { configuration } = service;
  const responses = {
    200: { description: 'The configuration.', schema: BotConfigState, example: configStateExample },
  };
  return [
    defineRoute({
      method: 'get',
      path: '/api/bots/{id}/config',
      summary: 'How a bot is configured',
      description: 'What is in force, and beside it what its YAML file says.',
      tags,
      access: ofDefaultVenture('read'),
      params,
      responses,
      errors: ['not-found'],
      handle: async ({ params: { id } }) => ok(await configuration.state(service.bot(id))),
    }),
    defineRoute({
      method: 'put',
      path: '/api/bots/{id}/config',
      summary: 'Configure a bot',
      description:
        'In force from its next heartbeat, without restart; a heartbeat under way ends as it began. With a version that is no longer in force nothing is saved.',
      tags,
      access: ofDefaultVenture('configure'),
      params,
      body: BotConfigChange,
      bodyExample: { config: configExample, version: 1 },
      responses,
      errors: ['not-found', 'illegal-transition', 'unavailable', ...bodyErrors],
      handle: async ({ params: { id }, body, caller }) => {
        await configuration.change(service.bot(id), body, caller.id);
        return ok(await configuration.state(service.bot(id)));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/bots/{id}/config/reset',
      summary: 'Reset a bot to its YAML file',
      description: 'The history keeps what was in force before.',
      tags,
      access: ofDefaultVenture('configure'),
      params,
      responses,
      errors: ['not-found', 'unavailable'],
      handle: async ({ params: { id }, caller }) => {
        await configuration.reset(service.bot(id), caller.id);
        return ok(await configuration.state(service.bot(id)));
      },
    }),
  ];
}

function turnRoutes({ service }: BotRouteSources): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/bots/{id}/heartbeats',
      summary: 'One heartbeat now',
      description:
        'Out of turn, for whoever wants to see what a bot would do. It answers when the heartbeat has ended; caps and cooldowns hold as ever.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      responses: { 200: { description: 'What came of it.', schema: Heartbeat, example: heartbeatExample } },
      errors: ['not-found', 'illegal-transition', 'unavailable'],
      handle: async ({ params: { id } }) => ok(await service.beatNow(id)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/bots/{id}/interview',
      summary: 'Ask a bot something',
      description:
        'It answers in character and from its memory, which stays as it was unless `isRemembered` says otherwise. Caps hold.',
      tags,
      access: ofDefaultVenture('steer'),
      params,
      body: InterviewQuestion,
      bodyExample: { question: 'What do you think of Tomasz?', conversation: [], isRemembered: false },
      responses: { 200: { description: 'Its answer.', schema: InterviewAnswer, example: interviewExample } },
      errors: ['not-found', 'unavailable', ...bodyErrors],
      handle: async ({ params: { id }, body }) => ok(await service.interview(id, body)),
    }),
  ];
}

function paceRoutes({ service }: BotRouteSources): Route[] {
  const responses = { 200: { description: 'The pace.', schema: PaceState, example: paceExample } };
  return [
    defineRoute({
      method: 'get',
      path: '/api/pace',
      summary: 'How often heartbeats come',
      description: 'Of all bots, and of those that have a pace of their own.',
      tags,
      access: ofDefaultVenture('read'),
      responses,
      handle: () => ok(service.paceState()),
    }),
    defineRoute({
      method: 'put',
      path: '/api/pace',
      summary: 'Set the pace',
      description: 'Of all bots, or of one; in force at once.',
      tags,
      access: ofDefaultVenture('steer'),
      body: PaceChange,
      bodyExample: { pace: 'fast' },
      responses,
      errors: ['not-found', 'unavailable', ...bodyErrors],
      handle: async ({ body, caller }) => {
        await service.setPace(body, caller.id);
        return ok(service.paceState());
      },
    }),
  ];
}

function providerRoutes({ providers, models, service }: BotRouteSources): Route[] {
  const provider = z
    .enum(['scripted', 'ollama', 'anthropic'])
    .meta({ description: 'The provider.', example: 'scripted' });
  return [
    defineRoute({
      method: 'get',
      path: '/api/providers',
      summary: 'Where language comes from',
      description: 'Which providers are configured, how they are, and which models they are known to have.',
      tags: ['providers'],
      access: ofDefaultVenture('read'),
      responses: { 200: { description: 'All providers.', schema: ProviderStates, example: providersExample } },
      handle: async () => ok({ items: await providers.states(service.community) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/providers/{provider}/check',
      summary: 'Ask a provider whether it answers',
      description: 'Within seconds and without a token.',
      tags: ['providers'],
      access: ofDefaultVenture('steer'),
      params: z.strictObject({ provider }),
      responses: {
        200: {
          description: 'Whether it answers.',
          schema: ProviderAnswer,
          example: { isAnswering: true, sentence: 'The provider answers.' },
        },
      },
      handle: async ({ params: { provider: name } }) => {
        const { isAnswering, sentence } = await models.check(name);
        return ok({ isAnswering, sentence });
      },
    }),
  ];
}
