import type { Draw } from './draw.ts';
import { pick } from './draw.ts';
import type { Manner } from './manner.ts';
import { mannerOf } from './manner.ts';
import type { Line, Part } from './part.ts';
import type { Phrase } from './reply-phrases.ts';
import { bodies, closings, openings } from './reply-phrases.ts';
import type { Subject } from './subject.ts';
import { subjectOf } from './subject.ts';

/** How often another reply is drawn because this one was said lately. Far above what fifty recent posts can need. */
const mostDraws = 64;

/**
 * A reply in a thread: takes a stance, adds something, and hands on or not.
 *
 * The sliders shift what is likely: skepticism doubts, aggression is blunt, shyness hedges and says less, creativity
 * reaches for pictures, leadership ends with a next step. Nothing that the bot said lately comes again.
 */
export const reply: Part = (request, draw) => {
  const subject = subjectOf(request);
  const manner = mannerOf(request);
  const recent = new Set(subject.recent.map((text) => text.trim()));
  let line = compose(subject, manner, draw);
  for (let attempt = 1; attempt < mostDraws && recent.has(line); attempt += 1)
    line = compose(subject, manner, (what) => draw(`${what} ${attempt}`));
  return { text: line, value: { text: line } } satisfies Line;
};

function compose(subject: Subject, manner: Manner, draw: Draw): string {
  let topic = subject.topic;
  const says = (what: string, phrases: readonly [Phrase, ...Phrase[]]): string => {
    const sentence = pick(draw, what, phrases)({ ...subject, topic });
    // Nobody names a topic in full twice in three sentences.
    if (sentence.includes(subject.topic)) topic = 'this';
    return sentence;
  };
  const opening = says('opening', openings[stanceOf(manner, draw)]);
  const isShort = draw('length') * 100 < manner.shyness * 0.6;
  if (isShort) return upperFirst(opening);
  const body = says('body', bodies[bentOf(manner, draw)]);
  const closing = closingOf(manner, draw);
  const sentences = closing === null ? [opening, body] : [opening, body, says('closing', closings[closing])];
  return sentences.map(upperFirst).join(' ');
}

function stanceOf(manner: Manner, draw: Draw): keyof typeof openings {
  return weighted(draw('stance'), {
    agreeing: 60,
    doubting: manner.skepticism,
    blunt: manner.aggression * 0.8,
    shy: manner.shyness * 0.8,
  });
}

function bentOf(manner: Manner, draw: Draw): keyof typeof bodies {
  return weighted(draw('bent'), { plain: 50, imaginative: manner.creativity, sceptical: manner.skepticism });
}

function closingOf(manner: Manner, draw: Draw): keyof typeof closings | null {
  const closing = weighted(draw('handing on'), { leading: manner.leadership, asking: 40, none: 40 });
  return closing === 'none' ? null : closing;
}

/** A key drawn by its weight. At least one weight is above 0. */
function weighted<Key extends string>(u: number, weights: Record<Key, number>): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let left = u * entries.reduce((total, [, weight]) => total + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return entries[0]![0];
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
