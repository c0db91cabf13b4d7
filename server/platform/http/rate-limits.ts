/** How much one caller may ask within a minute (PL-15): by token, or by address for whoever has none. */
import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { MemoryStore, rateLimit } from 'express-rate-limit';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Caller } from './caller.ts';
import { nobody, openCaller } from './caller.ts';
import { clientAddress } from './client-address.ts';
import { RefusedSecrets } from './refused-secrets.ts';

const windowMs = 60_000;

export interface RateLimitOptions {
  /** 0: as many as they like. */
  readonly requestsPerMinute: number;
  readonly trustedProxies: readonly string[];
  readonly clock: Clock;
}

export class RateLimits {
  readonly secrets: RefusedSecrets;
  readonly #options: RateLimitOptions;
  readonly #store = new MemoryStore();
  readonly #count: RequestHandler;

  constructor(options: RateLimitOptions) {
    this.#options = options;
    this.secrets = new RefusedSecrets(options.clock);
    this.#count = rateLimit({
      windowMs,
      limit: options.requestsPerMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      store: this.#store,
      keyGenerator: (request, response) => this.#keyOf(callerOf(response), request),
      handler: (request, _response, next) => next(this.#refusal(request)),
    });
  }

  addressOf(request: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    return clientAddress(request, this.#options.trustedProxies);
  }

  /** Counts a request whose caller is known; `next` hears too-many-requests where it is one too many. */
  readonly count: RequestHandler = (request, response, next) => {
    if (this.#options.requestsPerMinute === 0) return next();
    return this.#count(request, response, next);
  };

  /** As `count`, for an upgrade. @returns Whether it may go on. */
  async admits(request: IncomingMessage, caller: Caller): Promise<boolean> {
    const { requestsPerMinute } = this.#options;
    if (requestsPerMinute === 0) return true;
    const { totalHits } = await this.#store.increment(this.#keyOf(caller, request));
    return totalHits <= requestsPerMinute;
  }

  close(): void {
    this.#store.shutdown();
  }

  #keyOf(caller: Caller, request: IncomingMessage): string {
    const address = `address ${this.addressOf(request)}`;
    if (caller === openCaller || caller === nobody) return address;
    // Guests of one link are many, and none of them must use up what is the others’.
    return caller.sessionId === null ? `token ${caller.id}` : `link ${caller.id} ${address}`;
  }

  #refusal(request: Request): ClaqueError {
    const { resetTime } = (request as Request & { rateLimit: { resetTime: Date } }).rateLimit;
    const retryAfterSeconds = Math.max(1, Math.ceil((resetTime.getTime() - Date.now()) / 1_000));
    const { requestsPerMinute } = this.#options;
    return new ClaqueError(
      'too-many-requests',
      `At most ${requestsPerMinute} requests a minute (CLAQUE_REQUESTS_PER_MINUTE); go on in ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  }
}

/** Who asks, once that is settled. */
export const callerOf = (response: Response): Caller => response.locals['caller'] as Caller;
