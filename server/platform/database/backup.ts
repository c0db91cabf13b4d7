/** A database as one file of its own, made while a server writes to it (PL-16). */
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ClaqueError } from '../../kernel/errors.ts';
import { databaseFault, thoroughCheck } from './database-file.ts';
import { ask, closeRaw, openRaw } from './raw-connection.ts';

/** How long a backup waits while the write-ahead log is being folded in: much longer than that ever takes. */
const busyTimeoutMs = 30_000;

/**
 * Writes a backup: one file that only its owner can read, checked before it gets its name.
 *
 * Everything that was acknowledged before the call is in it: the copy is one reading transaction, which in WAL mode
 * neither waits for the writer nor holds it up. Nothing is left behind if it fails.
 *
 * @param isReplacing Whether a file that lies there may be replaced; the old one stays until the new one is sound.
 * @returns Its size in bytes.
 * @throws {ClaqueError} bad-file, if there is no database, the file lies there already, cannot be written, or what was
 *   written is damaged.
 */
export async function writeBackup(database: string, file: string, isReplacing: boolean): Promise<number> {
  if (!existsSync(database)) throw refusal(`There is no database in ${path.dirname(database)}: nothing to back up.`);
  refuseTarget(database, file, isReplacing);
  const draft = `${file}.${process.pid}.draft`;
  try {
    // SQLite fills an empty file, so that nobody else can ever read it.
    closeSync(openSync(draft, 'wx', 0o600));
    await copyDatabase(database, draft);
    const fault = await databaseFault(draft, thoroughCheck);
    if (fault !== null) throw refusal(`The backup was thrown away: ${fault} claque doctor looks at the database.`);
    putInPlace(draft, file, isReplacing);
    return statSync(file).size;
  } catch (cause) {
    if (cause instanceof ClaqueError) throw cause;
    throw refusal(`${file} cannot be written: ${(cause as Error).message}`, cause);
  } finally {
    rmSync(draft, { force: true });
  }
}

function refuseTarget(database: string, file: string, isReplacing: boolean): void {
  const isOwn = path.basename(file).startsWith('claque.') && isSameFolder(path.dirname(file), path.dirname(database));
  if (isOwn) throw refusal(`${file} is one of the data folder’s own files; give the backup another name or folder.`);
  if (existsSync(file) && !isReplacing)
    throw refusal(`${file} lies there already; give the backup another name, or replace it with --force.`);
}

/** By what the folders are and not by their names: links may lead to the same. */
function isSameFolder(one: string, other: string): boolean {
  const [first, second] = [one, other].map((folder) => statSync(folder, { throwIfNoEntry: false }));
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev;
}

async function copyDatabase(database: string, draft: string): Promise<void> {
  const connection = await openRaw(database, 'write');
  try {
    await ask(connection, `PRAGMA busy_timeout = ${busyTimeoutMs}`);
    await ask(connection, 'VACUUM INTO ?', [draft]);
  } finally {
    await closeRaw(connection);
  }
}

/** Gives a finished file its name at once: a power failure leaves all of it or nothing. */
function putInPlace(draft: string, file: string, isReplacing: boolean): void {
  chmodSync(draft, 0o600);
  flush(draft);
  if (isReplacing || !isLinked(draft, file)) renameSync(draft, file);
  flush(path.dirname(file));
}

/** A link refuses where a file has come to lie meanwhile, a rename would replace it; not every file system has links. */
function isLinked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    return false;
  }
}

/** Waits until a file, or the names in a folder, are on disk. */
export function flush(entry: string): void {
  const descriptor = openSync(entry, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const refusal = (sentence: string, cause?: unknown): ClaqueError => new ClaqueError('bad-file', sentence, { cause });
