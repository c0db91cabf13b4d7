import { type AnswerQuestion, Question, QuestionPage, type QuestionQuery } from '../../../server/contract/question.ts';
import { request } from './client.ts';
import { pageLimit } from './sessions.ts';

const path = '/api/questions';
const of = (id: string) => `${path}/${encodeURIComponent(id)}`;

export const fetchQuestion = (id: string) => request(Question, of(id));
export const answerQuestion = (id: string, body: AnswerQuestion) =>
  request(Question, `${of(id)}/answer`, { method: 'POST', body });

/** All of a venture that wait for an answer of whoever asks, oldest first. */
export async function fetchOpenQuestions(ventureId: string): Promise<Question[]> {
  const query: Partial<QuestionQuery> = { ventureId, status: 'open', mine: 'yes', order: 'oldest', limit: pageLimit };
  const found: Question[] = [];
  for (;;) {
    const { items, total } = await request(QuestionPage, path, { query: { ...query, offset: found.length } });
    found.push(...items);
    if (items.length === 0 || found.length >= total) return found;
  }
}
