/** Longest texts of a result, in UTF-16 units. Assumed: what fits a line and a paragraph of a panel. */
export const mostTitleCharacters = 160;
export const mostSnippetCharacters = 400;

/** Most characters that are looked at before markup is taken out; bounds the work on hostile text. Assumed. */
const mostRawCharacters = 4_000;

const unseenText = /<(script|style)\b[^>]*>[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;
/** A tag, or the beginning of one: a browser takes `<` for one only before these characters. */
const tag = /<[a-z/!?][^>]*(?:>|$)/gi;
const tagBeginning = /<(?=[a-z/!?])/gi;
/** Control, format (zero-width, direction), unpaired, private and otherwise invisible characters. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * How often markup is taken out: taking one tag out, or reading an entity, can leave another. Pages are escaped twice
 * at most; what comes wrapped deeper is hostile, and then its angle brackets go.
 */
const roundCount = 2;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/**
 * Makes one line of plain text of whatever came from outside: no markup, no control or zero-width characters, single
 * spaces. What is left holds nothing that a browser would take for a tag.
 *
 * @param mostCharacters Longest result, in UTF-16 units; what is longer ends in an ellipsis. At least 2.
 */
export function tidyText(text: string, mostCharacters: number): string {
  let line = text.slice(0, mostRawCharacters);
  for (let round = 0; round < roundCount; round += 1) line = withoutMarkup(line);
  line = line.replaceAll(tagBeginning, '‹').normalize('NFC').replaceAll(/ {2,}/g, ' ').trim();
  return line.length <= mostCharacters ? line : `${wellFormed(line.slice(0, mostCharacters - 1)).trimEnd()}…`;
}

/** Invisible characters go first: they may stand in the middle of a tag. */
function withoutMarkup(text: string): string {
  const visible = decodeEntities(text).replaceAll(/\s/g, ' ').replaceAll(invisible, '');
  return visible.replaceAll(unseenText, ' ').replaceAll(tag, ' ');
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10_ff_ff ? String.fromCodePoint(point) : ' ';
  });
}

/** Without half a pair of surrogates at its end. */
function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
