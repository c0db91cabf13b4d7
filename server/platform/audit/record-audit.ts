/** Lines of the audit log that are written with a change, in its transaction: one is on disk exactly if the other is. */
import type { Knex } from 'knex';
import { insertRows } from '../database/rows.ts';
import { maskSecrets, maskedCopy } from '../telemetry/mask-secrets.ts';

export interface AuditEntry {
  /** Id of a token, or who else it was: `panel`, `command line`, a part of the server. */
  readonly who: string;
  /** Where it is known. */
  readonly name?: string;
  /** Such as token.create. */
  readonly what: string;
  /** Id of what was changed. */
  readonly subject: string;
  readonly ventureId?: string;
  /** Null where there was nothing. */
  readonly before: object | null;
  /** Null where nothing is left. */
  readonly after: object | null;
  /** Ms since 1970. */
  readonly atMs: number;
}

/** Writes lines as part of the transaction of what they tell; what looks like a secret is masked. */
export async function recordAudit(trx: Knex, entries: readonly AuditEntry[]): Promise<void> {
  await insertRows(trx, 'audit', entries.map(rowOf));
}

const rowOf = ({ who, name, what, subject, ventureId, before, after, atMs }: AuditEntry) => ({
  who,
  name: name ?? null,
  what,
  subject,
  venture_id: ventureId ?? null,
  before: textOf(before),
  after: textOf(after),
  at_ms: atMs,
});

const textOf = (value: object | null): string | null =>
  value === null ? null : JSON.stringify(maskedCopy(value, (text) => maskSecrets(text, [])));

/** Notes that a database was put back, in columns that every version's table has: a backup may be an older one's. */
export async function recordRestore(database: Knex, file: string, atMs: number): Promise<void> {
  if (!(await database.schema.hasTable('audit'))) return;
  const line = { who: 'command line', what: 'database.restore', subject: 'database' };
  await database('audit').insert({ ...line, after: JSON.stringify({ file }), at_ms: atMs });
}
