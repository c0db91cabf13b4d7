/** What a server has acknowledged before it was killed, and what was in doubt when it died. */

interface Write {
  readonly text: string;
  isAcknowledged: boolean;
}

/** Writes that all concern one thing, in the order in which they were sent. */
export class Ledger {
  readonly #writes: Write[] = [];

  /**
   * Sends a write. It is in doubt until it is answered, and for ever if that never comes.
   *
   * @param send Whether it was accepted; one that is refused was never sent.
   */
  async note(text: string, send: () => Promise<boolean>): Promise<void> {
    const write = { text, isAcknowledged: false };
    this.#writes.push(write);
    if (await send()) write.isAcknowledged = true;
    else this.#writes.splice(this.#writes.indexOf(write), 1);
  }

  /** What is wrong with what is there: lost, never sent, twice or in another order, as a sentence; null if nothing is. */
  faultOf(found: readonly string[]): string | null {
    const there = new Set(found);
    const lost = this.#writes.find(({ text, isAcknowledged }) => isAcknowledged && !there.has(text));
    if (lost) return `“${lost.text}” was acknowledged and is lost`;
    const sent = this.#writes.map(({ text }) => text).filter((text) => there.has(text));
    return JSON.stringify(sent) === JSON.stringify(found) ? null : `found ${found.join()}, sent ${sent.join()}`;
  }

  /** The same of a value that each write replaces: it is the last acknowledged, or one that was in doubt after that. */
  replacedFaultOf(found: string): string | null {
    const last = this.#writes.findLastIndex(({ isAcknowledged }) => isAcknowledged);
    const possible = this.#writes.slice(Math.max(0, last)).map(({ text }) => text);
    return last < 0 || possible.includes(found) ? null : `found “${found}”, possible: ${possible.join(', ')}`;
  }
}
