/** Text that people write: names, interests, openings, titles, words for an audience. */
import { z } from 'zod';

/**
 * A text with at least one letter or digit: blank and invisible words would be searched for and written about.
 *
 * @param most Longest, in characters.
 */
export const legible = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => /[\p{L}\p{N}]/u.test(text), 'needs at least one letter or digit');

/**
 * Whether a text shows what it says: something to see, no control characters but line ends and tabs, and none that turn
 * the direction of writing (F-40). Signs alone will do, for people answer polls with them.
 */
export const isPlain = (text: string): boolean =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) && !/[^\P{Cc}\t\r\n]|[\u202a-\u202e\u2066-\u2069]/u.test(text);

/** What a person calls something that others then read in lists and in the audit log: plain, in one line. 1 to 80 characters. */
export const plainName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine(
    (text) => isPlain(text) && !/[\t\r\n]/.test(text),
    'needs something to see, in one line, without control characters',
  );
