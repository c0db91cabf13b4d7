/** How a memory fades, how it feels, and how memories are exported. Pure. */
import type { ColdMemory, MemorySource, WarmMemory } from '../../../../server/contract/bot.ts';
import { toCsv } from '../../csv.ts';

/** A memory's strength halves in this time without use (the contract's words on `strength`). */
export const halfLifeHours = 36;

/**
 * A memory's strength later, if it is not used until then.
 *
 * @param strength Now, 0 to 1.
 * @param hours From now, >= 0.
 */
export const strengthAfter = (strength: number, hours: number) => strength * 2 ** (-hours / halfLifeHours);

/** Assumed: what is within a sixth of neutral is called neutral. */
const feelingFrom = 1 / 6;

/** @param isAboutBot What is remembered is somebody, not something. */
export function feelingOf(valence: number, isAboutBot = false) {
  const it = isAboutBot ? 'them' : 'it';
  if (valence > feelingFrom) return { label: `likes ${it}`, icon: 'i-lucide-smile', tone: 'text-high' };
  if (valence < -feelingFrom) return { label: `dislikes ${it}`, icon: 'i-lucide-frown', tone: 'text-low' };
  return { label: 'neutral', icon: 'i-lucide-meh', tone: 'text-dimmed' };
}

export const sourceWords: Record<MemorySource['kind'], { label: string; icon: string }> = {
  post: { label: 'a post', icon: 'i-lucide-message-square' },
  search: { label: 'the web', icon: 'i-lucide-globe' },
  seed: { label: 'the seed', icon: 'i-lucide-sprout' },
  interview: { label: 'an interview', icon: 'i-lucide-message-circle' },
  persona: { label: 'its persona', icon: 'i-lucide-id-card' },
};

/** The address of what a memory was found at, if a browser may follow it. */
export function linkOf({ kind, ref }: MemorySource): string | null {
  if (kind !== 'search' || ref === null || !URL.canParse(ref)) return null;
  return /^https?:$/.test(new URL(ref).protocol) ? ref : null;
}

export const warmCsv = (memories: readonly WarmMemory[]) =>
  toCsv(
    [
      'id',
      'kind',
      'about',
      'text',
      'strength',
      'valence',
      'uses',
      'source',
      'source_ref',
      'source_title',
      'created_at',
      'last_used_at',
    ],
    memories.map((one) => [
      one.id,
      one.kind,
      one.about,
      one.text,
      one.strength,
      one.valence,
      one.useCount,
      one.source.kind,
      one.source.ref,
      one.source.title,
      one.createdAt,
      one.lastUsedAt,
    ]),
  );

export const coldCsv = (memories: readonly ColdMemory[]) =>
  toCsv(
    ['id', 'text', 'compacted_from', 'from', 'to', 'at'],
    memories.map((one) => [one.id, one.text, one.itemCount, one.from, one.to, one.at]),
  );
