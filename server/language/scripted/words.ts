/** Which words of a text carry its meaning. */

export const commonWords: ReadonlySet<string> = new Set(
  (
    'a an the i me my mine we us our you your he she it its they them their this that these those and or but if so as at ' +
    'by for from in into of off on onto out over to up with is are was were be been being am do does did have has had can ' +
    'could will would shall should may might must not no nor yes all any both each few more most other some such only own ' +
    'same than too very just about above after again against also always another anything around because before below ' +
    'between cannot doing done down during either enough even every everyone everything further give goes going good here ' +
    'himself however itself know less like little made make many maybe much myself never nobody nothing now often once ' +
    'others otherwise ours people perhaps please quite rather really said say says see seem seems since somebody someone ' +
    'something sometimes still take themselves then there thing things think through today together under until upon want ' +
    'wants well what whatever when where whether which while who whole whom whose why how within without write yourself ' +
    'reply answer post thread agree point question one two three first last new'
  ).split(' '),
);

/** Content words, those said oftenest first, then the longest; at most eight. */
export function keyWords(text: string): string[] {
  const counts = new Map<string, number>();
  for (const [word] of text.slice(0, 1_000).matchAll(/\p{L}[\p{L}’'-]{3,23}/gu)) {
    const plain = word.toLowerCase().replace(/['’]s?$/, '');
    if (!commonWords.has(plain)) counts.set(plain, (counts.get(plain) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one, oneCount], [other, otherCount]) => otherCount - oneCount || other.length - one.length)
    .slice(0, 8)
    .map(([word]) => word);
}
