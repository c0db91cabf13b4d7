/** Words that say nothing about what a text is about. Assumed: the commonest of English, and of questions. */
const stopWords: ReadonlySet<string> = new Set(
  (
    'a about an and are as at be been but by can could did do does for from had has have how i if in into is it its ' +
    'just may me more most my no not of on or our out over she should so some such than that the their them then ' +
    'there these they this those to too up us was we were what when where which while who why will with would you your'
  ).split(' '),
);

/** The words of a text as they are compared: lower case, without accents, apostrophes and the commonest words. */
export function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}'’]/gu, '');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !stopWords.has(word));
}
