/** A turn of a call in the making: fills templates, and lets no sentence of the call come twice. */
import type { CallFacts } from './call-facts.ts';
import type { Draw } from './draw.ts';
import { contracted, upperFirst } from './english.ts';
import type { Template } from './grammar.ts';
import { expand } from './grammar.ts';

/** How often a template is tried with other words before the next one is. */
const mostTries = 4;

export class CallLines {
  readonly #draw: Draw;
  readonly #said: Set<string>;
  readonly #isContracted: boolean;
  readonly #sentences: string[] = [];
  #sayCount = 0;

  /** @param draw Draws of this turn. */
  constructor({ turns, seed, number }: CallFacts, draw: Draw, isContracted: boolean) {
    this.#draw = (what) => draw(`${seed} ${number} ${what}`);
    this.#said = new Set(turns.flatMap(({ text }) => sentencesOf(text)));
    this.#isContracted = isContracted;
  }

  get text(): string {
    return this.#sentences.join(' ');
  }

  /** A draw of this turn. */
  draw(what: string): number {
    return this.#draw(what);
  }

  /** @returns False where nothing new can be said with these templates. */
  say(pool: readonly Template[], slots: Readonly<Record<string, string>> = {}): boolean {
    const fitting = pool.filter((one) => [...one.slots].every((slot) => (slots[slot] ?? '') !== ''));
    const start = Math.floor(this.#draw(`start ${(this.#sayCount += 1)}`) * fitting.length);
    for (let index = 0; index < fitting.length * mostTries; index += 1) {
      const one = fitting[(start + index) % fitting.length]!;
      const text = this.#finish(expand(one, `words ${this.#sayCount} ${index}`, this.#draw, (slot) => slots[slot]!));
      const sentences = sentencesOf(text);
      if (sentences.some((sentence) => this.#said.has(sentence))) continue;
      for (const sentence of sentences) this.#said.add(sentence);
      this.#sentences.push(text);
      return true;
    }
    return false;
  }

  #finish(text: string): string {
    return upperFirst(this.#isContracted ? contracted(text) : text);
  }
}

/** Sentences as they compare: without marks, in small letters. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?…])\s+/u)
    .map((sentence) =>
      sentence
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim(),
    )
    .filter((sentence) => sentence !== '');
