/** Commands on tokens, logins and ventures. Each change is in the audit log with who made it (PL-13). */
import type { Knex } from 'knex';
import type {
  AccessToken,
  ActorName,
  IssuedToken,
  NewAccessToken,
  NewVenture,
  Venture,
} from '../../contract/access.ts';
import type { ListQuery, Page } from '../../contract/page.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ClaqueError } from '../../kernel/errors.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { newUuid } from '../../platform/database/uuid.ts';
import type { Caller } from '../../platform/http/caller.ts';
import type { Actor } from './actor.ts';
import { doneBy } from './actor.ts';
import type { Write } from './logins.ts';
import type { TokenState } from './rules.ts';
import { creationComplaint, isMetIn, revocationComplaint, shown } from './rules.ts';
import { hashOf, newSecret } from './secret.ts';
import { findToken, findVentures, insertToken, insertVenture, pageOfTokens, tokensInForce } from './store.ts';
import type { TokenBook } from './token-book.ts';

const dayMs = 86_400_000;
/** Names are given to everybody at once: so many of the newest. Assumed to be more than act in a month. */
const mostNames = 1_000;

export interface AccessServiceParts {
  readonly read: Knex;
  readonly write: Write;
  readonly clock: Clock;
  readonly book: TokenBook;
}

export class AccessService {
  readonly #parts: AccessServiceParts;

  constructor(parts: AccessServiceParts) {
    this.#parts = parts;
  }

  async tokens({ limit, offset }: ListQuery): Promise<Page<AccessToken>> {
    const [counted] = await this.#parts.read('access_tokens').count<{ total: number }[]>({ total: '*' });
    const items = await pageOfTokens(this.#parts.read, limit, offset);
    return { items: items.map(shown), total: counted?.total ?? 0, limit, offset };
  }

  /** @throws {ClaqueError} not-found for a venture that does not exist; illegal-transition, if it may not be made now. */
  async issue(draft: NewAccessToken, by: Actor): Promise<IssuedToken> {
    const { book, clock } = this.#parts;
    const secret = newSecret();
    const token = await this.#parts.write(async (trx) => {
      const atMs = clock.now();
      refuse(creationComplaint(draft, await tokensInForce(trx, atMs), book.surroundings));
      await assertVentures(trx, draft.ventures ?? []);
      const token = tokenOf(draft, hashOf(secret), by.id, atMs);
      await insertToken(trx, token);
      const change = { subject: token.id, before: null, after: shown(token) };
      await recordAudit(trx, [{ ...doneBy(by), what: 'token.create', ...change, atMs }]);
      return token;
    });
    await book.refresh();
    return { token: shown(token), secret };
  }

  /** Once is enough: a second time changes nothing. @throws {ClaqueError} not-found; illegal-transition. */
  async revoke(id: string, by: Actor): Promise<AccessToken> {
    const { book, clock } = this.#parts;
    const token = await this.#parts.write(async (trx) => {
      const atMs = clock.now();
      const before = await findToken(trx, id);
      if (!before) throw new ClaqueError('not-found', `There is no token “${id}”.`);
      if (before.revokedAtMs !== null) return before;
      refuse(revocationComplaint(id, await tokensInForce(trx, atMs), book.surroundings));
      const after = { ...before, revokedAtMs: atMs };
      await trx('access_tokens').where({ id }).update({ revoked_at_ms: atMs });
      await trx('access_logins').where({ token_hash: before.hash }).delete();
      const change = { subject: id, before: shown(before), after: shown(after) };
      await recordAudit(trx, [{ ...doneBy(by), what: 'token.revoke', ...change, atMs }]);
      return after;
    });
    await book.refresh();
    return shown(token);
  }

  /** Who may have done something in a venture of the caller, by name; newest first. */
  async names({ ventures }: Caller): Promise<ActorName[]> {
    const tokens = await pageOfTokens(this.#parts.read, mostNames, 0);
    return tokens.filter((token) => isMetIn(ventures, token)).map(({ id, name }) => ({ id, name }));
  }

  /** Those that the caller has been granted. */
  async ventures({ ventures }: Caller, { limit, offset }: ListQuery): Promise<Page<Venture>> {
    const all = await findVentures(this.#parts.read, ventures);
    return { items: all.slice(offset, offset + limit), total: all.length, limit, offset };
  }

  /** @throws {ClaqueError} bad-request for an unknown time zone; illegal-transition, if there is one of this id. */
  async createVenture(draft: NewVenture, by: Actor): Promise<Venture> {
    assertTimeZone(draft.timeZone);
    return this.#parts.write(async (trx) => {
      const atMs = this.#parts.clock.now();
      if ((await findVentures(trx, [draft.id])).length > 0)
        throw new ClaqueError('illegal-transition', `There is a venture “${draft.id}” already; take another id.`);
      const venture = { ...draft, createdAt: new Date(atMs).toISOString() };
      await insertVenture(trx, draft, atMs);
      const change = { subject: draft.id, ventureId: draft.id, before: null, after: venture };
      await recordAudit(trx, [{ ...doneBy(by), what: 'venture.create', ...change, atMs }]);
      return venture;
    });
  }
}

function tokenOf(draft: NewAccessToken, hash: string, by: string, atMs: number): TokenState {
  const { name, role, ventures, expiresInDays } = draft;
  return {
    id: newUuid(atMs),
    name,
    role,
    ventures,
    hash,
    createdBy: by,
    createdAtMs: atMs,
    expiresAtMs: expiresInDays === null ? null : atMs + expiresInDays * dayMs,
    lastUsedAtMs: null,
    revokedAtMs: null,
  };
}

function refuse(complaint: string | null): void {
  if (complaint !== null) throw new ClaqueError('illegal-transition', complaint);
}

async function assertVentures(trx: Knex, ids: readonly string[]): Promise<void> {
  const known = new Set((await findVentures(trx, ids)).map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw new ClaqueError('not-found', `There is no venture “${unknown}”.`);
}

/** Offsets such as +01:00 are none: they know no daylight saving. */
function assertTimeZone(name: string): void {
  try {
    if (/^[A-Za-z]/.test(name)) return void new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    // Falls through to the one sentence for all that is none.
  }
  const message = 'use an IANA name such as Europe/Berlin';
  throw new ClaqueError('bad-request', `body.timeZone: ${message}.`, { fields: [{ field: 'body.timeZone', message }] });
}
