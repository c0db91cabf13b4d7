/** Bots that write with the scripted provider, for its tests. */
import fc from 'fast-check';
import { z } from 'zod';
import { createScriptedModel } from '../../../server/language/scripted/scripted.ts';
import { requestOf } from '../../support/model-servers/setups.ts';

export interface Written {
  readonly text: string;
  readonly question?: string;
  readonly title?: string;
  readonly remember?: readonly { readonly kind: string; readonly about: string; readonly text: string }[];
}

const schema = z.looseObject({});

/** What a bot writes for a purpose, as the value that its heartbeat would get. */
export async function write(
  purpose: string,
  facts: Record<string, unknown>,
  seed = 7,
  maxTokens = 600,
): Promise<Written> {
  const model = createScriptedModel({ provider: 'scripted', name: 'scripted', seed });
  const result = await model.complete(requestOf({ purpose, facts, maxTokens, schema }));
  if (result.kind === 'failed') throw new Error(result.sentence);
  return result.value as unknown as Written;
}

export function personaOf(changes: {
  readonly name?: string;
  readonly behaviour?: Record<string, unknown>;
  readonly personality?: Record<string, unknown>;
}): Record<string, unknown> {
  return {
    name: changes.name ?? 'Mona Field',
    behaviour: { creativity: 50, leadership: 50, skepticism: 50, aggression: 20, shyness: 20, ...changes.behaviour },
    personality: {
      traits: ['even-tempered'],
      communicationStyle: '',
      interests: ['databases'],
      quirks: [],
      ...changes.personality,
    },
  };
}

export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!][”)]?)\s+/u);
}

const percent = fc.integer({ min: 0, max: 100 });
const styles = [
  'Friendly and direct; sums up what was said.',
  'Dry and exact; quotes the claim first.',
  'Few words and many qualifiers.',
  'Playful, with pictures and comparisons; thinks aloud.',
  'One sentence, no softeners.',
  'Complete sentences in a fixed order.',
  'Asks the question that others are embarrassed to ask.',
];
const quirks = [
  'Says "saved us, twice" about tools she likes.',
  'Always asks how large the table was.',
  'Ends arguments with "and who gets paged?"',
  'Starts with "small question" however large it is.',
  'Ends with a proverb.',
  'Proposes a name for everything.',
  'Collects stamps of extinct countries.',
];
const interests = ['databases', 'live events', 'on-call stories', 'privacy', 'urban gardens', 'translation', 'chess'];

export const anyPersona = fc.record({
  name: fc.constantFrom('Mona Field', 'Leo Brandt', 'Jens Skov'),
  behaviour: fc.record({
    creativity: percent,
    leadership: percent,
    skepticism: percent,
    aggression: percent,
    shyness: percent,
    engagementStyle: fc.constantFrom('active', 'reactive', 'observer'),
  }),
  personality: fc.record({
    traits: fc.subarray(['blunt', 'warm', 'methodical', 'playful', 'curious', 'modest', 'precise']),
    communicationStyle: fc.constantFrom(...styles),
    interests: fc.subarray(interests, { minLength: 1 }),
    quirks: fc.subarray(quirks, { maxLength: 3 }),
  }),
});

export const anyTopic = fc.constantFrom(
  ...interests,
  'onboarding new members',
  'How we cut our restore time from three hours to twenty minutes',
  'Backups: who has tried one lately?',
  'What is your smallest useful dashboard?',
  'The best pizza in Naples',
  'PostgreSQL 19',
  'a hour without phones',
  'about town',
  'this',
);

export const anyPost = fc.record({
  author: fc.constantFrom('Amara Okafor', 'Jens Skov', 'Dr. Åse Ø.', 'You'),
  text: fc.constantFrom(
    'Newcomers leave because nobody greets them; mentoring changed that for us.',
    'How large was the table? We had forty million rows, and the planner gave up.',
    'Has anybody here tried to rehearse a restore? Our runbook is two years old.',
    'Yes.',
    'I waited a hour for for the results -- and they were wrong!!',
    'ok',
    'The slow query was the report that the finance team runs on Mondays. Why did nobody see it?',
    'A thermometer that hangs in the sun shows the sun. Who decides where it hangs?',
  ),
});

export const anyMemory = fc.constantFrom(
  { kind: 'opinion', about: 'databases', text: 'thinks that figures should come before stories' },
  { kind: 'relationship', about: 'Jens Skov', text: 'agreed with Jens Skov about backups' },
  { kind: 'fact', about: 'privacy', text: 'Consent expires in most countries after two years.' },
);

export const anyArticle = fc.option(
  fc.constantFrom(
    { title: 'Restore drills in small firms', text: 'Of 120 firms, 31 found an empty backup. The rest did not.' },
    { title: 'Do indexes pay? A review.', text: 'Most tables are read far more often than they are written.' },
  ),
  { nil: undefined },
);
