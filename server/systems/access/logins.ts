/** Logins: what the cookie of a browser stands for. Each dies with its token, by being logged out, or of age. */
import type { Knex } from 'knex';
import type { Clock } from '../../kernel/clock.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { nobody } from '../../platform/http/caller.ts';
import type { TokenState } from './rules.ts';
import { hashOf, newSecret } from './secret.ts';
import { loginLifeMs } from './store.ts';
import type { TokenBook } from './token-book.ts';

/** Changes the database; `write` of the activity log, so that transactions keep their order. */
export type Write = <T>(change: (trx: Knex) => Promise<T>) => Promise<T>;

interface Login {
  readonly tokenHash: string;
  readonly expiresAtMs: number;
}

export class Logins {
  readonly #parts: { readonly read: Knex; readonly write: Write; readonly clock: Clock };
  /** Those that have been used since the start: none can end but here. */
  readonly #known = new Map<string, Login>();
  /** Logged out since the start, and when it would have expired: a look that was under way must not bring one back. */
  readonly #ended = new Map<string, number>();

  constructor(parts: { read: Knex; write: Write; clock: Clock }) {
    this.#parts = parts;
  }

  /** @returns What the cookie is to hold: random, and kept as a hash only. */
  async begin(token: TokenState): Promise<string> {
    const cookie = newSecret();
    const nowMs = this.#parts.clock.now();
    const login = { tokenHash: token.hash, expiresAtMs: nowMs + loginLifeMs };
    const hash = hashOf(cookie);
    await this.#parts.write(async (trx) => {
      await trx('access_logins').where('expires_at_ms', '<=', nowMs).delete();
      await trx('access_logins').insert({ hash, token_hash: token.hash, expires_at_ms: login.expiresAtMs });
      await recordAudit(trx, [lineOf('login.begin', token, nowMs)]);
    });
    for (const [other, { expiresAtMs }] of this.#known) if (expiresAtMs <= nowMs) this.#known.delete(other);
    for (const [other, expiresAtMs] of this.#ended) if (expiresAtMs <= nowMs) this.#ended.delete(other);
    this.#known.set(hash, login);
    return cookie;
  }

  /** @returns The hash of the token that was logged in with; null if the login is over. @param hash Of the cookie. */
  async find(hash: string): Promise<string | null> {
    if (!this.#known.has(hash)) {
      const row = (await this.#parts.read('access_logins').where({ hash }).first()) as
        | { token_hash: string; expires_at_ms: number }
        | undefined;
      if (row) this.#known.set(hash, { tokenHash: row.token_hash, expiresAtMs: row.expires_at_ms });
    }
    return this.isGoingOn(hash) ? this.#known.get(hash)!.tokenHash : null;
  }

  /** Of one that has been found before. */
  isGoingOn(hash: string): boolean {
    return !this.#ended.has(hash) && this.#parts.clock.now() < (this.#known.get(hash)?.expiresAtMs ?? 0);
  }

  /** @param book Knows whose it was, while the token is in force. */
  async end(cookie: string, book: TokenBook): Promise<void> {
    const hash = hashOf(cookie);
    const tokenHash = await this.find(hash);
    const token = tokenHash === null ? null : book.ofHash(tokenHash);
    await this.#parts.write(async (trx) => {
      const count = await trx('access_logins').where({ hash }).delete();
      if (count > 0) await recordAudit(trx, [lineOf('login.end', token, this.#parts.clock.now())]);
    });
    const login = this.#known.get(hash);
    if (!login) return;
    this.#known.delete(hash);
    this.#ended.set(hash, login.expiresAtMs);
  }
}

/** @param token Null where it is in force no more, and nobody knows whose the login was. */
function lineOf(what: string, token: TokenState | null, atMs: number) {
  const { id, name } = token ?? nobody;
  return { who: id, name, what, subject: id, before: null, after: null, atMs };
}
