/** A bot's memory: warm items that decay unless used, and cold summaries they are compacted into (BC-5). */
import type { MemoryKind, MemorySource } from '../../contract/bot.ts';
import { clamp } from '../../kernel/statistics.ts';
import { keywordsOf, sharedCount } from './keywords.ts';

/** In which a memory loses half of its strength. Assumed: long enough for a talk to go on tomorrow, not next week. */
export const halfLifeMs = 36 * 3_600_000;
/** Below this a memory is weak: it is compacted with others. */
const weakStrength = 0.15;
/** So many weak ones make a summary; fewer are left until more have gathered. */
const leastCompacted = 8;
const mostCompacted = 40;
/** Warm memories of one bot at most: beyond, the weakest are compacted, weak or not. */
const mostWarm = 200;
/** Summaries that a bot still has at hand; older ones are only in the database. */
export const coldAtHand = 10;
/** Two facts on one subject and with the same figures are the same if the shorter shares this much of its words. Assumed. */
const sameFactRatio = 0.8;
/** What using a memory adds, as a share of what it lacks to full strength. Assumed. */
const useGain = 0.25;

export interface MemoryDraft {
  readonly kind: MemoryKind;
  readonly about: string;
  readonly text: string;
  readonly source: MemorySource;
  /** 0 to 1. */
  readonly strength: number;
  /** -1 to 1; for what is known already it is added to what the bot felt before. */
  readonly valence: number;
}

export interface MemoryItem extends MemoryDraft {
  readonly id: number;
  readonly useCount: number;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number;
}

export interface ColdItem {
  readonly id: number;
  readonly text: string;
  readonly itemCount: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly atMs: number;
}

export type MemoryChange =
  | { readonly type: 'kept'; readonly item: MemoryItem }
  | { readonly type: 'compacted'; readonly cold: ColdItem; readonly removed: readonly number[] };

/** Strength now: halved for each half-life since its last use. */
export function strengthAt(
  { strength, lastUsedAtMs }: Pick<MemoryItem, 'strength' | 'lastUsedAtMs'>,
  nowMs: number,
): number {
  return strength * 2 ** (-Math.max(0, nowMs - lastUsedAtMs) / halfLifeMs);
}

export class Mind {
  readonly warm = new Map<number, MemoryItem>();
  readonly cold: ColdItem[] = [];
  /** When its memories were last compacted; at most once a day. */
  compactedAtMs: number | null = null;
  readonly #words = new Map<number, ReadonlySet<string>>();
  readonly #relationships = new Map<string, number>();
  #nextId = 1;
  #lookedAtMs = 0;

  apply(change: MemoryChange): void {
    if (change.type === 'kept') return this.#keep(change.item);
    for (const id of change.removed) this.#drop(id);
    this.cold.push(change.cold);
    if (this.cold.length > coldAtHand) this.cold.shift();
    this.compactedAtMs = change.cold.atMs;
    this.#nextId = Math.max(this.#nextId, change.cold.id + 1);
  }

  /** What the bot remembers of another, if anything. */
  relationshipWith(botId: string): MemoryItem | undefined {
    const id = this.#relationships.get(botId);
    return id === undefined ? undefined : this.warm.get(id);
  }

  /**
   * Turns drafts into changes: what is known already (same kind and subject, or for facts the same text) grows stronger
   * instead of being kept twice.
   */
  remember(drafts: readonly MemoryDraft[], nowMs: number): MemoryChange[] {
    let id = this.#nextId;
    const kept = new Map<string, MemoryItem>();
    for (const draft of drafts) {
      const key = keyOf(draft);
      const known = kept.get(key) ?? this.#find(draft);
      kept.set(key, known ? strengthened(known, draft, nowMs) : fresh(id++, draft, nowMs));
    }
    return [...kept.values()].map((item) => ({ type: 'kept', item }));
  }

  /** The changes that using these memories makes: each grows stronger and stays. */
  use(items: readonly MemoryItem[], nowMs: number): MemoryChange[] {
    return items.map((item) => {
      const now = strengthAt(item, nowMs);
      const strength = now + useGain * (1 - now);
      return { type: 'kept', item: { ...item, strength, useCount: item.useCount + 1, lastUsedAtMs: nowMs } };
    });
  }

