/** Those who wait until something happens to a question. */
export class Waiting {
  readonly #waiters = new Map<string, Set<() => void>>();

  /** Tells whoever waits for this question. */
  tell(id: string): void {
    const waiters = this.#waiters.get(id);
    this.#waiters.delete(id);
    waiters?.forEach((end) => end());
  }

  /** @returns What settles with the next that happens to a question, and a way to wait no longer. */
  next(id: string): { readonly happened: Promise<void>; readonly leave: () => void } {
    const { promise: happened, resolve } = Promise.withResolvers<void>();
    const waiters = this.#waiters.get(id) ?? new Set();
    this.#waiters.set(id, waiters.add(resolve));
    const leave = (): void => {
      waiters.delete(resolve);
      if (waiters.size === 0 && this.#waiters.get(id) === waiters) this.#waiters.delete(id);
    };
    return { happened, leave };
  }
}
