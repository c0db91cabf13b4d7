import { Digest } from '../../../kernel/digest.ts';
import { random, streams } from '../../../kernel/random.ts';
import type { CallBrief } from '../call.ts';

/** A uniform draw in [0, 1), named by its purpose: a new one shifts nothing elsewhere. */
export type Chance = (what: string) => number;

/** The chance of one call: the same seed, bot, contact, errand and number of the call give the same draws (PL-1). */
export function chanceOf({ seed, bot, contact, objective, number }: CallBrief): Chance {
  const call = wordOf([bot.id, contact.id, objective, number]);
  return (what) => random(seed >>> 0, streams.call, call, wordOf(what));
}

/** An unsigned 32-bit integer that stands for a value. */
function wordOf(value: unknown): number {
  const digest = new Digest();
  digest.addValue(value);
  return Number.parseInt(digest.toHex().slice(0, 8), 16);
}
