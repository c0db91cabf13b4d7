/** What prompts come to when a provider keeps prefixes: reads are cheap, writes dearer, short prefixes neither. */
import type { Block, WatchedCall } from '../support/prompt-tokens.ts';
import { tokensOf } from '../support/prompt-tokens.ts';

/** A prompt as it is billed: blocks in their order, the first of them marked for the cache. */
export interface MarkedPrompt {
  readonly atMs: number;
  readonly blocks: readonly Block[];
  readonly markedCount: number;
  /** Tokens that are billed as plain input whatever the blocks are. */
  readonly fixedTokens: number;
}

/** What a provider's cache gives and takes, as multiples of the price of plain input. */
export interface CacheTerms {
  readonly lifeMs: number;
  readonly readFactor: number;
  readonly writeFactor: number;
  /** A marked prefix below this is billed as plain input, without an error. */
  readonly leastTokens: number;
}

/**
 * The shortest prefix that is cached: 512 tokens for Claude Opus 5, 1,024 for Sonnet 5, 4,096 for Haiku 4.5, as
 * others quote platform.claude.com/docs/en/build-with-claude/prompt-caching in mid-2026. No figure was found for the 5.5
 * models; the lowest is taken, which is the kindest to caching.
 */
export const leastCachedTokens = 512;
/** Factors of Haiku 5.5 in seeds/prices.yaml; Sonnet and Opus read at 0.05. */
export const fiveMinutes: CacheTerms = {
  lifeMs: 300_000,
  readFactor: 0.1,
  writeFactor: 1.25,
  leastTokens: leastCachedTokens,
};
export const oneHour: CacheTerms = { ...fiveMinutes, lifeMs: 3_600_000, writeFactor: 2 };

export interface Bill {
  /** In tokens of plain input that cost the same. */
  readonly tokens: number;
  readonly readTokens: number;
  readonly writtenTokens: number;
}

/** A place in the tree of all prefixes: the blocks on the way to it are the prefix. */
interface Place {
  readonly next: Map<string, Place>;
  aliveUntilMs: number;
}
const newPlace = (): Place => ({ next: new Map(), aliveUntilMs: -Infinity });

/**
 * Bills prompts in the order of time.
 *
 * A prefix is kept up to each end of a block within what is marked, and a read renews its life. The provider keeps it up
 * to the mark alone: a marked part of many blocks fares better here than there, one of a single block the same.
 */
export function bill(prompts: readonly MarkedPrompt[], terms: CacheTerms): Bill {
  const root = newPlace();
  const total = { tokens: 0, readTokens: 0, writtenTokens: 0 };
  for (const { atMs, blocks, markedCount, fixedTokens } of prompts) {
    const marked = blocks.slice(0, markedCount);
    const [allTokens, markedTokens] = [tokensOf(blocks), tokensOf(marked)];
    const isCached = markedTokens >= terms.leastTokens;
    const readTokens = isCached ? readOf(root, marked, atMs, terms) : 0;
    const writtenTokens = isCached ? markedTokens - readTokens : 0;
    total.readTokens += readTokens;
    total.writtenTokens += writtenTokens;
    total.tokens += fixedTokens + allTokens - readTokens - writtenTokens;
    total.tokens += readTokens * terms.readFactor + writtenTokens * terms.writeFactor;
  }
  return total;
}

/** Tokens of the longest prefix that is alive; afterwards the whole of it is. */
function readOf(root: Place, marked: readonly Block[], atMs: number, { lifeMs, leastTokens }: CacheTerms): number {
  let place = root;
  let prefixTokens = 0;
  let readTokens = 0;
  for (const { text, tokens } of marked) {
    const next = place.next.get(text) ?? newPlace();
    place.next.set(text, next);
    place = next;
    prefixTokens += tokens;
    if (prefixTokens < leastTokens) continue;
    if (atMs <= place.aliveUntilMs) readTokens = prefixTokens;
    place.aliveUntilMs = atMs + lifeMs;
  }
  return readTokens;
}

/** How a program may put the same call: what it shows, in which order, and up to where it is marked. */
export const prompts = {
  ours: (call: WatchedCall) => marked(call, [whole(call.stable)], [call.memories, call.material, call.task]),
  /** No selection of memories; of the thread as much as ours. */
  allMemories: (call: WatchedCall) => marked(call, [whole(call.stable)], [call.allMemories, call.material, call.task]),
  /** All memories, and the threads of the bot's feed in full. */
  feedInFull: (call: WatchedCall) =>
    marked(call, [whole(call.stable)], [call.allMemories, ...call.threadsInFeed, call.task]),
  /** All memories, and every thread in sight in full. */
  naive: (call: WatchedCall) =>
    marked(call, [whole(call.stable)], [call.allMemories, ...call.threadsInSight, call.task]),
  /** The same in the order that caches best: what all bots share first, and what changes least before the rest. */
  naiveForTheCache: (call: WatchedCall) => {
    const [rules, ...persona] = call.stable;
    return marked(call, [rules!, ...call.threadsInSight], [...persona, call.allMemories, call.task]);
  },
} as const satisfies Record<string, (call: WatchedCall) => MarkedPrompt>;

/** Marked once, at its end, as the provider's request has it. */
const whole = (blocks: readonly Block[]): Block => ({
  text: blocks.map(({ text }) => text).join('\n'),
  tokens: tokensOf(blocks),
});

const marked = ({ atMs, fixedTokens }: WatchedCall, first: readonly Block[], rest: readonly Block[]): MarkedPrompt => ({
  atMs,
  fixedTokens,
  blocks: [...first, ...rest],
  markedCount: first.length,
});
