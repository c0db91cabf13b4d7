/** Which questions wait for whom, and in which order they are put to a person. Pure (OR-7). */
import type { Question } from '../../../server/contract/question.ts';

/** A question as it is known after something newer was heard of it: what is closed stays closed, whatever comes late. */
export function newerOf(known: Question | undefined, heard: Question): Question {
  return known && known.status !== 'open' && heard.status === 'open' ? known : heard;
}

/** Those of a creator that wait for an answer, the one asked first before all others. */
export function waitingFor(creator: string, known: Iterable<Question>): Question[] {
  return [...known]
    .filter((question) => question.status === 'open' && question.creator === creator)
    .toSorted((one, other) => Date.parse(one.askedAt) - Date.parse(other.askedAt) || (one.id < other.id ? -1 : 1));
}

/** Names one asking: a question that another call asks again comes up again, though it was put aside. */
export const askingOf = ({ id, callId }: Question): string => `${id} ${callId ?? ''}`;
