import type { Part } from './part.ts';
import { pollQuestion } from './poll-question.ts';
import { reply } from './reply.ts';

/** The one place where a purpose gets its part. */
export const parts: ReadonlyMap<string, Part> = new Map([
  ['reply', reply],
  ['poll_question', pollQuestion],
]);
