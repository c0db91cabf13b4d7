/** Gaps between the posts of one person. */
import type { Cut } from './record.ts';

/** A person with fewer gaps says little about rhythm. Assumed; higher leaves out whoever writes twice a week. */
export const fewestGaps = 10;

/** The gaps of each member who has ten or more, in milliseconds and in their order. */
export function gapsByMember({ posts }: Cut): number[][] {
  const lastAt = new Map<string, number>();
  const gaps = new Map<string, number[]>();
  for (const { authorId, atMs } of posts) {
    const last = lastAt.get(authorId);
    lastAt.set(authorId, atMs);
    if (last === undefined) continue;
    const own = gaps.get(authorId);
    if (own) own.push(atMs - last);
    else gaps.set(authorId, [atMs - last]);
  }
  return [...gaps.values()].filter(({ length }) => length >= fewestGaps);
}
