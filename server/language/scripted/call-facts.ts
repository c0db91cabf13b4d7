/** What the parts of a call are told of it. Everything has a default; what does not fit was not said. */
import { z } from 'zod';
import type { ModelRequest } from '../port.ts';

const shortText = z.string().transform((text) => text.slice(0, 300));
const longText = z.string().transform((text) => text.slice(0, 4_000).toWellFormed());
const name = shortText.catch('').default('');
const listOf = <Item extends z.ZodType>(item: Item, most: number) =>
  z
    .array(item)
    .catch([])
    .default([])
    .transform((all) => all.slice(-most));

const Answer = z.object({ question: longText, answer: longText });

/** What a contact is like, and what they are inclined to. */
const Person = z.object({
  temperament: z.enum(['warm', 'busy', 'sceptical', 'chatty', 'curt']).catch('warm').default('warm'),
  knows: listOf(z.object({ about: shortText, text: shortText }), 20),
  doubts: listOf(z.object({ about: shortText, question: shortText }), 5),
  isWilling: z.boolean().catch(true).default(true),
  laterInMinutes: z.number().nullable().catch(null).default(null),
  isImpatient: z.boolean().catch(false).default(false),
});

const CallFacts = z.object({
  seed: z.number().catch(0).default(0),
  number: z.number().catch(1).default(1),
  phase: name,
  objective: longText.catch('').default(''),
  context: longText.catch('').default(''),
  localTime: name,
  contact: z
    .object({ name, organisation: shortText.nullable().catch(null).default(null), role: name })
    .catch(() => ({ name: '', organisation: null, role: '' }))
    .prefault({}),
  answers: listOf(Answer, 20),
  freshAnswer: Answer.nullable().catch(null).default(null),
  earlier: listOf(z.object({ outcome: shortText, sentence: shortText }), 20),
  turns: listOf(z.object({ speaker: z.enum(['bot', 'contact', 'line', 'note']), text: longText }), 200),
  person: Person.catch(() => Person.parse({})).prefault({}),
  hint: name,
});
export type CallFacts = z.infer<typeof CallFacts>;
export type Person = z.infer<typeof Person>;

const Holder = z.object({ call: CallFacts.catch(() => CallFacts.parse({})).prefault({}) });

export const callFactsOf = ({ facts }: ModelRequest): CallFacts => Holder.parse(facts ?? {}).call;
