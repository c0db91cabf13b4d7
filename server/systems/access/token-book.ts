/** The tokens in force, in memory: what every request is held against. */
import type { Knex } from 'knex';
import type { Clock } from '../../kernel/clock.ts';
import type { Surroundings, TokenState } from './rules.ts';
import { isAdministrator, isInForce, isOpen } from './rules.ts';
import { hashOf, isSameHash } from './secret.ts';
import { tokensInForce } from './store.ts';

export interface TokenBookParts {
  readonly read: Knex;
  readonly clock: Clock;
  /** CLAQUE_TOKEN: an admin's for all ventures, and never stored. */
  readonly environmentToken: string | null;
  readonly isLoopback: boolean;
}

export class TokenBook {
  readonly surroundings: Surroundings;
  readonly #read: Knex;
  readonly #clock: Clock;
  readonly #environment: readonly TokenState[];
  #made: readonly TokenState[] = [];
  #refreshing: Promise<void> | null = null;
  #refreshingNext: Promise<void> | null = null;

  private constructor({ read, clock, environmentToken, isLoopback }: TokenBookParts) {
    this.#read = read;
    this.#clock = clock;
    this.#environment = environmentToken === null ? [] : [ofEnvironment(environmentToken)];
    this.surroundings = { hasEnvironmentToken: environmentToken !== null, isLoopback };
  }

  static async open(parts: TokenBookParts): Promise<TokenBook> {
    const book = new TokenBook(parts);
    await book.refresh();
    return book;
  }

  /** Whether no token is asked for (PL-12). */
  get isOpen(): boolean {
    return isOpen(this.#inForce(), this.surroundings);
  }

  get hasAdministrator(): boolean {
    return this.#inForce().some((token) => isAdministrator(token));
  }

  /** Reads anew what is in force: the command line writes to the same database. Settles after a look that begins now. */
  refresh(): Promise<void> {
    if (!this.#refreshing) return this.#begin();
    // The one under way may have looked before what its caller has just written.
    this.#refreshingNext ??= this.#refreshing.catch(() => undefined).then(() => this.#begin());
    return this.#refreshingNext;
  }

  #begin(): Promise<void> {
    this.#refreshingNext = null;
    this.#refreshing = this.#load().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  /** The token in force that has this secret; null if there is none. One that is not known may be new. */
  async find(secret: string): Promise<TokenState | null> {
    const hash = hashOf(secret);
    const known = this.ofHash(hash);
    if (known) return known;
    await this.refresh();
    return this.ofHash(hash);
  }

  /** Looks at all of them however soon it is found, each in constant time (F-36). */
  ofHash(hash: string): TokenState | null {
    let found: TokenState | null = null;
    for (const token of this.#inForce()) if (isSameHash(token.hash, hash)) found = token;
    return found;
  }

  /** Whether it is of a token in force that was made here: of random bits, which a person's CLAQUE_TOKEN need not be. */
  hasMade(hash: string): boolean {
    const token = this.ofHash(hash);
    return token !== null && !this.#environment.includes(token);
  }

  #inForce(): readonly TokenState[] {
    const nowMs = this.#clock.now();
    return [...this.#environment, ...this.#made.filter((token) => isInForce(token, nowMs))];
  }

  async #load(): Promise<void> {
    this.#made = await tokensInForce(this.#read, this.#clock.now());
  }
}

const ofEnvironment = (secret: string): TokenState => ({
  id: 'environment',
  name: 'CLAQUE_TOKEN',
  role: 'admin',
  ventures: null,
  hash: hashOf(secret),
  createdBy: 'environment',
  createdAtMs: 0,
  expiresAtMs: null,
  lastUsedAtMs: null,
  revokedAtMs: null,
});
