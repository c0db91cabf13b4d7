/** How close threads are to a bot's interests. */
import { keywordsOf } from './keywords.ts';
import type { WorldThread } from './thread.ts';

export class Taste {
  readonly #words: ReadonlySet<string>;
  readonly #known = new WeakMap<WorldThread, number>();

  constructor(interests: readonly string[]) {
    this.#words = keywordsOf(interests.join(' '), 200);
  }

  /** 0 where nothing is shared; 0.5 with one word of the interests, 1 with two or more. */
  in(thread: WorldThread): number {
    const known = this.#known.get(thread);
    if (known !== undefined) return known;
    let shared = 0;
    for (const word of thread.keywords) if (this.#words.has(word)) shared += 1;
    const ratio = Math.min(1, shared / 2);
    this.#known.set(thread, ratio);
    return ratio;
  }
}
