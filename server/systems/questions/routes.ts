/** Routes of questions. A list of declarations. */
import { z } from 'zod';
import { AnswerQuestion, Question, QuestionPage, QuestionQuery } from '../../contract/question.ts';
import type { Route } from '../../platform/http/route.ts';
import { defineRoute, ok } from '../../platform/http/route.ts';
import { answeredExample, questionPageExample } from './examples.ts';
import type { QuestionReading } from './reading.ts';
import type { QuestionService } from './service.ts';

const tags = ['questions'];
const params = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'Id of a question, a UUID.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' }),
});

export interface QuestionRouteSources {
  readonly service: QuestionService;
  readonly reading: QuestionReading;
}

export function questionRoutes({ service, reading }: QuestionRouteSources): Route[] {
  const ventureOfThing = ({ params: { id } }: { params: { id: string } }) => reading.ventureOf(id);
  return [
    defineRoute({
      method: 'get',
      path: '/api/questions',
      summary: 'Questions that bots have put to people',
      description:
        'Oldest first unless asked otherwise. `mine=yes` keeps those put to whoever asks. Whoever was away reads the open ones here and follows topic `questions` of the stream from then on.',
      tags,
      access: { right: 'read', ventureOf: ({ query }) => query.ventureId },
      query: QuestionQuery,
      responses: { 200: { description: 'A page of them.', schema: QuestionPage, example: questionPageExample } },
      handle: async ({ query, caller }) => ok(await reading.page(query, caller.id)),
    }),
    defineRoute({
      method: 'get',
      path: '/api/questions/{id}',
      summary: 'Show a question',
      description: 'With its answer, once it has one, or why it was closed without.',
      tags,
      access: { right: 'read', ventureOfThing },
      params,
      responses: { 200: { description: 'The question.', schema: Question, example: answeredExample } },
      errors: ['not-found'],
      handle: async ({ params: { id } }) => ok(await reading.one(id)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/questions/{id}/answer',
      summary: 'Answer a question',
      description:
        'By one of its options, or in words where it allows them. A question is answered once: whoever comes second, or after it expired or was taken back, gets 409 and is told what holds. Sending the same answer again changes nothing and gets the same reply. After `liveUntil` an answer still counts until `expiresAt`: whoever asked has stopped waiting, and comes back to it.',
      tags,
      access: { right: 'steer', ventureOfThing },
      audit: 'own',
      params,
      body: AnswerQuestion,
      bodyExample: { optionId: 'yes' },
      responses: { 200: { description: 'The question, answered.', schema: Question, example: answeredExample } },
      errors: ['not-found', 'illegal-transition'],
      handle: async ({ params: { id }, body, caller }) => ok(await service.answer(id, body, caller.id)),
    }),
  ];
}
