/** Text that people write for bots: names, interests, openings. */
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
