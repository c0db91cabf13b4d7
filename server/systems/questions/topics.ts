/** Topic `questions` of the stream: what is asked, and what becomes of it (OR-7). */
import { QuestionActivity } from '../../contract/question.ts';
import type { TopicFamily } from '../../platform/live/topic-family.ts';

const topic = 'questions';
const types: readonly string[] = QuestionActivity.options.map(({ shape }) => shape.type.value);
const known = new Set(types);

export const questionTopics: TopicFamily = {
  has: (name) => name === topic,
  topicsOf: ({ type }) => (known.has(type) ? [topic] : []),
  filterOf: () => ({ types }),
};
