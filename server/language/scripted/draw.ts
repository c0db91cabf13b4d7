import { random, streams } from '../../kernel/random.ts';
import type { ModelRequest } from '../port.ts';
import type { Facts } from './facts.ts';

/** A uniform draw in [0, 1), named by its purpose: a new one shifts nothing elsewhere. */
export type Draw = (what: string) => number;

/** Of a longer text, only its beginning, its end and its length count. In characters; assumed: posts are far shorter. */
const hashedCharacters = 4_096;
const hashedTexts = 4;

/**
 * The draws of one request: the same seed and the same request give the same ones.
 *
 * A 32-bit FNV-1a over what the parts read: purpose, caller, messages and facts as parsed, of what the bot wrote lately
 * the last few texts and how many there are. A cryptographic digest of the whole request took longer than writing the
 * answer. Where two requests collide, their answers are only as alike as their facts are.
 */
export function drawFor(seed: number, request: ModelRequest, facts: Facts): Draw {
  const { purpose, caller, messages } = request;
  const { recent, ...moment } = facts;
  const lately = [recent.length, ...recent.slice(-hashedTexts)];
  const asked = hash([moment, lately], hash(messages, hash([purpose, caller.ventureId, caller.botId], 0x811c9dc5)));
  return (what) => random(seed >>> 0, streams.text, asked, hashText(what, 0x811c9dc5));
}

/** One of the items. */
export function pick<Item>(draw: Draw, what: string, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(draw(what) * items.length)] ?? items[0];
}

/** A key drawn by its weight. At least one weight is above 0. */
export function weighted<Key extends string>(u: number, weights: Readonly<Record<Key, number>>): Key {
  const entries = Object.entries(weights) as [Key, number][];
  let left = u * entries.reduce((total, [, weight]) => total + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return entries[0]![0];
}

function hash(value: unknown, from: number): number {
  if (typeof value === 'string') return hashText(value, from);
  if (typeof value !== 'object' || value === null) return hashText(String(value), from);
  let state = from;
  for (const [key, part] of Object.entries(value)) state = hash(part, hashText(key, state));
  return state;
}

function hashText(text: string, from: number): number {
  if (text.length > hashedCharacters) return hashText(`${text.length}${endsOf(text)}`, from);
  let state = from;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return Math.imul(state ^ text.length, 0x01000193) >>> 0;
}

function endsOf(text: string): string {
  return text.slice(0, hashedCharacters / 2 - 10) + text.slice(-(hashedCharacters / 2 - 10));
}
