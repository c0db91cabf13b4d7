/** What is worth keeping of a post: it follows from what was written. */
import type { Writer } from './writer.ts';

export interface Remembered {
  readonly kind: 'fact' | 'relationship' | 'opinion' | 'interest';
  readonly about: string;
  readonly text: string;
}

export type Stance = 'agree' | 'doubt' | 'blunt' | 'shy';

const towards: Record<Stance, string | null> = {
  agree: 'agreed with',
  doubt: 'doubted',
  blunt: 'disagreed with',
  shy: null,
};

/** At most two memories: of the article that was cited, of the author answered, of the opinion given. */
export function rememberedOf(writer: Writer, stance: Stance | null): readonly Remembered[] {
  const { scene, filled } = writer;
  const about = scene.topic === 'this' ? (scene.word ?? 'this') : scene.topic;
  const kept: Remembered[] = [];
  const point = filled.get('articlePoint');
  if (point !== undefined && scene.article)
    kept.push({ kind: 'fact', about, text: `read in “${scene.article.title}” that ${point}` });
  const stood = stance === null ? null : towards[stance];
  if (stood !== null && scene.author !== null && writer.draw('keeps whom') < 0.4)
    kept.push({ kind: 'relationship', about: scene.author, text: `${stood} ${scene.author} about ${about}` });
  const claim = filled.get('claim');
  if (claim !== undefined && writer.draw('keeps what') < 0.5)
    kept.push({ kind: 'opinion', about, text: `thinks that ${claim}` });
  return kept.slice(0, 2);
}
