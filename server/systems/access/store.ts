/** Tokens, logins and ventures in the database: rows in, rows out. */
import type { Knex } from 'knex';
import type { NewVenture, Role, Venture } from '../../contract/access.ts';
import type { TokenState } from './rules.ts';

interface TokenRow {
  id: string;
  name: string;
  role: Role;
  ventures: string | null;
  hash: string;
  created_by: string;
  created_at_ms: number;
  expires_at_ms: number | null;
  last_used_at_ms: number | null;
  revoked_at_ms: number | null;
}

interface VentureRow {
  id: string;
  title: string;
  time_zone: string;
  created_at_ms: number;
}

/** How long a login lasts at most, in ms: 30 days. */
export const loginLifeMs = 30 * 86_400_000;

const tokenOf = (row: TokenRow): TokenState => ({
  id: row.id,
  name: row.name,
  role: row.role,
  ventures: row.ventures === null ? null : (JSON.parse(row.ventures) as string[]),
  hash: row.hash,
  createdBy: row.created_by,
  createdAtMs: row.created_at_ms,
  expiresAtMs: row.expires_at_ms,
  lastUsedAtMs: row.last_used_at_ms,
  revokedAtMs: row.revoked_at_ms,
});

export async function insertToken(trx: Knex, token: TokenState): Promise<void> {
  const row: TokenRow = {
    id: token.id,
    name: token.name,
    role: token.role,
    ventures: token.ventures === null ? null : JSON.stringify(token.ventures),
    hash: token.hash,
    created_by: token.createdBy,
    created_at_ms: token.createdAtMs,
    expires_at_ms: token.expiresAtMs,
    last_used_at_ms: token.lastUsedAtMs,
    revoked_at_ms: token.revokedAtMs,
  };
  await trx('access_tokens').insert(row);
}

export async function tokensInForce(knex: Knex, nowMs: number): Promise<TokenState[]> {
  const rows: TokenRow[] = await knex('access_tokens')
    .whereNull('revoked_at_ms')
    .andWhere((either) => either.whereNull('expires_at_ms').orWhere('expires_at_ms', '>', nowMs));
  return rows.map(tokenOf);
}

export async function findToken(knex: Knex, id: string): Promise<TokenState | null> {
  const row: TokenRow | undefined = await knex('access_tokens').where({ id }).first();
  return row ? tokenOf(row) : null;
}

/** Newest first. */
export async function pageOfTokens(knex: Knex, limit: number, offset: number): Promise<TokenState[]> {
  const rows: TokenRow[] = await knex('access_tokens').orderBy('id', 'desc').limit(limit).offset(offset);
  return rows.map(tokenOf);
}

/** In the order of their ids. @param granted Only these; null: all of them. */
export async function findVentures(knex: Knex, granted: readonly string[] | null): Promise<Venture[]> {
  const query = knex('ventures').orderBy('id');
  if (granted !== null) void query.whereIn('id', [...granted]);
  const rows: VentureRow[] = await query;
  return rows.map(({ id, title, time_zone: timeZone, created_at_ms: atMs }) => ({
    id,
    name: title,
    timeZone,
    createdAt: new Date(atMs).toISOString(),
  }));
}

export async function insertVenture(trx: Knex, { id, name, timeZone }: NewVenture, atMs: number): Promise<void> {
  const row: VentureRow = { id, title: name, time_zone: timeZone, created_at_ms: atMs };
  await trx('ventures').insert(row);
}
