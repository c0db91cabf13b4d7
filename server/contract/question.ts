/** Questions to a human: durable, with a deadline that the server keeps and a default that is said beforehand (OR-6, OR-7). */
import { z } from 'zod';
import { ListQuery, pageOf } from './page.ts';
import { defaultVentureId } from './vocabulary.ts';

const moment = z.iso.datetime();

export const QuestionStatus = z.enum(['open', 'answered', 'expired', 'cancelled']).meta({
  id: 'QuestionStatus',
  description:
    'open: waits for an answer. answered: by a person, once. expired: nobody answered in time, and its default holds. cancelled: it was taken back, since nobody needs it any more.',
});
export type QuestionStatus = z.infer<typeof QuestionStatus>;

export const QuestionOption = z
  .strictObject({ id: z.string().regex(/^[a-z0-9_-]{1,40}$/), label: z.string().min(1).max(120) })
  .meta({ id: 'QuestionOption' });
export type QuestionOption = z.infer<typeof QuestionOption>;

export const QuestionAnswer = z
  .strictObject({
    optionId: z.string().nullable().describe('Null where free text answers.'),
    text: z.string().describe('What was said: the free text, or the option’s label.'),
    by: z.string(),
    at: moment,
    isLive: z.boolean().describe('Whether whoever asked was still waiting for it.'),
  })
  .meta({ id: 'QuestionAnswer' });
export type QuestionAnswer = z.infer<typeof QuestionAnswer>;

export const Question = z
  .strictObject({
    id: z.uuid(),
    ventureId: z.string(),
    taskId: z.uuid().nullable().describe('The task it belongs to.'),
    callId: z.uuid().nullable().describe('The call it was last asked in.'),
    botId: z.string().describe('Who asks.'),
    creator: z.string().describe('Whom it is put to: the creator of the task.'),
    text: z.string(),
    why: z.string().nullable().describe('What it is about, for a person who was elsewhere.'),
    options: z.array(QuestionOption).describe('To choose from; none: free text only.'),
    allowsText: z.boolean(),
    defaultText: z.string().nullable().describe('What holds when nobody answers; null: nothing does.'),
    status: QuestionStatus,
    askedAt: moment,
    liveUntil: moment.nullable().describe('Until when whoever asks waits for it; null once it no longer does.'),
    expiresAt: moment.describe('When it expires for good, and its default holds.'),
    answer: QuestionAnswer.nullable(),
    closedAt: moment.nullable(),
    closedReason: z.string().nullable().describe('Why it expired or was cancelled.'),
  })
  .meta({ id: 'Question', description: 'Something a bot asks a human meanwhile.' });
export type Question = z.infer<typeof Question>;

export const QuestionPage = pageOf(Question, 'QuestionPage');
export type QuestionPage = z.infer<typeof QuestionPage>;

export const QuestionQuery = ListQuery.extend({
  ventureId: z.string().min(1).max(40).default(defaultVentureId).describe('Of this venture.'),
  status: QuestionStatus.optional(),
  taskId: z.uuid().optional().meta({ description: 'Of this task.', example: '01a1ee50-5f64-7000-96ab-4b6457ed8e72' }),
  mine: z.enum(['yes', 'no']).default('no').describe('yes: only those put to whoever asks.'),
  order: z.enum(['oldest', 'newest']).default('oldest').describe('By when they were asked.'),
});
export type QuestionQuery = z.infer<typeof QuestionQuery>;

export const AnswerQuestion = z
  .strictObject({
    optionId: z.string().min(1).max(40).optional().describe('One of its options.'),
    text: z.string().trim().min(1).max(1_000).optional().describe('Free text, where it allows any.'),
  })
  .refine(({ optionId, text }) => (optionId === undefined) !== (text === undefined), {
    path: ['text'],
    message: 'send either optionId or text',
  })
  .meta({ id: 'AnswerQuestion' });
export type AnswerQuestion = z.infer<typeof AnswerQuestion>;

const about = <T extends string>(type: T) => z.strictObject({ type: z.literal(type), payload: Question });

/** Topic `questions` of the stream: each carries the question as it then is. */
export const QuestionActivity = z.discriminatedUnion('type', [
  about('question.asked'),
  /** Whoever asked waits no longer; an answer still counts. */
  about('question.left_open'),
  about('question.answered'),
  about('question.expired'),
  about('question.cancelled'),
]);
export type QuestionActivity = z.infer<typeof QuestionActivity>;
