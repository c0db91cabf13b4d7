/** Tells subscribers, one after the other, within the call. */
export class Bus<T> {
  readonly #listeners = new Set<(message: T) => void>();
  readonly #onFailure: (error: unknown) => void;

  /** @param onFailure Hears of a subscriber that threw; the others get the message all the same. */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** @returns A function that ends the subscription. */
  subscribe(listener: (message: T) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  publish(message: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(message);
      } catch (error) {
        this.#onFailure(error);
      }
    }
  }
}
