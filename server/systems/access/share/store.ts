/** Share links in the database: rows in, rows out. */
import type { Knex } from 'knex';
import type { ShareState } from './rules.ts';

interface ShareRow {
  id: string;
  session_id: string;
  name: string;
  hash: string;
  created_by: string;
  created_at_ms: number;
  expires_at_ms: number;
  revoked_at_ms: number | null;
  last_used_at_ms: number | null;
}

const shareOf = (row: ShareRow): ShareState => ({
  id: row.id,
  sessionId: row.session_id,
  name: row.name,
  hash: row.hash,
  createdBy: row.created_by,
  createdAtMs: row.created_at_ms,
  expiresAtMs: row.expires_at_ms,
  revokedAtMs: row.revoked_at_ms,
  lastUsedAtMs: row.last_used_at_ms,
});

export async function insertShare(trx: Knex, share: ShareState): Promise<void> {
  const row: ShareRow = {
    id: share.id,
    session_id: share.sessionId,
    name: share.name,
    hash: share.hash,
    created_by: share.createdBy,
    created_at_ms: share.createdAtMs,
    expires_at_ms: share.expiresAtMs,
    revoked_at_ms: share.revokedAtMs,
    last_used_at_ms: share.lastUsedAtMs,
  };
  await trx('share_links').insert(row);
}

/** Of all sessions, or of one. */
export async function sharesInForce(knex: Knex, nowMs: number, sessionId?: string): Promise<ShareState[]> {
  const query = knex('share_links').where('expires_at_ms', '>', nowMs).whereNull('revoked_at_ms');
  if (sessionId !== undefined) void query.andWhere({ session_id: sessionId });
  const rows: ShareRow[] = await query;
  return rows.map(shareOf);
}

export async function findShare(knex: Knex, id: string): Promise<ShareState | null> {
  const row: ShareRow | undefined = await knex('share_links').where({ id }).first();
  return row ? shareOf(row) : null;
}

/** Of one session, the newest first. */
export async function pageOfShares(
  knex: Knex,
  sessionId: string,
  limit: number,
  offset: number,
): Promise<{ items: ShareState[]; total: number }> {
  const ofSession = () => knex('share_links').where({ session_id: sessionId });
  const [counted] = await ofSession().count<{ total: number }[]>({ total: '*' });
  const rows: ShareRow[] = await ofSession().orderBy('id', 'desc').limit(limit).offset(offset);
  return { items: rows.map(shareOf), total: counted?.total ?? 0 };
}

export const hasSession = async (knex: Knex, id: string): Promise<boolean> =>
  (await knex('sessions').where({ id }).first('id')) !== undefined;
