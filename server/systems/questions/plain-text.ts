/** Texts of questions and answers as data: whatever a model wrote, a person is shown words (F-40, F-42). */
import { cleaned } from '../../language/clean-text.ts';

const address = /\b(?:https?|ftp|file|data|javascript|vbscript|mailto):\S+|\bwww\.\S+/gi;

/** What a person said: without control and invisible characters, and not too long. */
export const whatIsSaid = (text: string, longest: number): string => cleaned(text, longest);

/** The words of a text that may come from a model: neither markup nor an address that somebody could be led to. */
export function plainText(text: string, longest: number): string {
  // Bounded first: what follows must not be given a megabyte to look at.
  const words = cleaned(text, longest * 4)
    .replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1')
    .replace(/<\/?[a-z!][^<>]*>/gi, ' ')
    .replace(address, '(link left out)')
    .replace(/ {2,}/g, ' ');
  return cleaned(words, longest);
}
