/**
 * The database file before it is opened. SQLite creates what is missing without a word; we never want a silent new
 * file in place of a broken one (F-29), so a new file is made here, on purpose, and everything else must be sound.
 */
import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { ClaqueError } from '../../kernel/errors.ts';
import { ask, closeRaw, openRaw } from './raw-connection.ts';

/** "CLAQ": marks a file as ours, so that another program's SQLite file is recognised. */
const applicationId = 0x434c4151;

/** Above this size a full check would delay the start by seconds; damage is then found where it is read. */
const fullCheckMaxBytes = 200_000_000;

/**
 * Makes sure that there is a sound database file that is ours.
 *
 * @throws {ClaqueError} bad-file, naming the file, what is wrong with it, and what to do.
 */
export async function prepareDatabaseFile(file: string): Promise<void> {
  const fault = existsSync(file) ? await startFault(file) : logWithoutDatabase(file);
  if (fault !== null) throw refusal(fault);
  if (!existsSync(file)) await create(file);
  try {
    await inMode(file, 'PRAGMA journal_mode = WAL');
  } catch (cause) {
    throw refusal(unusable(file, cause), cause);
  }
}

const refusal = (fault: string, cause?: unknown): ClaqueError =>
  new ClaqueError(
    'bad-file',
    `${fault} It was left as it is; restore a backup, or move it away to begin with an empty database.`,
    { cause },
  );

const unusable = (file: string, cause: unknown): string =>
  `${file} is damaged or cannot be used (${cause instanceof Error ? cause.message : String(cause)}).`;

async function startFault(file: string): Promise<string | null> {
  const { mode, size } = statSync(file);
  if ((mode & 0o222) === 0) return `${file} is read-only: allow writing to it.`;
  return databaseFault(file, size <= fullCheckMaxBytes ? 'PRAGMA quick_check(1)' : null);
}

/** @returns What is wrong if a write-ahead log lies there without the database it belongs to, as a sentence; or null. */
export function logWithoutDatabase(file: string): string | null {
  if (!existsSync(`${file}-wal`)) return null;
  return `${file}-wal lies there, but the database it belongs to is missing.`;
}

/** Every page and every index: seconds for a large database. */
export const thoroughCheck = 'PRAGMA integrity_check(1)';

/**
 * Says what is wrong with a file that should be a database of ours; nothing in it changes.
 *
 * @param check Finds damage; null looks at the file's head alone.
 * @returns A sentence that names the file, or null if it is sound.
 */
export async function databaseFault(file: string, check: string | null): Promise<string | null> {
  const stat = statSync(file);
  if (!stat.isFile()) return `${file} is no file.`;
  if (stat.size === 0) return `${file} is empty (0 bytes), which no database of Claque ever is.`;
  try {
    const header = headerOf(file);
    if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') return `${file} is not a SQLite database.`;
    if (header.readUInt32BE(applicationIdOffset) !== applicationId)
      return `${file} is a SQLite database, but not one of Claque.`;
    return check === null ? null : await innerFault(file, check);
  } catch (cause) {
    return unusable(file, cause);
  }
}

/** Where SQLite's file format has `PRAGMA application_id`. @see https://sqlite.org/fileformat.html, section 1.3 */
const applicationIdOffset = 68;

/** Read as bytes: a connection would leave files beside one that is only looked at. */
function headerOf(file: string): Buffer {
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, header.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return header;
}

async function innerFault(file: string, check: string): Promise<string | null> {
  // A connection that may write takes its files away when it goes, one that may not leaves them.
  const connection = await openRaw(file, 'write');
  try {
    const found = String(Object.values((await ask(connection, check))[0] ?? {})[0]);
    return found === 'ok' ? null : `${file} is damaged (${found}).`;
  } finally {
    await closeRaw(connection);
  }
}

/** Makes the file under another name and renames it, so that a crash on the way leaves no half of a database. */
async function create(file: string): Promise<void> {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  await inMode(draft, `PRAGMA application_id = ${applicationId}`, 'PRAGMA journal_mode = WAL');
  renameSync(draft, file);
}

async function inMode(file: string, ...statements: string[]): Promise<void> {
  const connection = await openRaw(file, existsSync(file) ? 'write' : 'create');
  try {
    for (const statement of statements) await ask(connection, statement);
  } finally {
    await closeRaw(connection);
  }
}
