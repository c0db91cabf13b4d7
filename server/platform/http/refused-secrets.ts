/** Slows whoever tries secrets, by the address it comes from (PL-15, F-36). */
import { createHash } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';

/** Within a minute an address may have so many secrets refused, and one of them so often. More, and a short one could be guessed. */
const limitCount = 10;
const windowMs = 60_000;

interface Refusals {
  readonly sinceMs: number;
  /** How often each secret was refused, by its hash; 0 while it is judged for the first time. */
  readonly counts: Map<string, number>;
}

/** A secret that came along, or null. */
interface Shown {
  readonly address: string;
  readonly secret: string | null;
  /** Whether it is one in force that was made here and that nobody can have guessed. */
  readonly isMade: (secret: string) => boolean;
}

/**
 * Counts different secrets, not attempts: a program that goes on with a token that was revoked is told so for itself
 * alone, and takes nobody else at its address along. What was made here goes on, too: nobody can guess 256 random bits,
 * and a stranger behind the same address must not keep people out. So it is with logins' cookies. CLAQUE_TOKEN, which a
 * person made up, is looked at no more than any guess.
 */
export class RefusedSecrets {
  readonly #clock: Clock;
  /** In the order in which their minutes began. */
  readonly #byAddress = new Map<string, Refusals>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Has a secret judged, unless too many of that address have been refused: then guessed ones are not told from others.
   *
   * @throws {ClaqueError} too-many-requests; and whatever the judgement throws.
   */
  async judge<T>({ address, secret, isMade }: Shown, judgement: () => Promise<T> | T): Promise<T> {
    if (secret === null || isMade(secret)) return judgement();
    const hash = createHash('sha256').update(secret).digest('base64url');
    this.#assertMayTry(address, hash);
    // Before it is judged: of a thousand that come at once all would be judged before the first was refused.
    const refusals = this.#refusalsOf(address);
    refusals.counts.set(hash, refusals.counts.get(hash) ?? 0);
    try {
      return await judgement();
    } catch (error) {
      if (error instanceof ClaqueError && error.code === 'unauthorized')
        refusals.counts.set(hash, (refusals.counts.get(hash) ?? 0) + 1);
      throw error;
    } finally {
      if (refusals.counts.get(hash) === 0) refusals.counts.delete(hash);
      if (refusals.counts.size === 0 && this.#byAddress.get(address) === refusals) this.#byAddress.delete(address);
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
      `Too many tokens from this address were refused; no guess is looked at for another ${retryAfterSeconds} s.`,
      { retryAfterSeconds },
    );
  }

  #refusalsOf(address: string): Refusals {
    const refusals = this.#byAddress.get(address) ?? { sinceMs: this.#clock.now(), counts: new Map() };
    this.#byAddress.set(address, refusals);
    return refusals;
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
