/**
 * Knows who asks: by a token, by the cookie of a login, or by that of a share link, in this order; while access is open
 * everybody is the panel (PL-12, PL-13, PL-14).
 */
import type { IncomingHttpHeaders } from 'node:http';
import { ClaqueError } from '../../kernel/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Admission } from '../../platform/http/admission.ts';
import { bearerOf } from '../../platform/http/admission.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { openCaller } from '../../platform/http/caller.ts';
import { loginOf, shareSecretOf } from './cookie.ts';
import { LastUse } from './last-use.ts';
import type { Logins, Write } from './logins.ts';
import type { TokenState } from './rules.ts';
import { hashOf } from './secret.ts';
import type { ShareBook } from './share/book.ts';
import { guestOf } from './share/guest.ts';
import type { ShareState } from './share/rules.ts';
import type { TokenBook } from './token-book.ts';

type Entrance =
  /** `login` is null where the token itself came along. */
  { readonly tokenHash: string; readonly login: string | null } | { readonly shareHash: string };

export class AccessAdmission implements Admission {
  readonly #parts: { readonly book: TokenBook; readonly logins: Logins; readonly shares: ShareBook };
  /** How those that were admitted came in. */
  readonly #entrances = new WeakMap<Caller, Entrance>();
  readonly #tokensUsed: LastUse;
  readonly #sharesUsed: LastUse;

  constructor(parts: { book: TokenBook; logins: Logins; shares: ShareBook; write: Write; clock: Clock }) {
    this.#parts = parts;
    this.#tokensUsed = new LastUse({ ...parts, table: 'access_tokens' });
    this.#sharesUsed = new LastUse({ ...parts, table: 'share_links' });
  }

  /** A secret in the address is never looked at: addresses are written down everywhere (F-36). */
  async authenticate(headers: IncomingHttpHeaders): Promise<Caller> {
    if (this.#parts.book.isOpen) return openCaller;
    const secret = bearerOf(headers);
    const login = loginOf(headers.cookie);
    const token = secret === null ? await this.#ofLogin(login) : await this.#parts.book.find(secret);
    if (token) return this.#admit(token, secret === null ? login : null);
    const shareSecret = secret === null ? shareSecretOf(headers.cookie) : null;
    const share = shareSecret === null ? null : this.#parts.shares.ofSecret(shareSecret);
    if (share) return this.#admitGuest(share);
    throw unauthorized(secret !== null || login !== null, shareSecret !== null);
  }

  stillAdmits(caller: Caller): boolean {
    const { book, logins, shares } = this.#parts;
    const entrance = this.#entrances.get(caller);
    if (!entrance) return caller === openCaller && book.isOpen;
    if ('shareHash' in entrance) return shares.ofHash(entrance.shareHash) !== null;
    if (entrance.login !== null && !logins.isGoingOn(entrance.login)) return false;
    return book.ofHash(entrance.tokenHash) !== null;
  }

  hasMade(secret: string): boolean {
    const { book, shares } = this.#parts;
    const hash = hashOf(secret);
    return book.hasMade(hash) || shares.ofHash(hash) !== null;
  }

  /** Once a second: sees what the command line has changed, and notes which tokens and share links were used. */
  async beat(nowMs: number): Promise<void> {
    await this.#parts.book.refresh();
    await this.#tokensUsed.beat(nowMs);
    await this.#sharesUsed.beat(nowMs);
  }

  async #ofLogin(cookie: string | null): Promise<TokenState | null> {
    if (cookie === null) return null;
    const tokenHash = await this.#parts.logins.find(hashOf(cookie));
    return tokenHash === null ? null : this.#parts.book.ofHash(tokenHash);
  }

  #admit({ id, name, role, ventures, hash }: TokenState, cookie: string | null): Caller {
    this.#tokensUsed.now(id);
    const caller: Caller = { id, name, role, ventures, sessionId: null };
    this.#entrances.set(caller, { tokenHash: hash, login: cookie === null ? null : hashOf(cookie) });
    return caller;
  }

  #admitGuest(share: ShareState): Caller {
    this.#sharesUsed.now(share.id);
    const caller = guestOf(share);
    this.#entrances.set(caller, { shareHash: share.hash });
    return caller;
  }
}

function unauthorized(hadToken: boolean, hadLink: boolean): ClaqueError {
  if (hadLink)
    return new ClaqueError(
      'unauthorized',
      'The link is not known, has expired or was revoked; ask whoever sent it for another one.',
    );
  return new ClaqueError(
    'unauthorized',
    hadToken
      ? 'The token or login is not known, has expired or was revoked; log in again, or send another token.'
      : 'Send a token as “Authorization: Bearer …”, or log in with one at POST /api/access/login.',
  );
}
