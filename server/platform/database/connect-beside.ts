/** A second way into a data folder, for commands that change a little while a server may be running on it. */
import { existsSync } from 'node:fs';
import type { Knex } from 'knex';
import path from 'node:path';
import { connect } from './connect.ts';
import { openDatabase } from './database.ts';
import { compareMigrations, type Migration } from './migrate.ts';

/**
 * Connects to a folder's database without taking the folder: WAL lets processes take turns, and each transaction waits for
 * the one before it. Activities must not be written so, for a running server keeps their numbers in memory.
 *
 * @throws {ClaqueError} unavailable, if a server of another version has the folder; bad-file, as `openDatabase`.
 */
export async function connectBeside(folder: string, migrations: readonly Migration[]): Promise<Knex> {
  const file = path.join(folder, 'claque.db');
  // Only a database that is missing or behind has to be taken, and none that a server of this version runs on is.
  if (!(await isUpToDate(file, migrations))) await (await openDatabase(folder, migrations)).close();
  return connect(file);
}

async function isUpToDate(file: string, migrations: readonly Migration[]): Promise<boolean> {
  if (!existsSync(file)) return false;
  const database = connect(file, { isReadOnly: true });
  try {
    const { pending, unknown } = await compareMigrations(database, migrations);
    return pending.length === 0 && unknown.length === 0;
  } catch {
    return false; // Whatever is wrong with it, opening it says so.
  } finally {
    await database.destroy();
  }
}
