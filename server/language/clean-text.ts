/** What comes out of a model, fit to be shown; and what goes into a prompt as material, unable to pose as our words. */

/** Without control and invisible characters, with at most one empty line in a row, and not too long (F-40). */
export function cleaned(text: string, longest: number): string {
  const visible = text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{C}\n]/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return visible.length <= longest ? visible : `${visible.slice(0, longest - 1).toWellFormed()}…`;
}

/** The same on one line. */
export const cleanedLine = (text: string, longest: number): string => cleaned(text, longest).replace(/\n+/g, ' ');

const address = /\b(?:https?|ftp|file|data|javascript|vbscript|mailto):\S+|\bwww\.\S+/gi;

/** The words of a text that may come from a model: neither markup nor an address that somebody could be led to. */
export function plainText(text: string, longest: number): string {
  // Bounded first: what follows must not be given a megabyte to look at.
  let words = cleaned(text, longest * 4);
  // What is taken out may leave another behind, such as the tag around a tag; each round takes some away, so it ends.
  for (let before = ''; before !== words;) {
    before = words;
    words = words
      .replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1')
      .replace(/<[a-z/!][^<>]*>/gi, ' ')
      .replace(address, '(link left out)');
  }
  return cleaned(words.replace(/ {2,}/g, ' '), longest);
}

/** On one line and without angle brackets, which would let a text close the marks around it. */
export const materialLine = (value: string): string => value.replace(/[<>]/g, ' ').replace(/\s+/g, ' ').trim();

/** Lines between marks: what a prompt's rules say is material and never an instruction. */
export const marked = (mark: string, lines: readonly string[]): string => `<${mark}>\n${lines.join('\n')}\n</${mark}>`;
