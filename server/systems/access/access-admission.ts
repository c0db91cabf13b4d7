/** Knows who asks by a token or by the cookie of a login; while access is open everybody is the panel (PL-12, PL-13). */
import type { IncomingHttpHeaders } from 'node:http';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Admission } from '../../platform/http/admission.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { openCaller } from '../../platform/http/caller.ts';
import { loginOf } from './cookie.ts';
import type { Logins, Write } from './logins.ts';
import type { TokenState } from './rules.ts';
import { hashOf } from './secret.ts';
import type { TokenBook } from './token-book.ts';

/** When a token was last used is written once a minute at most, in ms. */
const useNotedEveryMs = 60_000;

interface Entrance {
  readonly tokenHash: string;
  /** Null where the token itself came along. */
  readonly login: string | null;
}

export class AccessAdmission implements Admission {
  readonly #parts: { readonly book: TokenBook; readonly logins: Logins; readonly write: Write; readonly clock: Clock };
  /** How those that were admitted came in. */
  readonly #entrances = new WeakMap<Caller, Entrance>();
  readonly #usedAtMs = new Map<string, number>();
  readonly #notedAtMs = new Map<string, number>();

  constructor(parts: { book: TokenBook; logins: Logins; write: Write; clock: Clock }) {
    this.#parts = parts;
  }

  /** A token in the address is never looked at: addresses are written down everywhere (F-36). */
  async authenticate({ authorization, cookie }: IncomingHttpHeaders): Promise<Caller> {
    if (this.#parts.book.isOpen) return openCaller;
    const secret = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    const login = loginOf(cookie);
    const token = secret === undefined ? await this.#ofLogin(login) : await this.#parts.book.find(secret);
    if (!token) throw unauthorized(secret !== undefined || login !== null);
    this.#usedAtMs.set(token.id, this.#parts.clock.now());
    return this.#admit(token, secret === undefined ? login : null);
  }

  stillAdmits(caller: Caller): boolean {
    const { book, logins } = this.#parts;
    const entrance = this.#entrances.get(caller);
    if (!entrance) return caller === openCaller && book.isOpen;
    if (entrance.login !== null && !logins.isGoingOn(entrance.login)) return false;
    return book.ofHash(entrance.tokenHash) !== null;
  }

  /** Once a second: sees what the command line has changed, and notes which tokens were used. */
  async beat(nowMs: number): Promise<void> {
    await this.#parts.book.refresh();
    const due = [...this.#usedAtMs].filter(([id]) => nowMs - (this.#notedAtMs.get(id) ?? -Infinity) >= useNotedEveryMs);
    if (due.length === 0) return;
    await this.#parts.write(async (trx) => {
      for (const [id, atMs] of due) await trx('access_tokens').where({ id }).update({ last_used_at_ms: atMs });
    });
    for (const [id] of due) {
      this.#usedAtMs.delete(id);
      this.#notedAtMs.set(id, nowMs);
    }
  }

  async #ofLogin(cookie: string | null): Promise<TokenState | null> {
    if (cookie === null) return null;
    const tokenHash = await this.#parts.logins.find(hashOf(cookie));
    return tokenHash === null ? null : this.#parts.book.ofHash(tokenHash);
  }

  #admit({ id, name, role, ventures, hash }: TokenState, cookie: string | null): Caller {
    const caller: Caller = { id, name, role, ventures };
    this.#entrances.set(caller, { tokenHash: hash, login: cookie === null ? null : hashOf(cookie) });
    return caller;
  }
}

const unauthorized = (hadOne: boolean): ClaqueError =>
  new ClaqueError(
    'unauthorized',
    hadOne
      ? 'The token or login is not known, has expired or was revoked; log in again, or send another token.'
      : 'Send a token as “Authorization: Bearer …”, or log in with one at POST /api/access/login.',
  );
