/** How alike bots sound, and how much each repeats itself (BC-18). */
import type { Similarity } from '../../contract/community.ts';
import { clamp } from '../../kernel/statistics.ts';

/** How many of a bot's posts are compared, the newest. */
const comparedCount = 50;
/** Bots with fewer posts are left out: a handful of sentences is not yet a voice. */
const fewestPosts = 5;
const longestList = 10;

interface Voice {
  readonly botId: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly repeatedRatio: number;
}

/**
 * Compares what bots write, two by two: the cosine of their word-pair counts, each weighted by how few bots use it.
 *
 * The weight of a pair of words is count·(1 + ln(bots / bots that use it)): what everybody says counts once, what one bot
 * alone says more. Words are runs of letters and digits in lower case; a pair does not cross from one post into the next.
 *
 * @param texts The posts of each bot, oldest first; beyond the last 50 they are not read.
 * @returns Bots with fewer than five posts, or without any two words in a row, are left out.
 */
export function similarityOf(texts: ReadonlyMap<string, readonly string[]>): Similarity {
  const voices = [...texts]
    .filter(([, posts]) => posts.length >= fewestPosts)
    .map(([botId, posts]) => voiceOf(botId, posts.slice(-comparedCount)))
    .filter(({ counts }) => counts.size > 0)
    .toSorted((one, other) => (one.botId < other.botId ? -1 : 1));
  const pairs = pairsOf(voices);
  return {
    memberCount: voices.length,
    meanRatio: pairs.length === 0 ? null : pairs.reduce((sum, { ratio }) => sum + ratio, 0) / pairs.length,
    pairs: pairs.toSorted((one, other) => other.ratio - one.ratio).slice(0, longestList),
    selves: voices.map(({ botId, repeatedRatio }) => ({ botId, repeatedRatio })),
  };
}

function voiceOf(botId: string, posts: readonly string[]): Voice {
  const counts = new Map<string, number>();
  let [totalCount, repeatedCount] = [0, 0];
  for (const post of posts) {
    const pairs = wordPairsOf(post);
    totalCount += pairs.length;
    repeatedCount += pairs.filter((pair) => counts.has(pair)).length;
    for (const pair of pairs) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return { botId, counts, repeatedRatio: totalCount === 0 ? 0 : repeatedCount / totalCount };
}

function wordPairsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
}

/** Every two voices: dot products of unit vectors, gathered word pair by word pair, so that only shared ones cost time. */
function pairsOf(voices: readonly Voice[]): Similarity['pairs'] {
  const dots = voices.map(() => new Float64Array(voices.length));
  const norms = new Float64Array(voices.length);
  for (const users of usersOf(voices).values()) {
    const rarity = (1 + Math.log(voices.length / users.length)) ** 2;
    for (const [place, [one, oneCount]] of users.entries()) {
      norms[one]! += rarity * oneCount ** 2;
      for (const [other, otherCount] of users.slice(place + 1)) dots[one]![other]! += rarity * oneCount * otherCount;
    }
  }
  return voices.flatMap(({ botId: oneId }, one) =>
    voices.slice(one + 1).map(({ botId: otherId }, offset) => {
      const other = one + 1 + offset;
      return { oneId, otherId, ratio: clamp(dots[one]![other]! / Math.sqrt(norms[one]! * norms[other]!), 0, 1) };
    }),
  );
}

/** Which voices use a pair of words, by their place and how often, in the order of their places. */
function usersOf(voices: readonly Voice[]): Map<string, [place: number, count: number][]> {
  const users = new Map<string, [number, number][]>();
  for (const [place, { counts }] of voices.entries()) {
    for (const [pair, count] of counts) {
      const known = users.get(pair);
      if (known) known.push([place, count]);
      else users.set(pair, [[place, count]]);
    }
  }
  return users;
}
