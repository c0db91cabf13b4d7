/** One server per data folder (F-24). */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { ClaqueError } from '../../kernel/errors.ts';
import { ask, closeRaw, openRaw, type RawConnection } from './raw-connection.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * How long the lock is waited for, so that somebody who only looks whether it is taken stops no server from starting.
 * Shorter fails under a slow disk, longer lets a second server wait for its refusal.
 */
const lookTimeoutMs = 500;

/**
 * Takes the data folder for this process, creating it if need be.
 *
 * The lock is an open transaction on a small SQLite file: the operating system gives it back however the process ends,
 * so there are no stale locks, and a reused process id (every container has its process 1) cannot fool anybody.
 *
 * @throws {ClaqueError} unavailable, naming who has the folder, if another live process does; bad-file, if it cannot be
 *   written to.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  let connection: RawConnection | undefined;
  try {
    mkdirSync(folder, { recursive: true });
    connection = await openRaw(lockFileOf(folder), 'create');
    await ask(connection, `PRAGMA busy_timeout = ${lookTimeoutMs}`);
    await ask(connection, 'BEGIN EXCLUSIVE');
    writeFileSync(noteOf(folder), `${process.pid}\n${hostname()}\n${new Date().toISOString()}\n`);
  } catch (cause) {
    if (connection) await closeRaw(connection);
    if (!isBusy(cause))
      throw new ClaqueError(
        'bad-file',
        `The data folder ${folder} cannot be written to: ${String(cause)}. Allow it, or set CLAQUE_DATA_DIR to another.`,
        { cause },
      );
    throw new ClaqueError(
      'unavailable',
      `${folder} is in use by another Claque server (${holderIn(folder)}). Stop it, or give this one a CLAQUE_DATA_DIR of its own.`,
      { cause },
    );
  }
  const taken = connection;
  return { release: () => closeRaw(taken) };
}

/**
 * Says who has a folder, without taking it and without writing anything.
 *
 * @returns Such as “process 7 on claque-1, since 2026-11-21T19:30:00.000Z”; null if nobody has it.
 */
export async function folderHolder(folder: string): Promise<string | null> {
  if (!existsSync(lockFileOf(folder))) return null;
  const connection = await openRaw(lockFileOf(folder), 'read');
  try {
    await ask(connection, 'PRAGMA busy_timeout = 0');
    await ask(connection, 'SELECT count(*) FROM sqlite_master');
    return null;
  } catch (error) {
    if (isBusy(error)) return holderIn(folder);
    throw error;
  } finally {
    await closeRaw(connection);
  }
}

const lockFileOf = (folder: string): string => path.join(folder, 'claque.lock');
const noteOf = (folder: string): string => path.join(folder, 'claque.pid');
const isBusy = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'SQLITE_BUSY';

/** The note is a courtesy: where it cannot be read, the lock holds nevertheless. */
function holderIn(folder: string): string {
  try {
    const [process, host, since] = readFileSync(noteOf(folder), 'utf8').trim().split('\n');
    return `process ${process}${host ? ` on ${host}` : ''}${since ? `, since ${since}` : ''}`;
  } catch {
    return 'it left no note who it is';
  }
}
