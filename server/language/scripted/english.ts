/** What English asks of a sentence that was put together. */

/** Capitalises what begins a sentence, also behind a quotation mark. What begins with a figure stays. */
export function upperFirst(text: string): string {
  return text.replace(/(?:^|[.?!] )[^\p{L}\p{N}]*\p{Ll}/gu, (start) => start.toUpperCase());
}

/** True for a noun phrase that takes "are", such as `backups` or `design and music`. */
export function isPlural(phrase: string): boolean {
  const words = phrase.split(' ');
  if (/^\p{L}+ing$/u.test(words[0] ?? '') && words.length > 1 && !/ing /.test(phrase.slice(words[0]!.length + 1)))
    return / and \p{L}+ing$/u.test(phrase);
  if (/ and /.test(phrase)) return true;
  const head = /^(\S+) (?:of|for|in|on|with|from|at) /.exec(phrase)?.[1] ?? words.at(-1) ?? '';
  return /[^aisu]s$/i.test(head) && !/(?:ics|news)$/i.test(head);
}

/** `one`, `one and two`, `one, two and three`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

const contractions: readonly [RegExp, string][] = [
  [/\b([Ii]) am (?=\p{L})/gu, '$1’m '],
  [
    /\b([Ii]|[Ww]e|[Yy]ou|[Tt]hey) have (?=(?:seen|been|had|heard|read|never|not|tried|changed|come|learned|kept|no\b))/g,
    '$1’ve ',
  ],
  [/\b([Ii]|[Ww]e|[Yy]ou|[Tt]hey) (?:would) (?=\p{L})/gu, '$1’d '],
  [/\b([Ii]|[Ww]e|[Yy]ou|[Tt]hey) will (?=\p{L})/gu, '$1’ll '],
  [/\b([Ww]e|[Yy]ou|[Tt]hey) are (?=\p{L})/gu, '$1’re '],
  [/\b([Ii]t|[Tt]hat|[Tt]here|[Ww]hat) is (?=\p{L})/gu, '$1’s '],
  [/\b([Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Ww]as|[Ww]ere|[Aa]re|[Hh]as|[Hh]ave|[Ww]ould|[Cc]ould|[Ss]hould) not\b/g, '$1n’t'],
  [/\b([Cc])annot\b/g, '$1an’t'],
];

/** As people say it: "I’m", "doesn’t". What stands inside quotation marks stays as it was written. */
export function contracted(text: string): string {
  return text
    .split(/(“[^”]*”)/)
    .map((piece) =>
      piece.startsWith('“') ? piece : contractions.reduce((said, [long, short]) => said.replace(long, short), piece),
    )
    .join('');
}
