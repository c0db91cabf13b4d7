import { tidyText } from './tidy-text.ts';

/** Longest query. Assumed: what people type, and some; a bot's model may write any length. */
const mostQueryCharacters = 200;

/** A query as it is asked: one line of plain text, cut where it is too long; empty if there is no letter or digit. */
export function tidyQuery(query: string): string {
  const line = tidyText(query, mostQueryCharacters);
  return /[\p{L}\p{N}]/u.test(line) ? line : '';
}
