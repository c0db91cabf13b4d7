/**
 * The database file before it is opened. SQLite creates what is missing without a word; we never want a silent new
 * file in place of a broken one (F-29), so a new file is made here, on purpose, and everything else must be sound.
 */
import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import sqlite3 from 'sqlite3';
import { ClaqueError } from '../../kernel/errors.ts';

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
  if (!existsSync(file)) return create(file);
  const stat = statSync(file);
  if (!stat.isFile()) refuse(file, 'is no file');
  if ((stat.mode & 0o222) === 0) refuse(file, 'is read-only: allow writing to it');
  if (stat.size === 0) refuse(file, 'is empty (0 bytes), which no database of Claque ever is');
  if (!hasSqliteHeader(file)) refuse(file, 'is not a SQLite database');
  await inspect(file, stat.size <= fullCheckMaxBytes);
}

function refuse(file: string, what: string, cause?: unknown): never {
  throw new ClaqueError(
    'bad-file',
    `${file} ${what}. It was left as it is; restore a backup, or move it away to begin with an empty database.`,
    { cause },
  );
}

function hasSqliteHeader(file: string): boolean {
  const header = Buffer.alloc(16);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, 16, 0);
  } finally {
    closeSync(descriptor);
  }
  return header.toString('latin1') === 'SQLite format 3\0';
}

/** Makes the file under another name and renames it, so that a crash on the way leaves no half of a database. */
async function create(file: string): Promise<void> {
  if (existsSync(`${file}-wal`)) refuse(`${file}-wal`, 'lies there, but the database it belongs to is missing');
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const connection = await open(draft, sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE);
  try {
    await all(connection, `PRAGMA application_id = ${applicationId}`);
    await all(connection, 'PRAGMA journal_mode = WAL');
  } finally {
    await close(connection);
  }
  renameSync(draft, file);
}

async function inspect(file: string, isFull: boolean): Promise<void> {
  let connection: sqlite3.Database;
  try {
    connection = await open(file, sqlite3.OPEN_READWRITE);
  } catch (cause) {
    refuse(file, 'cannot be opened', cause);
  }
  try {
    const [id] = await all(connection, 'PRAGMA application_id');
    if (id?.['application_id'] !== applicationId) refuse(file, 'is a SQLite database, but not one of Claque');
    const [check] = isFull ? await all(connection, 'PRAGMA quick_check(1)') : [{ quick_check: 'ok' }];
    if (check?.['quick_check'] !== 'ok') refuse(file, `is damaged (${String(check?.['quick_check'])})`);
    await all(connection, 'PRAGMA journal_mode = WAL');
  } catch (cause) {
    if (cause instanceof ClaqueError) throw cause;
    refuse(file, `is damaged or cannot be used (${cause instanceof Error ? cause.message : String(cause)})`, cause);
  } finally {
    await close(connection);
  }
}

function open(file: string, mode: number): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const connection = new sqlite3.Database(file, mode, (error) => (error ? reject(error) : resolve(connection)));
  });
}

function all(connection: sqlite3.Database, sql: string): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) =>
    connection.all(sql, (error: Error | null, rows: Record<string, unknown>[]) =>
      error ? reject(error) : resolve(rows),
    ),
  );
}

function close(connection: sqlite3.Database): Promise<void> {
  return new Promise((resolve, reject) => connection.close((error) => (error ? reject(error) : resolve())));
}
