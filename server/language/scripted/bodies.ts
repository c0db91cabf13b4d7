/** The middle of a post: what the bot adds, and how it ends. Shared by threads and replies. */
import { weighted } from './draw.ts';
import type { Template } from './grammar.ts';
import * as bodies from './phrases/bodies.ts';
import { asides, asks, leads } from './phrases/closings.ts';
import type { Quirk } from './quirks.ts';
import type { Manner } from './voice.ts';
import { flavoured } from './voice.ts';
import type { Writer } from './writer.ts';

const kinds = {
  claim: bodies.claims,
  tale: bodies.tales,
  trouble: bodies.troubles,
  doubt: bodies.doubts,
  measure: bodies.measures,
  image: { plain: bodies.images },
  article: { plain: bodies.articles },
  memory: { plain: bodies.recollections },
  earlier: { plain: bodies.earlier },
} as const satisfies Record<string, Record<string, readonly Template[]>>;
type Kind = keyof typeof kinds;

/**
 * Adds up to `count` sentences of different kinds.
 *
 * @param without Kinds that do not fit here.
 */
export function addBodies(writer: Writer, count: number, without: readonly Kind[] = []): void {
  const weights = bodyWeights(writer);
  for (const kind of without) weights[kind] = 0;
  const until = writer.sentences.length + count;
  for (let tries = 0; writer.sentences.length < until && tries < count + 4; tries += 1) {
    if (Object.values(weights).every((weight) => weight === 0)) return;
    const kind = weighted(writer.draw(`body ${tries}`), weights);
    weights[kind] = 0;
    writer.say(flavoured(kinds[kind], writer.voice, writer.draw(`flavour ${tries}`)));
  }
}

function bodyWeights({ voice, scene }: Writer): Record<Kind, number> {
  const { behaviour, manners } = voice;
  const has = (manner: Parameters<typeof manners.has>[0], weight: number): number => (manners.has(manner) ? weight : 0);
  return {
    claim: 34,
    tale: 12 + has('practical', 40),
    trouble: 8 + behaviour.aggression * 0.15,
    doubt: behaviour.skepticism * 0.6,
    measure: 4 + has('technical', 22),
    image: behaviour.creativity * 0.35 + has('poetic', 30),
    article: scene.article ? 40 : 0,
    memory: scene.memory ? 18 : 0,
    earlier: scene.earlier ? 12 + (behaviour.engagementStyle === 'observer' ? 12 : 0) + has('orderly', 10) : 0,
  };
}

export type Ending = 'lead' | 'ask' | 'aside' | 'none';

/** How a post is to end: with a next step, a question, an aside, or not at all. */
export function endingOf(writer: Writer): Ending {
  const { behaviour, manners } = writer.voice;
  return weighted(writer.draw('ending'), {
    lead: behaviour.leadership * 1.6,
    ask: 22 + (manners.has('curious') ? 30 : 0) + behaviour.skepticism * 0.15,
    aside: Object.keys(asides).some((manner) => manners.has(manner as Manner)) ? 26 : 0,
    none: 36,
  });
}

export function addEnding(writer: Writer, ending: Ending): void {
  if (ending === 'none') return;
  const pools = { lead: leads, ask: asks, aside: asides }[ending];
  writer.say(flavoured(pools, writer.voice, writer.draw('how it ends')));
}

/** How often a quirk shows: in somewhat less than every third post. Assumed: rarer is missed, oftener is a tic. */
const quirkRatio = 0.3;

/**
 * Lets one of the bot's quirks show now and then.
 *
 * @returns True where it did.
 */
export function addQuirk(writer: Writer, at: Quirk['at']): boolean {
  const quirks = writer.voice.quirks.filter((quirk) => quirk.at === at);
  const quirk = quirks[Math.floor(writer.draw(`which quirk ${at}`) * quirks.length)];
  if (!quirk || writer.draw(`quirk ${at}`) > quirkRatio) return false;
  const more: Record<string, string> = quirk.saying === undefined ? {} : { saying: quirk.saying };
  return at === 'start' ? writer.lead(quirk.turns, more) : writer.say(quirk.turns, more);
}
