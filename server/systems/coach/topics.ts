/** Topic `coach` of the stream: what the coach found, and what people made of it. */
import { CoachActivity } from '../../contract/coach.ts';
import type { TopicFamily } from '../../platform/live/topic-family.ts';

const topic = 'coach';
const types: readonly string[] = CoachActivity.options.map(({ shape }) => shape.type.value);
const known = new Set(types);

export const coachTopics: TopicFamily = {
  has: (name) => name === topic,
  topicsOf: ({ type }) => (known.has(type) ? [topic] : []),
  filterOf: () => ({ types }),
};
