/** One operation at a time, first come, first served. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  /** Performs an operation once all earlier ones have ended, however they ended. */
  run<T>(operation: () => Promise<T> | T): Promise<T> {
    const result = this.#last.then(operation);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Settles when everything queued so far has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
