/** Which turns of phrase are the provider's own: bots take up what somebody means and not how it was framed. */
import { contracted } from '../english.ts';
import type { Template } from '../grammar.ts';
import { expand } from '../grammar.ts';
import { answers } from './answers.ts';
import * as bodies from './bodies.ts';
import { asides, asks, leads } from './closings.ts';
import { quirkTurns } from './quirk-turns.ts';
import { takes } from './takes.ts';
import { openings } from './threads.ts';

/** In how many ways each template is written out: more than most choices have options. */
const writings = 12;

const { articles, recollections, earlier, images, imageSources, ...flavours } = bodies;
const frames: readonly Template[] = [
  ...[takes, answers, openings, leads, asks, asides, imageSources, ...Object.values(flavours)].flatMap((pools) =>
    Object.values(pools).flat(),
  ),
  ...[articles, recollections, earlier, images].flat(),
  ...quirkTurns.flatMap(([, , turns]) => turns),
];

const shingles = new Set(frames.flatMap(written).flatMap(shinglesOf));

/** The share of a text's words that belong to a frame, in [0, 1]. */
export function stockRatio(text: string): number {
  const words = wordsOf(text);
  const isStock = words.map(() => false);
  for (let at = 0; at + 3 <= words.length; at += 1)
    if (shingles.has(words.slice(at, at + 3).join(' '))) isStock.fill(true, at, at + 3);
  return words.length === 0 ? 0 : isStock.filter(Boolean).length / words.length;
}

function written(template: Template): string[] {
  return Array.from({ length: writings }, (_, way) => {
    const text = expand(
      template,
      '',
      (what) => ((way * 7 + Number(what.trim()) * way) % 12) / 12,
      () => '…',
    );
    return [text, contracted(text)];
  }).flat();
}

function shinglesOf(text: string): string[] {
  const words = wordsOf(text);
  return words.slice(2).flatMap((word, at) => {
    const shingle = [words[at], words[at + 1], word];
    return shingle.includes('…') ? [] : [shingle.join(' ')];
  });
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}’]+|…/gu) ?? [];
}
