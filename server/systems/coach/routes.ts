/** Routes of the coach. A list of declarations. */
import { z } from 'zod';
import {
  CoachAnswer,
  CoachQuestion,
  CoachRecord,
  FeedbackReceipt,
  Health,
  HealthHistory,
  Insight,
  InsightPage,
  NewFeedback,
  Recommendation,
  RecommendationPage,
  RecommendationQuery,
} from '../../contract/coach.ts';
import { ListQuery } from '../../contract/page.ts';
import type { Clock } from '../../kernel/clock.ts';
import { assert } from '../../kernel/errors.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok } from '../../platform/http/route.ts';
import {
  answerExample,
  healthExample,
  healthHistoryExample,
  insightExample,
  recommendationExample,
  recordExample,
} from './examples.ts';
import type { FeedbackService } from './feedback.ts';
import type { Insights } from './insight.ts';
import type { PlanRouteSources } from './plan-routes.ts';
import { planRoutes } from './plan-routes.ts';
import type { Talk } from './talk.ts';
import { localDay } from './local-day.ts';
import type { CoachReading } from './reading.ts';
import type { Ventures } from './ventures.ts';

export interface CoachRouteSources extends PlanRouteSources {
  readonly ventures: Ventures;
  readonly talk: Talk;
  readonly insights: Insights;
  readonly reading: CoachReading;
  readonly feedback: FeedbackService;
  readonly clock: Clock;
}

const tags = ['coach'];
const ventureId = z
  .string()
  .min(1)
  .max(40)
  .meta({ description: 'Id of a venture, such as default.', example: 'default' });
const params = z.strictObject({ ventureId });
const oneParams = z.strictObject({
  ventureId,
  recommendationId: z
    .uuid()
    .meta({ description: 'Id of a recommendation.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' }),
});
const ventureOf = ({ params: { ventureId: id } }: { readonly params: { readonly ventureId: string } }) => id;
const reads = { right: 'read', ventureOf } as const;
const steers = { right: 'steer', ventureOf } as const;

export const coachRoutes = (sources: CoachRouteSources): Route[] => [
  ...healthRoutes(sources),
  ...insightRoutes(sources),
  ...recommendationRoutes(sources),
  ...talkRoutes(sources),
  ...planRoutes(sources),
];

function healthRoutes({ ventures, insights, reading }: CoachRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/ventures/{ventureId}/coach/health',
      summary: 'How a venture is, with its arithmetic',
      description:
        'Now, from what really happened: budget, operations, engagement and return, each with its inputs, its formula and its points. A part without data has none, says so, and its weight is shared out among the others.',
      tags,
      access: reads,
      params,
      responses: { 200: { description: 'The health.', schema: Health, example: healthExample } },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id } }) => ok((await insights.examine(await ventures.one(id))).health),
    }),
    defineRoute({
      method: 'get',
      path: '/api/ventures/{ventureId}/coach/health-history',
      summary: 'How a venture was, day by day',
      description: 'The health that the insight of each local day found, newest first.',
      tags,
      access: reads,
      params,
      query: ListQuery,
      responses: { 200: { description: 'A page of days.', schema: HealthHistory, example: healthHistoryExample } },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id }, query }) =>
        ok(await reading.healthHistory((await ventures.one(id)).id, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/ventures/{ventureId}/coach/record',
      summary: 'How good the coach’s predictions were',
      description:
        'Hits, misses and the Brier score by category with its 95% interval, what the ranking makes of them, and the predictions themselves, newest first.',
      tags,
      access: reads,
      params,
      query: ListQuery,
      responses: { 200: { description: 'The record.', schema: CoachRecord, example: recordExample } },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id }, query }) =>
        ok(await reading.record((await ventures.one(id)).id, query)),
    }),
  ];
}

