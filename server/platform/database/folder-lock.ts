/** One server per data folder (F-24). */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sqlite3 from 'sqlite3';
import { ClaqueError } from '../../kernel/errors.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process, creating it if need be.
 *
 * The lock is an open transaction on a small SQLite file: the operating system gives it back however the process ends,
 * so there are no stale locks, and a reused process id (every container has its process 1) cannot fool anybody.
 *
 * @throws {ClaqueError} unavailable, if another live process has the folder; bad-file, if it cannot be written to.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const note = path.join(folder, 'claque.pid');
  const connection = await openLockFile(folder);
  try {
    await execute(connection, 'PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (cause) {
    await close(connection);
    throw new ClaqueError(
      'unavailable',
      `${folder} is in use by another Claque server${holder(note)}. Stop it, or give this one a CLAQUE_DATA_DIR of its own.`,
      { cause },
    );
  }
  writeFileSync(note, `${process.pid}\n`);
  return { release: () => close(connection) };
}

async function openLockFile(folder: string): Promise<sqlite3.Database> {
  try {
    mkdirSync(folder, { recursive: true });
    return await new Promise((resolve, reject) => {
      const connection = new sqlite3.Database(path.join(folder, 'claque.lock'), (error) =>
        error ? reject(error) : resolve(connection),
      );
    });
  } catch (cause) {
    throw new ClaqueError('bad-file', `The data folder ${folder} cannot be written to: ${String(cause)}`, { cause });
  }
}

function holder(note: string): string {
  try {
    return ` (process ${readFileSync(note, 'utf8').trim()})`;
  } catch {
    return ''; // The note is a courtesy; without it the sentence is still right.
  }
}

function execute(connection: sqlite3.Database, sql: string): Promise<void> {
  return new Promise((resolve, reject) => connection.exec(sql, (error) => (error ? reject(error) : resolve())));
}

function close(connection: sqlite3.Database): Promise<void> {
  return new Promise((resolve, reject) => connection.close((error) => (error ? reject(error) : resolve())));
}
