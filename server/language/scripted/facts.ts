/** What a caller may tell about the moment, in one place. Everything is optional; what does not fit was not said. */
import { z } from 'zod';
import type { ModelRequest } from '../port.ts';

/** Nobody writes more than this into one post; the rest of it is not read. In characters, assumed. */
const longestText = 4_000;
const shortText = z.string().transform((text) => text.slice(0, 200));
const longText = z.string().transform((text) => text.slice(0, longestText).toWellFormed());

/** A list without the items that do not fit, and no longer than it may be: the last ones count. */
const listOf = <Item extends z.ZodType>(item: Item, most: number) =>
  z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((items) => items.slice(-most).flatMap((one) => parsedOrNothing(item, one)));

function parsedOrNothing<Item extends z.ZodType>(item: Item, value: unknown): z.output<Item>[] {
  const parsed = item.safeParse(value);
  return parsed.success ? [parsed.data] : [];
}

const share = z.number().min(0).max(100).catch(50).default(50);
const Behaviour = z.object({
  creativity: share,
  leadership: share,
  skepticism: share,
  aggression: share,
  shyness: share,
  engagementStyle: z.enum(['active', 'reactive', 'observer']).catch('active').default('active'),
});

const Personality = z.object({
  traits: listOf(shortText, 12),
  communicationStyle: shortText.catch('').default(''),
  interests: listOf(shortText, 24),
  quirks: listOf(shortText, 12),
});

const PersonaFacts = z.object({
  name: shortText.catch('').default(''),
  behaviour: Behaviour.catch(() => Behaviour.parse({})).prefault({}),
  personality: Personality.catch(() => Personality.parse({})).prefault({}),
});

const Post = z.object({ author: shortText, text: longText });
const Memory = z.object({ kind: shortText, about: shortText, text: longText });
const Article = z.object({ title: shortText, text: longText.catch('').default('') });

const Facts = z.object({
  persona: PersonaFacts.catch(() => PersonaFacts.parse({})).prefault({}),
  topic: shortText.optional().catch(undefined),
  title: shortText.optional().catch(undefined),
  /** The opening post first, the one that is answered last. */
  posts: listOf(Post, 200).transform((posts) => [...posts.slice(0, 1), ...posts.slice(1).slice(-24)]),
  memories: listOf(Memory, 40),
  article: Article.optional().catch(undefined),
  /** How the reply is to stand to what it answers; absent: as the sliders have it. */
  stance: z.enum(['agree', 'add', 'ask', 'doubt', 'challenge']).optional().catch(undefined),
  /** What a question to a session is for, and words of its topic. */
  variant: shortText.optional().catch(undefined),
  keywords: z.array(shortText).max(24).optional().catch(undefined),
  /** What this bot wrote lately, the newest last, so that it does not say it again. */
  recent: listOf(longText, 80),
});

export type Facts = z.infer<typeof Facts>;
export type PersonaFacts = z.infer<typeof PersonaFacts>;
export type Post = z.infer<typeof Post>;
export type Memory = z.infer<typeof Memory>;

export function factsOf(request: ModelRequest): Facts {
  return Facts.parse(request.facts ?? {});
}
