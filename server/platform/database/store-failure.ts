/** A database that takes nothing for now, told from a mistake of ours (F-29). */
import { ClaqueError } from '../../kernel/errors.ts';

/** What is the matter and what helps, by SQLite's code. Every other one stands for a statement that is wrong. */
const sentences: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'the disk is full; make room where the data folder lies',
  SQLITE_IOERR: 'the disk cannot be written to or read; see whether it is full or broken',
  SQLITE_READONLY: 'the data folder is read-only; allow writing to it',
  SQLITE_BUSY: 'another process holds it; end that process',
  SQLITE_CANTOPEN: 'its file cannot be opened; see whether the data folder is still there',
  SQLITE_CORRUPT: 'its file is damaged; restore a backup',
  SQLITE_NOTADB: 'its file is no database any more; restore a backup',
};

/** @returns What to tell whoever asked for it; null if the database is well and the mistake is ours. */
export function storeFailure(error: unknown): ClaqueError | null {
  const { code } = (error ?? {}) as { code?: unknown };
  const sentence = typeof code === 'string' ? sentences[code] : undefined;
  if (sentence === undefined) return null;
  return new ClaqueError('unavailable', `The database cannot be used now (${String(code)}): ${sentence}.`, {
    cause: error,
  });
}
