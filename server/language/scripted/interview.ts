import { listed } from './english.ts';
import type { Memory } from './facts.ts';
import { fitted } from './fit.ts';
import type { Ask, Part } from './part.ts';
import * as phrases from './phrases/interviews.ts';
import { addQuirk } from './bodies.ts';
import { memoryClause } from './recall.ts';
import { sceneOf } from './scene.ts';
import { tidyName, tidyPhrase } from './tidy.ts';
import { inSentence, topicPhrase } from './topic.ts';
import { flavoured, voiceOf } from './voice.ts';
import { commonWords, keyWords } from './words.ts';
import { Writer } from './writer.ts';

const mostCharacters = 500;

/** What the person wants to know, by the words of the question; the first that fits. */
const kinds = [
  ['self', /\bwho are you\b|\bintroduce yourself\b|\babout yourself\b|\byour name\b|\bwho (?:am i|is this)\b/i],
  ['why', /\bwhy (?:did|do|are|have|were|would) you\b/i],
  ['plans', /\bwhat (?:will|are) you (?:do|going|plan)|\bnext\b|\byour plans?\b|\bgoing to do\b/i],
  ['people', /\bwho(?:m)? (?:do|would|did|are) you\b|\btrust\b|\bfriends?\b|\bget (?:on|along)\b|\bwho(?:m)? else\b/i],
  ['learned', /\b(?:read|learn(?:ed|t)?|found out|discover\w*|news)\b/i],
  ['interests', /\b(?:interests?|interested|hobb(?:y|ies)|care about|passion\w*)\b/i],
  ['greeting', /^\W*(?:hi|hello|hey|good (?:morning|day|evening))\b[^?]*$/i],
] as const;
type Kind = (typeof kinds)[number][0] | 'about';

/** Which memories answer which kind of question. */
const kindsOfMemory: Partial<Record<Kind, readonly string[]>> = {
  people: ['relationship'],
  learned: ['fact'],
  plans: ['interest'],
};

/** Answers a person's question in character and from memory (BC-17); says so where it knows nothing, and invents nothing. */
export const interview: Part = (ask) => {
  const { facts, request } = ask;
  const question = facts.posts.at(-1)?.text ?? request.messages.findLast(({ role }) => role === 'user')?.text ?? '';
  const writer = new Writer(
    ask,
    { ...sceneOf(ask), author: null, article: null, memory: null },
    voiceOf(facts.persona),
  );
  const kind = kinds.find(([, sign]) => sign.test(question.slice(0, 500)))?.[0] ?? 'about';
  answer(ask, writer, kind, question.slice(0, 500));
  addQuirk(writer, 'start');
  const { text } = fitted(request, writer.sentences, [], mostCharacters);
  return { text, value: { text } };
};

function answer({ facts }: Ask, writer: Writer, kind: Kind, question: string): void {
  const { personality, name } = facts.persona;
  const cared = personality.interests.map(topicPhrase).filter((interest) => interest !== '');
  const slots: Record<string, string> = { name: tidyName(name) ?? 'nobody in particular' };
  if (cared.length > 0) slots['interests'] = listed(cared.slice(0, 3));
  const interest = cared[Math.floor(writer.draw('interest') * cared.length)];
  if (interest !== undefined) slots['interest'] = interest;
  if (kind === 'greeting' && writer.say(phrases.greetings, slots)) return;
  if (kind === 'self' && sayWhoIAm(writer, slots, personality.traits)) return;
  if (kind === 'interests' && writer.say(phrases.interests, slots)) return;
  if (tell(writer, rememberedFor(facts.memories, kind, question), kind)) return;
  if (kind === 'plans' && writer.say(phrases.plans, slots)) return;
  const asked = askedAbout(question, kind);
  writer.say(flavoured(phrases.unknowns, writer.voice, writer.draw('unknown')), { asked });
}

function sayWhoIAm(writer: Writer, slots: Readonly<Record<string, string>>, traits: readonly string[]): boolean {
  const isSaid = writer.say(phrases.selves, slots);
  const trait = listed(traits.slice(0, 2).map((one) => inSentence(tidyPhrase(one, 60))));
  if (isSaid && trait !== '') writer.say(phrases.traits, { trait });
  return isSaid;
}

/** Tells up to two memories. */
function tell(writer: Writer, memories: readonly Memory[], kind: Kind): boolean {
  const clauses = memories.flatMap((memory) => memoryClause(memory) ?? []);
  const isReasonless = kind === 'why' && !/\bbecause\b/.test(clauses[0] ?? '');
  const frames = isReasonless ? phrases.reasons : phrases.tellings;
  if (clauses[0] === undefined || !writer.say(frames, { memory: clauses[0] })) return false;
  if (clauses[1] !== undefined && clauses[1] !== clauses[0]) writer.say(phrases.seconds, { memory: clauses[1] });
  return true;
}

/** Memories that share words with the question; where it asks for a kind at large, the latest of that kind. */
function rememberedFor(memories: readonly Memory[], kind: Kind, question: string): readonly Memory[] {
  const asked = new Set(contentWords(question));
  const scored = memories
    .map((memory) => ({
      memory,
      score: contentWords(`${memory.about} ${memory.about} ${memory.text}`).filter((word) => asked.has(word)).length,
    }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ memory }) => memory);
  if (scored.length > 0) return scored;
  return memories.filter((memory) => kindsOfMemory[kind]?.includes(memory.kind)).toReversed();
}

const asking = new Set(
  'think feel like know tell remember about trust learned learn read lately opinion view friends friend plans plan believe'.split(
    ' ',
  ),
);

function contentWords(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}{3,}/gu) ?? [])
    .filter((word) => !commonWords.has(word) && !asking.has(word))
    .map((word) => word.replace(/s$/, ''));
}

/** What the question is about, as a noun phrase. */
function askedAbout(question: string, kind: Kind): string {
  if (kind === 'people') return 'anybody by name';
  if (kind === 'learned') return 'what I read';
  const phrase = /\b(?:about|of|on|with|from) ([^?.!,;:]{3,60})/i.exec(question)?.[1];
  const words = topicPhrase(phrase ?? '').replace(/^(?:you|me|the fact|that)\b\s*/i, '');
  return words !== '' && words.split(' ').length <= 6
    ? words
    : keyWords(question)
        .filter((word) => !asking.has(word))
        .slice(0, 2)
        .join(' and ') || 'that';
}
