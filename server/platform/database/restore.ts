/** A backup in the place of a folder's database (PL-16). */
import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ClaqueError } from '../../kernel/errors.ts';
import { flush } from './backup.ts';
import { connect } from './connect.ts';
import { databaseFault, thoroughCheck } from './database-file.ts';
import { lockFolder } from './folder-lock.ts';
import { compareMigrations, newerSentence, type Migration } from './migrate.ts';
import { ask, closeRaw, openRaw } from './raw-connection.ts';

export interface Restored {
  /** Where the database that was there lies now; null if there was none. */
  readonly keptIn: string | null;
  /** Migrations that the next start will perform, for the backup is of an older version. */
  readonly pending: readonly string[];
}

/**
 * Puts a backup in the place of a folder's database, and keeps what was there beside it.
 *
 * What is checked is the copy that will be used. The folder is never without a database on the way: the new one replaces
 * the old one in a single step, after the old one has got a second name.
 *
 * @param atMs When this is, for the name of what is kept.
 * @throws {ClaqueError} unavailable, while a server has the folder; bad-file, if the file is not a whole database of
 *   ours, is of a newer version, or cannot be copied. The folder's database is then as it was.
 */
export async function restoreBackup(
  file: string,
  { folder, migrations, atMs }: { folder: string; migrations: readonly Migration[]; atMs: number },
): Promise<Restored> {
  if (!existsSync(file)) throw refusal(`${file} is not there.`);
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw refusal(`${file} has a write-ahead log beside it, so it is in use or was copied by hand: use claque backup.`);
  const lock = await lockFolder(folder);
  const database = path.join(folder, 'claque.db');
  const draft = `${database}.restored`;
  try {
    const fault = await databaseFault(file, null);
    if (fault !== null) throw refusal(fault);
    copyFileSync(file, draft);
    chmodSync(draft, 0o600);
    const pending = await checkedMigrations(draft, file, migrations);
    flush(draft);
    const keptIn = await keep(database, path.join(folder, `before-restore-${nameOf(atMs)}`));
    renameSync(draft, database);
    flush(folder);
    return { keptIn, pending };
  } catch (cause) {
    if (cause instanceof ClaqueError) throw cause;
    throw refusal(`${file} cannot be restored: ${(cause as Error).message}`, cause);
  } finally {
    for (const ending of ['', '-wal', '-shm']) rmSync(draft + ending, { force: true });
    await lock.release();
  }
}

async function checkedMigrations(draft: string, file: string, migrations: readonly Migration[]) {
  const fault = await databaseFault(draft, thoroughCheck);
  if (fault !== null) throw refusal(fault.replaceAll(draft, file));
  const copy = connect(draft, { isReadOnly: true });
  try {
    const { pending, unknown } = await compareMigrations(copy, migrations);
    if (unknown.length > 0) throw refusal(`${newerSentence(file, unknown)} Restore it with that version.`);
    return pending;
  } finally {
    await copy.destroy();
  }
}

/** Gives the database, with its write-ahead log if it has one, a second name. @returns Where, or null without one. */
async function keep(database: string, keptIn: string): Promise<string | null> {
  const present = ['', '-wal', '-shm'].filter((ending) => existsSync(database + ending));
  if (present.length === 0) return null;
  await foldIn(database);
  mkdirSync(keptIn, { mode: 0o700 });
  const kept = path.join(keptIn, path.basename(database));
  if (existsSync(database)) linkOrCopy(database, kept);
  // A log must not lie beside a database that it does not belong to: SQLite would perform it there.
  for (const ending of ['-wal', '-shm'])
    if (existsSync(database + ending)) renameSync(database + ending, kept + ending);
  flush(keptIn);
  return keptIn;
}

/** Folds the write-ahead log into a sound database; a damaged one keeps its log beside it. */
async function foldIn(database: string): Promise<void> {
  if (!existsSync(database) || (await databaseFault(database, null)) !== null) return;
  try {
    const connection = await openRaw(database, 'write');
    await ask(connection, 'PRAGMA wal_checkpoint(TRUNCATE)').finally(() => closeRaw(connection));
  } catch {
    // What cannot be folded in is kept as the two files that it is.
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // Not every file system has links.
    flush(to);
  }
}

/** A time as part of a file's name, such as 2026-11-21T19-30-00-000Z: colons are not possible everywhere. */
const nameOf = (atMs: number): string => new Date(atMs).toISOString().replaceAll(/[:.]/g, '-');

const refusal = (sentence: string, cause?: unknown): ClaqueError => new ClaqueError('bad-file', sentence, { cause });