function insightRoutes({ ventures, insights, reading, clock }: CoachRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/ventures/{ventureId}/coach/insights',
      summary: 'What the coach found, day by day',
      description: 'Newest first: the daily ones and those asked for by hand, and when the next is due.',
      tags,
      access: reads,
      params,
      query: ListQuery,
      responses: {
        200: {
          description: 'A page of insights.',
          schema: InsightPage,
          example: { items: [insightExample], total: 1, limit: 50, offset: 0, nextAt: '2026-11-22T06:00:00.000Z' },
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id }, query }) => ok(await reading.insights(await ventures.one(id), query)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/ventures/{ventureId}/coach/insights/run',
      summary: 'Have the coach look now',
      description:
        'The same as it does at 06:00 in the venture’s time zone, as an execution of kind `insight`. The daily one comes all the same.',
      tags,
      access: steers,
      params,
      responses: { 201: { description: 'What it found.', schema: Insight, example: insightExample } },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id }, caller }) => {
        const venture = await ventures.one(id);
        const day = localDay(clock.now(), venture.timeZone);
        const insight = await insights.run(venture, { trigger: 'person', by: caller.id, day });
        assert(insight, 'an insight that a person asks for is always found');
        return ok(insight, 201);
      },
    }),
  ];
}

function recommendationRoutes({ ventures, reading }: CoachRouteSources): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/ventures/{ventureId}/coach/recommendations',
      summary: 'What the coach recommends',
      description:
        'Highest ranking first: priority × what people said of such advice × how good its category’s predictions were. Each says why it is shown.',
      tags,
      access: reads,
      params,
      query: RecommendationQuery,
      responses: {
        200: {
          description: 'A page of recommendations.',
          schema: RecommendationPage,
          example: { items: [recommendationExample], total: 1, limit: 25, offset: 0 },
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id }, query }) =>
        ok(await reading.recommendations((await ventures.one(id)).id, query)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/ventures/{ventureId}/coach/recommendations/{recommendationId}',
      summary: 'Show a recommendation',
      description: 'With its four figures, its trend, its breakdown, its newest prediction and its ranking.',
      tags,
      access: reads,
      params: oneParams,
      responses: {
        200: { description: 'The recommendation.', schema: Recommendation, example: recommendationExample },
      },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id, recommendationId } }) =>
        ok(await reading.recommendation(id, recommendationId)),
    }),
  ];
}

function talkRoutes({ reading, talk, feedback }: CoachRouteSources): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/ventures/{ventureId}/coach/recommendations/{recommendationId}/chat',
      summary: 'Ask about a recommendation',
      description:
        'Answered by a language model from the figures of the recommendation alone; an answer with a figure that it does not hold is not shown. Without a usable answer the text of the template stands, and `note` says why. Nothing of the talk is kept: send what was said before along.',
      tags,
      access: steers,
      params: oneParams,
      body: CoachQuestion,
      bodyExample: { question: 'Where should I begin?', conversation: [] },
      responses: { 200: { description: 'The answer.', schema: CoachAnswer, example: answerExample } },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id, recommendationId }, body }) =>
        ok(await talk.answer(await reading.recommendation(id, recommendationId), body)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/ventures/{ventureId}/coach/recommendations/{recommendationId}/feedback',
      summary: 'Say whether a recommendation helps',
      description:
        'Takes effect at once: what was not helpful rests for a while, three to fourteen days by the reason, and advice of its kind ranks lower; what helped ranks higher. Both fade with a half-life of 30 days.',
      tags,
      access: steers,
      params: oneParams,
      body: NewFeedback,
      bodyExample: { isHelpful: false, reason: 'not_relevant', comment: 'We rehearse on purpose with one scenario.' },
      responses: {
        201: {
          description: 'The feedback’s id, and when it was given.',
          schema: FeedbackReceipt,
          example: { id: '019f5a2c-7d10-7c4e-9a51-5f2b8c0d1e39', at: '2026-11-21T09:30:00.000Z' },
        },
      },
      errors: ['not-found'],
      handle: async ({ params: { ventureId: id, recommendationId }, body, caller }) =>
        ok(await feedback.give(id, recommendationId, body, caller.id), 201),
    }),
  ];
}
