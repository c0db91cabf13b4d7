/** Tokens of a bot's day against those of a program that repeats everything, with and without a provider's cache. */
import { loadPersonas } from '../../server/systems/scenarios/index.ts';
import { tokensOf, watchPrompts } from '../support/prompt-tokens.ts';
import type { CacheTerms } from './community-bill.ts';
import { bill, fiveMinutes, leastCachedTokens, oneHour, prompts } from './community-bill.ts';

const DAYS = 7;
const TARGET_RATIO = 0.4;
const botCount = loadPersonas('bots').size;
const botDays = DAYS * botCount;
const perBotDay = (tokens: number): string => Math.round(tokens / botDays).toLocaleString('en-GB');

type Shape = keyof typeof prompts;
const shapes: Record<Exclude<Shape, 'ours'>, string> = {
  naive: 'every memory and every thread in sight in full',
  naiveForTheCache: 'the same, ordered for the cache',
  feedInFull: "every memory and the feed's threads in full",
  allMemories: 'every memory, the thread as ours',
};

const uncached: CacheTerms = { ...fiveMinutes, leastTokens: Infinity };

export async function benchTokens(): Promise<string[]> {
  const { calls, everythingTokens, outputTokens, result } = await watchPrompts({ days: DAYS, seed: 1 });
  const tokens = (shape: Shape, terms: CacheTerms): number => bill(calls.map(prompts[shape]), terms).tokens;
  const own = (terms: CacheTerms) => tokens('ours', terms);
  const prefixes = calls.map(({ stable }) => tokensOf(stable));
  const ratios = (shape: Exclude<Shape, 'ours'>): string => {
    const [raw, short, long] = [uncached, fiveMinutes, oneHour].map((terms) => own(terms) / tokens(shape, terms));
    return `  ${shapes[shape]}: ${perBotDay(tokens(shape, uncached))}; ours is ${raw!.toFixed(3)} of it raw, ${short!.toFixed(3)} billed with a cache of 5 minutes, ${long!.toFixed(3)} of an hour`;
  };
  const must = own(fiveMinutes) / tokens('naive', fiveMinutes);
  const anyLength = { leastTokens: 0 };
  const frames = calls.reduce(
    (sum, { fixedTokens, stable, task }) => sum + fixedTokens + tokensOf([...stable, task]),
    0,
  );
  const everyHeartbeat = everythingTokens + (frames / calls.length) * result.heartbeatCount;
  return [
    `tokens, ${botCount} bots, ${DAYS} days, ${calls.length} calls in ${result.heartbeatCount} heartbeats; input a bot-day:`,
    `  ours: ${perBotDay(own(uncached))}, and ${perBotDay(outputTokens)} of output`,
    ...(Object.keys(shapes) as (keyof typeof shapes)[]).map(ratios),
    `  everything at every heartbeat: ${perBotDay(everyHeartbeat)}; ours is ${(own(uncached) / everyHeartbeat).toFixed(4)} of it`,
    `  billed, 5 minutes, against the first: ${must.toFixed(3)} (${must <= TARGET_RATIO ? 'inside' : 'OUTSIDE'} the target of ${TARGET_RATIO})`,
    `  rules and persona are ${Math.min(...prefixes)} to ${Math.max(...prefixes)} tokens; the shortest prefix that is cached has ${leastCachedTokens}: ${own(fiveMinutes) === own(uncached) ? 'NOTHING of ours is cached' : 'ours is cached'}`,
    `  were it cached at any length, ours would be billed ${(own({ ...fiveMinutes, ...anyLength }) / own(uncached)).toFixed(3)} of what it is (5 minutes), ${(own({ ...oneHour, ...anyLength }) / own(uncached)).toFixed(3)} (an hour)`,
  ];
}
