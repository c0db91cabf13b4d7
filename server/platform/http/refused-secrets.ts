/** Slows whoever tries secrets, by the address it comes from (PL-15, F-36). */
import { createHash } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';

/** Within a minute an address may have so many secrets refused, and one of them so often. More, and a short one could be guessed. */
const limitCount = 10;
const windowMs = 60_000;

interface Refusals {
  readonly sinceMs: number;
  /** How often each secret was refused, by its hash. */
  readonly counts: Map<string, number>;
}

/**
 * Counts different secrets, not attempts: a program that goes on with a token that was revoked is told so for itself
 * alone, and takes nobody else at its address along. Logins’ cookies do not count: nobody can guess 256 random bits.
 */
export class RefusedSecrets {
  readonly #clock: Clock;
  /** In the order in which their minutes began. */
  readonly #byAddress = new Map<string, Refusals>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Has a secret judged, unless too many of that address have been refused: then right ones are not told from wrong ones.
   *
   * @param secret Null where none came along.
   * @throws {ClaqueError} too-many-requests; and whatever the judgement throws.
   */
  async judge<T>(address: string, secret: string | null, judgement: () => Promise<T> | T): Promise<T> {
    if (secret === null) return judgement();
    const hash = createHash('sha256').update(secret).digest('base64url');
    this.#assertMayTry(address, hash);
    try {
      return await judgement();
    } catch (error) {
      if (error instanceof ClaqueError && error.code === 'unauthorized') this.#note(address, hash);
      throw error;
    }
  }

  #assertMayTry(address: string, hash: string): void {
    this.#forget();
    const refusals = this.#byAddress.get(address);
    if (!refusals) return;
    const { counts, sinceMs } = refusals;
    const isOver = (counts.get(hash) ?? 0) >= limitCount || (counts.size >= limitCount && !counts.has(hash));
    if (!isOver) return;
    const retryAfterSeconds = Math.ceil((sinceMs + windowMs - this.#clock.now()) / 1_000);
    throw new ClaqueError(
      'too-many-requests',
      `Too many tokens from this address were refused; none is looked at for another ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  }

  #note(address: string, hash: string): void {
    const refusals = this.#byAddress.get(address) ?? { sinceMs: this.#clock.now(), counts: new Map() };
    refusals.counts.set(hash, (refusals.counts.get(hash) ?? 0) + 1);
    this.#byAddress.set(address, refusals);
  }

  #forget(): void {
    const nowMs = this.#clock.now();
    for (const [address, { sinceMs }] of this.#byAddress) {
      // A clock that was put back must not stretch the minute.
      if (nowMs < sinceMs + windowMs && nowMs >= sinceMs) return;
      this.#byAddress.delete(address);
    }
  }
}
