/** The share links in force, in memory: what guests’ requests are held against. Links change through this server only. */
import type { Knex } from 'knex';
import type { Clock } from '../../../kernel/clock.ts';
import { hashOf, isSameHash } from '../secret.ts';
import type { ShareState } from './rules.ts';
import { isShareInForce } from './rules.ts';
import { sharesInForce } from './store.ts';

export class ShareBook {
  readonly #clock: Clock;
  #kept: readonly ShareState[];

  private constructor(clock: Clock, kept: readonly ShareState[]) {
    this.#clock = clock;
    this.#kept = kept;
  }

  static async open({ read, clock }: { read: Knex; clock: Clock }): Promise<ShareBook> {
    return new ShareBook(clock, await sharesInForce(read, clock.now()));
  }

  /** Takes in a link as it is now on disk, and forgets those that are over. */
  keep(share: ShareState): void {
    const others = this.#kept.filter(({ id }) => id !== share.id);
    this.#kept = [...others, share].filter((one) => isShareInForce(one, this.#clock.now()));
  }

  /** The link in force that has this secret; null if there is none. */
  ofSecret(secret: string): ShareState | null {
    return this.ofHash(hashOf(secret));
  }

  /** Looks at all of them however soon it is found, each in constant time (F-36). */
  ofHash(hash: string): ShareState | null {
    let found: ShareState | null = null;
    for (const share of this.#kept) if (isSameHash(share.hash, hash)) found = share;
    return found && isShareInForce(found, this.#clock.now()) ? found : null;
  }

  /** When a link that is in force expires, in ms since 1970; null for anything else. */
  expiryOf(id: string): number | null {
    return this.#kept.find((share) => share.id === id)?.expiresAtMs ?? null;
  }
}
