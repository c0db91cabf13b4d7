/** Lists as the API gives them: pages with totals, and the numbers of a query (PL-8). */
import { z } from 'zod';

const count = z.int().min(0);

/**
 * A number in a query, where everything is text: plain decimals only. Coercion would take nothing for 0 and 0x10 for
 * 16, and the document would offer `null`.
 */
export const inQuery = <T extends z.ZodType<number>>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value), schema);

export const ListQuery = z.strictObject({
  limit: inQuery(z.int().min(1).max(500)).default(50).describe('Entries a page, 1 to 500.'),
  offset: inQuery(z.int().min(0).max(10_000_000)).default(0).describe('Entries to skip.'),
});
export type ListQuery = z.infer<typeof ListQuery>;

/** A page of a list, with its totals (PL-8). */
export const pageOf = <T extends z.ZodType>(item: T, id: string) =>
  z.strictObject({ items: z.array(item), total: count, limit: count, offset: count }).meta({ id });
export interface Page<T> {
  items: T[];
  total: number;
  limit: number;
  offset: number;
}

/** Words to be looked for, in the query of a list. @param description Where. */
export const searched = (description: string, example: string) =>
  z.string().trim().min(1).max(100).optional().meta({ description, example });
