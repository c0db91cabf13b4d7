/** The scripted provider’s answers about advice, from its own figures alone (CO-4). */
import { z } from 'zod';
import type { Part } from './part.ts';

const line = z.string().max(600);
const lines = z.array(line).max(40).catch([]).default([]);

/** What is known of a piece of advice, each in words that were made of its figures. */
const Advice = z.object({
  title: line.catch('').default(''),
  text: z.string().max(2_000).catch('').default(''),
  action: line.catch('').default(''),
  figures: lines,
  rows: lines,
  expectation: line.catch('').default(''),
  reason: line.catch('').default(''),
  why: line.catch('').default(''),
});
type Advice = z.infer<typeof Advice>;

const Facts = z.object({
  advice: Advice.catch(() => Advice.parse({})).prefault({}),
  question: z.string().max(500).catch('').default(''),
});

/** What a person wants to know, by the words of the question; the first that fits. */
const topics: readonly (readonly [sign: RegExp, answer: (advice: Advice) => readonly string[]])[] = [
  [
    /\bnothing\b|\bignore\b|\bwait\b|\bwhat (?:will|would) happen\b/i,
    ({ expectation, reason }) => [expectation, reason],
  ],
  [/\bwhy\b.*\b(?:shown|here|see|rank|first)\b|\branking\b|\bpriority\b/i, ({ why }) => [why]],
  [/\bsure\b|\bprobab|\bchance\b|\bcertain\b|\bpredict/i, ({ expectation, reason }) => [expectation, reason]],
  [
    /\bbegin\b|\bstart\b|\bfirst\b|\bwhat (?:can|should|do) (?:i|we)\b|\bhow (?:can|do|should) (?:i|we)\b|\bfix\b/i,
    ({ action, rows }) => [action, ...beginWith(rows)],
  ],
  [
    /\bbased\b|\bfigures?\b|\bdata\b|\bnumbers?\b|\bhow do you know\b|\bevidence\b/i,
    ({ text, figures }) => [text, listed(figures)],
  ],
  [
    /\bwhich\b|\bwho\b|\bwhere\b|\blist\b|\bworst\b|\bmost\b/i,
    ({ rows }) => (rows.length > 0 ? [`From the breakdown: ${rows.slice(0, 3).join('; ')}.`] : []),
  ],
];

/** Answers a person's question about advice; says so where the figures do not hold the answer, and invents nothing. */
export const coachChat: Part = ({ request }) => {
  const { advice, question } = Facts.parse(request.facts ?? {});
  const named = namedIn(question, [...advice.figures, ...advice.rows]);
  const topic = topics.find(([sign]) => sign.test(question));
  const told = named.length > 0 ? [`${named.slice(0, 3).join('; ')}.`] : (topic?.[1](advice) ?? []);
  const said = told.filter((sentence) => sentence !== '');
  const unknown = `I do not know that. What I have on “${advice.title}” is this: ${listed(advice.figures)}`;
  const text = said.length > 0 ? said.join(' ') : unknown;
  return { text, value: { text } };
};

const beginWith = (rows: readonly string[]): string[] => (rows[0] === undefined ? [] : [`Begin with ${rows[0]}.`]);
const listed = (items: readonly string[]): string => (items.length === 0 ? '' : `${items.join('; ')}.`);

/** Those whose name, before its colon, stands in the question. */
function namedIn(question: string, items: readonly string[]): string[] {
  const said = question.toLowerCase();
  return items.filter((item) => {
    const name = item.split(':')[0]!.trim().toLowerCase();
    return name.length > 2 && said.includes(name);
  });
}
