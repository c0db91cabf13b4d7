/** Counts what each address holds open, up to a limit (PL-15). */
export class Tally {
  readonly #limit: number;
  readonly #counts = new Map<string, number>();

  /** @param limit 0: any number. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns Whether there was room; if so, exactly one `leave` has to follow. */
  enter(address: string): boolean {
    const count = this.#counts.get(address) ?? 0;
    if (this.#limit > 0 && count >= this.#limit) return false;
    this.#counts.set(address, count + 1);
    return true;
  }

  leave(address: string): void {
    const count = (this.#counts.get(address) ?? 0) - 1;
    if (count > 0) this.#counts.set(address, count);
    else this.#counts.delete(address);
  }
}