  /**
   * The memories that matter at this moment, best first, as many as fit.
   *
   * Each is scored by strength × (0.1 + shared words, at most 4, / 4), and twice that if it is about somebody present:
   * recency, importance and relevance after Park et al., "Generative agents" (2023), with words for embeddings.
   *
   * @param most.tokens Budget, at four characters a token.
   * @param most.unrelated How many come in that share nothing with the moment: what the bot is full of anyway.
   */
  recall(
    moment: { words: ReadonlySet<string>; botIds: readonly string[] },
    nowMs: number,
    most: { tokens: number; unrelated: number },
  ): MemoryItem[] {
    const present = new Set(moment.botIds);
    const scored = [...this.warm.values()].map((item) => {
      const relevance = 0.1 + Math.min(4, sharedCount(this.#wordsOf(item), moment.words)) / 4;
      return { item, score: strengthAt(item, nowMs) * relevance * (present.has(item.about) ? 2 : 1) };
    });
    scored.sort((one, other) => other.score - one.score || one.item.id - other.item.id);
    const chosen: MemoryItem[] = [];
    let left = most.tokens;
    let unrelatedLeft = most.unrelated;
    for (const { item, score } of scored) {
      if (score < 0.1 && (unrelatedLeft -= 1) < 0) break;
      const tokens = Math.ceil((item.about.length + item.text.length) / 4) + 2;
      if (tokens > left) continue;
      chosen.push(item);
      left -= tokens;
    }
    return chosen;
  }

  /**
   * What is due to be compacted into a summary now; nothing most of the time. Looked for once an hour, and once a day
   * unless there are too many.
   */
  due(nowMs: number): MemoryItem[] {
    const isToday = this.compactedAtMs !== null && nowMs - this.compactedAtMs < 86_400_000;
    if (isToday && this.warm.size <= mostWarm) return [];
    if (nowMs - this.#lookedAtMs < 3_600_000) return [];
    this.#lookedAtMs = nowMs;
    const byStrength = [...this.warm.values()]
      .map((item) => ({ item, strength: strengthAt(item, nowMs) }))
      .sort((one, other) => one.strength - other.strength || one.item.id - other.item.id);
    const surplus = byStrength.length - mostWarm;
    const due = byStrength.filter(({ strength }, index) => strength < weakStrength || index < surplus);
    return due.length < leastCompacted ? [] : due.slice(0, mostCompacted).map(({ item }) => item);
  }

  /** The change that puts a summary in the place of these memories. */
  compact(items: readonly MemoryItem[], text: string, nowMs: number): MemoryChange {
    const created = items.map(({ createdAtMs }) => createdAtMs);
    return {
      type: 'compacted',
      removed: items.map(({ id }) => id),
      cold: {
        id: this.#nextId,
        text,
        itemCount: items.length,
        atMs: nowMs,
        fromMs: Math.min(...created),
        toMs: Math.max(...created),
      },
    };
  }

  /** Leaves what is due for another day: there were no words for it. */
  postponeCompaction(nowMs: number): void {
    this.compactedAtMs = nowMs;
  }

  #keep(item: MemoryItem): void {
    this.#words.delete(item.id);
    this.warm.set(item.id, item);
    if (item.kind === 'relationship') this.#relationships.set(item.about, item.id);
    this.#nextId = Math.max(this.#nextId, item.id + 1);
  }

  #drop(id: number): void {
    const item = this.warm.get(id);
    this.warm.delete(id);
    this.#words.delete(id);
    if (item?.kind === 'relationship') this.#relationships.delete(item.about);
  }

  #find(draft: MemoryDraft): MemoryItem | undefined {
    if (draft.kind === 'relationship') return this.relationshipWith(draft.about);
    if (draft.kind === 'fact') return this.#sameFact(draft);
    const key = keyOf(draft);
    for (const item of this.warm.values()) if (keyOf(item) === key) return item;
    return undefined;
  }

  /** A fact on the same subject whose words are mostly the same: read once and told once, it is one fact. */
  #sameFact({ about, text }: MemoryDraft): MemoryItem | undefined {
    const words = keywordsOf(`${about} ${text}`);
    for (const item of this.warm.values()) {
      if (item.kind !== 'fact' || item.about !== about || figuresIn(item.text) !== figuresIn(text)) continue;
      const known = this.#wordsOf(item);
      const least = Math.min(known.size, words.size);
      if (item.text === text || (least > 0 && sharedCount(known, words) >= sameFactRatio * least)) return item;
    }
    return undefined;
  }

  #wordsOf(item: MemoryItem): ReadonlySet<string> {
    const known = this.#words.get(item.id);
    if (known) return known;
    const words = keywordsOf(`${item.about} ${item.text}`);
    this.#words.set(item.id, words);
    return words;
  }
}

/** One relationship for each bot, one opinion and one interest for each subject, as many facts as there are. */
function keyOf({ kind, about, text }: Pick<MemoryDraft, 'kind' | 'about' | 'text'>): string {
  return kind === 'fact' ? `fact ${text}` : `${kind} ${about.toLowerCase()}`;
}

const fresh = (id: number, draft: MemoryDraft, nowMs: number): MemoryItem => ({
  ...draft,
  id,
  useCount: 0,
  createdAtMs: nowMs,
  lastUsedAtMs: nowMs,
});

function strengthened(known: MemoryItem, draft: MemoryDraft, nowMs: number): MemoryItem {
  const now = strengthAt(known, nowMs);
  return {
    ...known,
    // A fact keeps the words and the source in which it was found; the rest is as it was last.
    ...(draft.kind !== 'fact' && { text: draft.text, source: draft.source }),
    strength: clamp(now + draft.strength * (1 - now), 0, 1),
    valence: clamp(known.valence + draft.valence, -1, 1),
    lastUsedAtMs: nowMs,
  };
}

/** The numbers of a text: facts that differ in one are two. */
const figuresIn = (text: string): string => (text.match(/\d+/g) ?? []).join(' ');
