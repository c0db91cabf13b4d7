/** Foreign text as it may stand in a sentence: one line of plain words, nothing that acts as markup or an open slot. */

/** Words before which "an" stands although they begin with no vowel, and the other way round. */
const silentH = /\ba (?=(?:hour|honest|heir)|[aeio](?!ne\b|nce\b|u))/gi;

/**
 * @param longest Characters read and kept, at most; a word is never cut in two.
 */
export function tidy(text: string, longest: number): string {
  const plain = text
    .slice(0, longest * 4)
    .toWellFormed()
    .replace(/https?:\/\/\S+|<[^<>]{0,200}>/giu, ' ')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’`´]/gu, '’')
    .replace(/[^\p{L}\p{M}\p{N}’'.,;:!?%€$£&/()+-]+/gu, ' ')
    .replace(/(?<!\p{L})'|'(?!\p{L})/gu, ' ');
  const line = plain
    .replace(/'/g, '’')
    .replace(/\s*([.,;:!?])[\s.,;:!?]*(?=\s|$)/g, '$1 ')
    .replace(/\s+(?=[.,;:!?])/g, '')
    .replace(/([.,;:!?])[.,;:!?]+/g, '$1')
    .replace(/\b(\p{L}+) +\1(?![\p{L}\p{N}])/giu, '$1')
    .replace(silentH, (found) => `${found[0]}n `)
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}%)?]+$/gu, '')
    .replace(/\s+/g, ' ');
  return line.length <= longest ? line : line.slice(0, longest).replace(/\s*\S*$/u, '');
}

/** A title or another phrase: like `tidy`, and no full stop, question or exclamation inside it ends the sentence. */
export function tidyPhrase(text: string, longest: number): string {
  return tidy(text, longest)
    .replace(/[.!?;]+ /g, ', ')
    .replace(/[^\p{L}\p{N}%)]+$/u, '');
}

/** A name as one calls somebody; null where nobody is named. */
export function tidyName(text: string): string | null {
  const name = tidy(text, 40)
    .replace(/[^\p{L}\p{M}\p{N}’ -]+/gu, '')
    .trim();
  return name === '' || /^(?:you|undefined|null|nan)$/i.test(name) ? null : name;
}
