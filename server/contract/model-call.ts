/** Calls to language models as executions keep them: what was asked, what came back, what it took (EX-12). */
import { z } from 'zod';
import { ListQuery, pageOf } from './page.ts';

const count = z.int().min(0);

export const ModelCall = z
  .strictObject({
    position: z.int().min(1).describe('Its place among the calls of its execution, from 1 without gaps.'),
    provider: z.string(),
    model: z.string(),
    purpose: z.string().describe('What the text was for, such as reply.'),
    code: z.string().nullable().describe('Why there is no answer; null where there is one.'),
    sentence: z.string().nullable().describe('The same for a person.'),
    stable: z.array(z.string()).describe('The part of the prompt that is the same in every such call: rules, persona.'),
    messages: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), text: z.string() })),
    leftOutCount: count.describe('Messages before these, which were too many to keep.'),
    answer: z.string().nullable(),
    toolCalls: z.array(
      z.strictObject({ name: z.string(), arguments: z.string().describe('As JSON, cut where it is too long.') }),
    ),
    attemptCount: count.describe('How often the provider was asked: repeats and a repair count, 0 where it never was.'),
    durationSeconds: z.number().min(0).describe('With all its attempts.'),
    inputTokens: count.describe('Of the whole prompt, cached parts included.'),
    cachedTokens: count.describe('Those of them that came from the provider’s cache.'),
    outputTokens: count,
    costUsd: z.number().min(0).nullable().describe('By the price file; null where it is not known.'),
    endedAt: z.iso.datetime(),
  })
  .meta({
    id: 'ModelCall',
    description:
      'A call to a language model. Texts are cleaned, cut to 16,000 characters, and keys in them are masked.',
  });
export type ModelCall = z.infer<typeof ModelCall>;

export const ModelCallPage = pageOf(ModelCall, 'ModelCallPage');
export type ModelCallPage = z.infer<typeof ModelCallPage>;

/** Each may be long: fewer a page than elsewhere. */
export const ModelCallQuery = z.strictObject({
  limit: ListQuery.shape.limit.pipe(z.int().max(100)).default(20).describe('Calls a page, 1 to 100.'),
  offset: ListQuery.shape.offset,
});
export type ModelCallQuery = z.infer<typeof ModelCallQuery>;
