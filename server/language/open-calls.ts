/** Calls under way, whoever made them, so that a stop can call all of them off (PL-18). */
import type { LanguageModel, ModelRequest, ModelResult } from './port.ts';

export class OpenCalls {
  readonly #calls = new Set<AbortController>();
  #isClosed = false;

  /** The same model, whose calls end as `cancelled` once this is closed. */
  within(model: LanguageModel): LanguageModel {
    const { provider, name } = model;
    return { provider, name, complete: (request) => this.#perform(model, request) };
  }

  /** Calls off what is under way, and whatever comes later: what it may have cost is booked, as of any call that was called off. */
  close(): void {
    this.#isClosed = true;
    for (const off of this.#calls) off.abort();
  }

  async #perform(model: LanguageModel, request: ModelRequest): Promise<ModelResult> {
    const off = new AbortController();
    if (this.#isClosed) off.abort();
    const signal = request.signal ? AbortSignal.any([request.signal, off.signal]) : off.signal;
    this.#calls.add(off);
    try {
      return await model.complete({ ...request, signal });
    } finally {
      this.#calls.delete(off);
    }
  }
}
