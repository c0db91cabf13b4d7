import { tidyText } from '../tidy-text.ts';

/** Longest sentence that is kept, in UTF-16 units: more than a snippet has. Assumed. */
const mostCharacters = 1_000;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * The sentences of a Markdown text, as plain text in their order. Headings, code blocks and tables have none; an item
 * of a list begins a sentence of its own.
 */
export function sentencesOf(markdown: string): string[] {
  return markdown
    .replaceAll(/^(```|~~~)[\s\S]*?^\1.*$/gm, '\n\n')
    .replaceAll(/^\s*(?:#{1,6}\s.*|\|.*|[-*_=]{3,})$/gm, '\n')
    .replaceAll(/^\s*(?:[-*+]|\d{1,3}[.)])\s+/gm, '\n\n')
    .split(/\n\s*\n/)
    .flatMap((block) =>
      Array.from(segmenter.segment(withoutMarks(block)), ({ segment }) => tidyText(segment, mostCharacters)),
    )
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** Links and pictures become their text; quotation marks of a block, emphasis and code marks go. */
function withoutMarks(block: string): string {
  return block
    .replaceAll(/^\s*>+\s?/gm, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
