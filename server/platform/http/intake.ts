/** Whether requests are taken, and those that are being performed: a stop takes no new ones and lets these end (PL-18). */
import type { RequestHandler } from 'express';
import { ClaqueError } from '../../kernel/errors.ts';

/** When to ask again, in seconds: about as long as a stop and a start take. Assumed. */
const retryAfterSeconds = 10;

export class Intake {
  readonly #performing = new Set<Promise<unknown>>();
  #isClosed = false;

  /** Refuses what comes after the close, before anything of it is looked at. */
  readonly admit: RequestHandler = (_request, response, next) => {
    if (!this.#isClosed) return next();
    response.set('Connection', 'close');
    next(new ClaqueError('unavailable', 'The server is stopping; ask again when it is back.', { retryAfterSeconds }));
  };

  async perform<T>(work: () => Promise<T>): Promise<T> {
    const performing = work();
    this.#performing.add(performing);
    try {
      return await performing;
    } finally {
      this.#performing.delete(performing);
    }
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Settles when nothing is being performed, whether or not those who asked are still there. */
  async idle(): Promise<void> {
    while (this.#performing.size > 0) await Promise.allSettled(this.#performing);
  }
}
