import { Digest } from '../../kernel/digest.ts';
import { random, streams } from '../../kernel/random.ts';
import type { ModelRequest } from '../port.ts';

/** A uniform draw in [0, 1), named by its purpose: a new one shifts nothing elsewhere. */
export type Draw = (what: string) => number;

/** The draws of one request: the same seed and the same request give the same ones. */
export function drawFor(seed: number, request: ModelRequest): Draw {
  const asked = hash([
    request.purpose,
    request.caller.ventureId,
    request.caller.botId,
    request.stable,
    request.messages.map(({ role, text }) => [role, text]),
    request.facts ?? null,
  ]);
  return (what) => random(seed >>> 0, streams.text, asked, hash(what));
}

/** One of the items. */
export function pick<Item>(draw: Draw, what: string, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(draw(what) * items.length)] ?? items[0];
}

function hash(value: unknown): number {
  const digest = new Digest();
  digest.addValue(value);
  return Number.parseInt(digest.toHex().slice(0, 8), 16);
}
