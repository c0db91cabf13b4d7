/** Words that say what a text is about. */

const commonWords = new Set(
  (
    'about above after again against also always another anything around because been before being below between both ' +
    'cannot could does doing done down during each either enough even every everyone everything from further give goes ' +
    'good have having here himself however into itself just know less like little made make many maybe might more most ' +
    'much must never nobody nothing often once only other others ours over people perhaps please quite rather really ' +
    'said same says seem seems should since some somebody someone something sometimes still such take than that their ' +
    'them themselves then there these they thing things think this those though through today together under until upon ' +
    'very want wants well were what whatever when where whether which while whole whom whose will with within without ' +
    'would write your yours yourself'
  ).split(' '),
);

/** Longest text that is read, in characters: what a text is about shows at its beginning. */
const longestText = 2_000;

/**
 * The words of four letters or more that are not common, in lower case and without a plural s.
 *
 * @param most How many at most, in the order of their first appearance.
 */
export function keywordsOf(text: string, most = 40): Set<string> {
  const words = new Set<string>();
  for (const [word] of text
    .slice(0, longestText)
    .toLowerCase()
    .matchAll(/\p{L}{4,}/gu)) {
    if (commonWords.has(word)) continue;
    words.add(word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word);
    if (words.size >= most) break;
  }
  return words;
}

/** How many words two texts share. */
export function sharedCount(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let count = 0;
  for (const word of small) if (large.has(word)) count += 1;
  return count;
}
