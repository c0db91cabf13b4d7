/** What a bot can say about a field without having read anything: the material of its sentences. */
import type { Template } from '../grammar.ts';
import { templates } from '../grammar.ts';

export interface Kit {
  /** What the field's vocabulary begins with, for text in small letters. */
  readonly words: RegExp;
  /** Clauses that somebody may hold to be true. */
  readonly claims: readonly Template[];
  /** Clauses in the present tense: what goes wrong. */
  readonly troubles: readonly Template[];
  /** What one could do, beginning with the bare verb. */
  readonly steps: readonly Template[];
  /** Noun phrases: what one could look at. */
  readonly measures: readonly Template[];
  /** Clauses in the past tense: what the bot went through. */
  readonly tales: readonly Template[];
}

/** @param stems Beginnings of words, separated by spaces. */
export function kit(stems: string, lists: Record<'claims' | 'troubles' | 'steps' | 'measures' | 'tales', string>): Kit {
  return {
    words: new RegExp(`\\b(?:${stems.trim().split(/\s+/).join('|')})`),
    claims: templates(lists.claims),
    troubles: templates(lists.troubles),
    steps: templates(lists.steps),
    measures: templates(lists.measures),
    tales: templates(lists.tales),
  };
}
