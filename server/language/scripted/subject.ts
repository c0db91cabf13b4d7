/** What a conversation is about, from the facts of a request or else from its words. */
import { z } from 'zod';
import type { ModelRequest } from '../port.ts';

/** What a caller may say about the moment; everything is optional, and what does not fit is taken as not said. */
const Facts = z.object({
  topic: z.string().trim().min(1).optional().catch(undefined),
  title: z.string().trim().min(1).optional().catch(undefined),
  posts: z
    .array(z.object({ author: z.string(), text: z.string() }))
    .catch([])
    .default([]),
  /** What this bot wrote lately, so that it does not say it again. */
  recent: z.array(z.string()).catch([]).default([]),
});

export interface Subject {
  /** A noun phrase without a full stop, such as `onboarding new members`. */
  readonly topic: string;
  /** A word or two that the last speaker dwelt on; the topic itself where nothing stands out. */
  readonly point: string;
  /** Who spoke last; null where nobody is known by name. */
  readonly author: string | null;
  readonly recent: readonly string[];
}

/** Longest topic that is taken over word for word, in characters. */
const longestTopic = 80;

export function subjectOf(request: ModelRequest): Subject {
  const facts = Facts.parse(request.facts ?? {});
  const lastText = request.messages.findLast(({ role }) => role === 'user')?.text ?? '';
  const lastPost = facts.posts.at(-1);
  const said = lastPost?.text ?? lastText;
  const topic = tidy(facts.topic ?? facts.title ?? labelled(lastText) ?? keyWords(said).slice(0, 2).join(' and '));
  const known = topic === '' ? 'this' : inSentence(topic);
  const others = keyWords(said).filter((word) => !known.toLowerCase().includes(word.toLowerCase()));
  return {
    topic: known,
    point: others[0] ?? known,
    author: tidy(lastPost?.author ?? '') || null,
    recent: facts.recent,
  };
}

/** A line such as `Topic: …` or `Thread: …`. */
function labelled(text: string): string | undefined {
  return /^(?:topic|thread|title|subject)\s*:\s*(.+)$/im.exec(text)?.[1];
}

/** One line that reads on inside a sentence, without what could be taken for markup or an open slot. */
function tidy(text: string): string {
  const line = text
    .replace(/[{}<>[\]`*_#|\\]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/\s+(?=[.,?!])/gu, '')
    .replace(/^[^\p{L}\p{N}]+|[.!?:;,\s]+$/gu, '');
  if (line.length <= longestTopic) return line;
  return line.slice(0, longestTopic).replace(/\s+\S*$/, '');
}

/** A title begins with a capital; inside a sentence only names keep theirs, so nothing else is touched. */
function inSentence(topic: string): string {
  const isNoName = /^(?:\p{Lu}\p{Ll}+ing|The|An?|How|Why|What|When|Where|Which|Our|Your|My|First|New)\s+\p{Ll}/u.test(
    topic,
  );
  return isNoName ? topic.charAt(0).toLowerCase() + topic.slice(1) : topic;
}

const commonWords = new Set(
  (
    'about above after again against also always another anything around because been before being below between both ' +
    'cannot could does doing done down during each either enough even every everyone everything from further give goes ' +
    'going good have having here himself however into itself just know less like little made make many maybe might more ' +
    'most much must myself never nobody nothing often once only other others otherwise ours over people perhaps please ' +
    'quite rather really said same says seem seems should since some somebody someone something sometimes still such ' +
    'take than that their them themselves then there these they thing things think this those though through today ' +
    'together under until upon very want wants well were what whatever when where whether which while whole whom whose ' +
    'will with within without would write your yours yourself reply answer post thread agree point question'
  ).split(' '),
);

/** Content words, those said oftenest first, then the longest; at most eight. */
function keyWords(text: string): string[] {
  const counts = new Map<string, number>();
  for (const [word] of text.slice(0, 4_000).matchAll(/\p{L}[\p{L}’'-]{3,23}/gu)) {
    const plain = word.toLowerCase().replace(/['’]s?$/, '');
    if (!commonWords.has(plain)) counts.set(plain, (counts.get(plain) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one, oneCount], [other, otherCount]) => otherCount - oneCount || other.length - one.length)
    .slice(0, 8)
    .map(([word]) => word);
}
