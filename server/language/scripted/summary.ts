import { listed, upperFirst } from './english.ts';
import type { Memory } from './facts.ts';
import { fitted } from './fit.ts';
import type { Part } from './part.ts';
import { statement } from './recall.ts';
import { tidyPhrase } from './tidy.ts';

const mostCharacters = 500;
/** How many memories are told in full; of the others only the subject is kept. */
const toldInFull = 4;

/** Compacts memories into one to three sentences: the latest in full, of the others what or whom they are about. */
export const summary: Part = ({ request, facts }) => {
  const told = facts.memories.slice(-toldInFull).flatMap(clauseOf);
  const rest = subjectsOf(facts.memories.slice(0, -toldInFull)).filter(
    (subject) => !told.some((clause) => clause.includes(subject)),
  );
  const half = Math.ceil(told.length / 2);
  const sentences = [told.slice(0, half), told.slice(half)]
    .filter((clauses) => clauses.length > 0)
    .map((clauses) => `${upperFirst(clauses.join('; '))}.`);
  if (rest.length > 0) sentences.push(`Earlier notes are about ${listed(rest)}.`);
  if (sentences.length === 0) sentences.push('Nothing worth keeping so far.');
  const { text } = fitted(request, sentences, [], mostCharacters);
  return { text, value: { text } };
};

/** A memory as a clause; where it does not name its subject, the subject comes first. */
function clauseOf({ about, text }: Memory): string[] {
  const clause = statement(text) ?? tidyPhrase(text, 120);
  const subject = tidyPhrase(about, 60);
  if (clause === '') return [];
  return [subject === '' || clause.toLowerCase().includes(subject.toLowerCase()) ? clause : `on ${subject}, ${clause}`];
}

function subjectsOf(memories: readonly Memory[]): readonly string[] {
  const subjects = memories.map(({ about }) => tidyPhrase(about, 60)).filter((subject) => subject !== '');
  return [...new Set(subjects)].slice(-8);
}
