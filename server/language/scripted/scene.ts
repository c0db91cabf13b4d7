/** The moment that a bot writes into: what it is about, what was said, and what the bot can bring in. */
import type { Facts, Memory } from './facts.ts';
import type { Kit } from './kits/kit.ts';
import { kitFor } from './kits/kits.ts';
import type { Ask } from './part.ts';
import type { QuestionKind } from './question.ts';
import { questionOf } from './question.ts';
import { readingOf } from './quote.ts';
import { memoryClause, statement } from './recall.ts';
import { tidyName, tidyPhrase } from './tidy.ts';
import { topicOf } from './topic.ts';
import { commonWords, keyWords } from './words.ts';

export interface Scene {
  /** A noun phrase such as `onboarding new members`; `this` where nothing is known. */
  readonly topic: string;
  /** Noun phrases from the post that is answered. */
  readonly points: readonly string[];
  /** Pieces of that post, worth quoting. */
  readonly quotes: readonly string[];
  /** A longer word of that post. */
  readonly word: string | null;
  /** Who wrote it; null where nobody is known by name. */
  readonly author: string | null;
  readonly question: QuestionKind | null;
  /** An earlier post by somebody else. */
  readonly earlier: { readonly author: string; readonly quote: string } | null;
  readonly article: { readonly title: string; readonly point: string } | null;
  /** What the bot remembers of this topic or this author, as a clause in the first person. */
  readonly memory: string | null;
  readonly kit: Kit;
}

export function sceneOf({ facts, request, draw }: Ask): Scene {
  const { persona, posts } = facts;
  const asked = request.messages.findLast(({ role }) => role === 'user')?.text.slice(0, 4_000) ?? '';
  const last = posts.at(-1);
  const said = last?.text ?? (posts.length === 0 ? asked : '');
  const topic = topicOf([facts.topic, facts.title, labelled(asked)], said, persona.personality.interests);
  const author = tidyName(last?.author ?? '');
  const { quotes, points } = readingOf(last ? said : withoutLabel(said));
  return {
    topic,
    points,
    quotes: rotated(quotes, draw('quote')),
    word:
      keyWords(said.slice(0, 600)).find((word) => word.length > 6 && !commonWords.has(word.replace(/s$/, ''))) ?? null,
    author: author === persona.name ? null : author,
    question: questionOf(said),
    earlier: earlierPost(facts, author, draw('earlier')),
    article: articleOf(facts),
    memory: memoryFor(facts.memories, topic, author, draw('memory')),
    kit: kitFor([topic, facts.title ?? '', said.slice(0, 600)]),
  };
}

/** A line such as `Topic: …` or `Thread: …`. */
function labelled(text: string): string | undefined {
  return /^(?:topic|thread|title|subject)\s*:\s*(.+)$/im.exec(text)?.[1];
}

/** What was said, without the labels before it: `Topic: …` and `Leo: …`. */
function withoutLabel(text: string): string {
  return text.replace(/^(?:topic|thread|title|subject)\s*:.*$/gim, '').replace(/^\p{Lu}\p{L}{0,20}: /gmu, '');
}

function earlierPost({ posts, persona }: Facts, last: string | null, u: number): Scene['earlier'] {
  const others = posts.slice(0, -1).filter(({ author }) => author !== persona.name && tidyName(author) !== last);
  const post = others[Math.floor(u * others.length)];
  const author = post ? tidyName(post.author) : null;
  const quote = post ? readingOf(post.text).quotes[0] : undefined;
  return author !== null && quote !== undefined ? { author, quote } : null;
}

function articleOf({ article }: Facts): Scene['article'] {
  if (!article) return null;
  const title = tidyPhrase(article.title, 90);
  const point = statement(article.text);
  return title === '' || point === null ? null : { title, point };
}

function memoryFor(memories: readonly Memory[], topic: string, author: string | null, u: number): string | null {
  const fitting = memories.filter(
    ({ kind, about }) =>
      kind !== 'interest' && about !== '' && (about === author || about.toLowerCase() === topic.toLowerCase()),
  );
  const memory = fitting[Math.floor(u * fitting.length)];
  return memory ? memoryClause(memory) : null;
}

/** The list, begun at another place. */
function rotated<Item>(items: readonly Item[], u: number): readonly Item[] {
  const start = Math.floor(u * items.length);
  return [...items.slice(start), ...items.slice(0, start)];
}
