/** Commands on share links. Each change is in the audit log with who made it (PL-13, PL-14). */
import type { Knex } from 'knex';
import type { ListQuery, Page } from '../../../contract/page.ts';
import type { IssuedShareLink, NewShareLink, ShareLink } from '../../../contract/share.ts';
import { shareSecretPrefix } from '../../../contract/share.ts';
import { defaultVentureId } from '../../../contract/vocabulary.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { ClaqueError } from '../../../kernel/errors.ts';
import { recordAudit } from '../../../platform/audit/record-audit.ts';
import { newUuid } from '../../../platform/database/uuid.ts';
import type { Actor } from '../actor.ts';
import { doneBy } from '../actor.ts';
import type { Write } from '../logins.ts';
import { hashOf, newSecret } from '../secret.ts';
import type { ShareBook } from './book.ts';
import type { ShareState } from './rules.ts';
import { shareComplaint, shownShare } from './rules.ts';
import { findShare, hasSession, insertShare, pageOfShares, sharesInForce } from './store.ts';

const dayMs = 86_400_000;
/** Guests of one link that come within so many ms are one line of the audit log: thousands scan one code, or one wants to fill a disk. */
const arrivalsMs = 60_000;

export class ShareService {
  readonly #parts: { readonly read: Knex; readonly write: Write; readonly clock: Clock; readonly book: ShareBook };

  /** The newest line of guests' arrivals, being written or on disk, by links. */
  readonly #arrivals = new Map<string, { readonly atMs: number; readonly told: Promise<void> }>();

  constructor(parts: { read: Knex; write: Write; clock: Clock; book: ShareBook }) {
    this.#parts = parts;
  }

  /** Of one session, those that are no longer in force too. @throws {ClaqueError} not-found. */
  async links(sessionId: string, { limit, offset }: ListQuery): Promise<Page<ShareLink>> {
    await assertSession(this.#parts.read, sessionId);
    const { items, total } = await pageOfShares(this.#parts.read, sessionId, limit, offset);
    return { items: items.map(shownShare), total, limit, offset };
  }

  /** @throws {ClaqueError} not-found; illegal-transition, if the session has too many already. */
  async issue(sessionId: string, draft: NewShareLink, by: Actor): Promise<IssuedShareLink> {
    const { write, clock, book } = this.#parts;
    const secret = newSecret(shareSecretPrefix);
    const share = await write(async (trx) => {
      const atMs = clock.now();
      await assertSession(trx, sessionId);
      const complaint = shareComplaint((await sharesInForce(trx, atMs, sessionId)).length);
      if (complaint !== null) throw new ClaqueError('illegal-transition', complaint);
      const share = shareOf(sessionId, draft, hashOf(secret), by.id, atMs);
      await insertShare(trx, share);
      const change = { subject: share.id, ventureId: defaultVentureId, before: null, after: shownShare(share) };
      await recordAudit(trx, [{ ...doneBy(by), what: 'share.create', ...change, atMs }]);
      return share;
    });
    book.keep(share);
    return { link: shownShare(share), secret, path: `/shared#${secret}` };
  }

  /** Once is enough: a second time changes nothing. @throws {ClaqueError} not-found. */
  async revoke(id: string, by: Actor): Promise<ShareLink> {
    const { write, clock, book } = this.#parts;
    const share = await write(async (trx) => {
      const atMs = clock.now();
      const before = await findShare(trx, id);
      if (!before) throw new ClaqueError('not-found', `There is no share link “${id}”.`);
      if (before.revokedAtMs !== null) return before;
      const after = { ...before, revokedAtMs: atMs };
      await trx('share_links').where({ id }).update({ revoked_at_ms: atMs });
      const change = { subject: id, ventureId: defaultVentureId, before: shownShare(before), after: shownShare(after) };
      await recordAudit(trx, [{ ...doneBy(by), what: 'share.revoke', ...change, atMs }]);
      return after;
    });
    book.keep(share);
    return shownShare(share);
  }

  /** Lets a browser in, which the audit log tells by the link’s own name, once a minute. @throws {ClaqueError} unauthorized. */
  async open(secret: string): Promise<ShareState> {
    const share = this.#parts.book.ofSecret(secret);
    if (!share) throw new ClaqueError('unauthorized', 'The link is not known, has expired or was revoked.');
    await this.#tellArrival(share);
    return share;
  }

  #tellArrival({ id, name }: ShareState): Promise<void> {
    const { write, clock } = this.#parts;
    const atMs = clock.now();
    for (const [other, arrival] of this.#arrivals)
      if (Math.abs(atMs - arrival.atMs) >= arrivalsMs) this.#arrivals.delete(other);
    const known = this.#arrivals.get(id);
    if (known) return known.told;
    const line = { who: id, name, what: 'share.open', subject: id, before: null, after: null };
    const told = write((trx) => recordAudit(trx, [{ ...line, ventureId: defaultVentureId, atMs }]));
    this.#arrivals.set(id, { atMs, told });
    told.catch(() => this.#arrivals.delete(id));
    return told;
  }

  /** All sessions belong to the default venture, and so do links to them. @returns Null if there is no such link. */
  async ventureOf(id: string): Promise<string | null> {
    return (await findShare(this.#parts.read, id)) === null ? null : defaultVentureId;
  }
}

async function assertSession(knex: Knex, id: string): Promise<void> {
  if (!(await hasSession(knex, id)))
    throw new ClaqueError('not-found', `There is no session “${id}”; GET /api/sessions lists them.`);
}

function shareOf(sessionId: string, draft: NewShareLink, hash: string, by: string, atMs: number): ShareState {
  return {
    id: newUuid(atMs),
    sessionId,
    name: draft.name,
    hash,
    createdBy: by,
    createdAtMs: atMs,
    expiresAtMs: atMs + draft.expiresInDays * dayMs,
    revokedAtMs: null,
    lastUsedAtMs: null,
  };
}
