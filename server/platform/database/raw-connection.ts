/** SQLite without knex, for what happens to files before and besides a database's use. */
import sqlite3 from 'sqlite3';

export type RawConnection = sqlite3.Database;
export type RawMode = 'create' | 'write' | 'read';

const flags: Readonly<Record<RawMode, number>> = {
  create: sqlite3.OPEN_READWRITE | sqlite3.OPEN_CREATE,
  write: sqlite3.OPEN_READWRITE,
  read: sqlite3.OPEN_READONLY,
};

/** @param mode Only `create` makes a file where there is none. */
export function openRaw(file: string, mode: RawMode): Promise<RawConnection> {
  return new Promise((resolve, reject) => {
    const connection = new sqlite3.Database(file, flags[mode], (error) =>
      error ? reject(error) : resolve(connection),
    );
  });
}

/** Performs one statement. @returns Its rows. */
export function ask(
  connection: RawConnection,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  return new Promise((resolve, reject) =>
    connection.all(sql, values, (error: Error | null, rows: Record<string, unknown>[]) =>
      error ? reject(error) : resolve(rows),
    ),
  );
}

export function closeRaw(connection: RawConnection): Promise<void> {
  return new Promise((resolve, reject) => connection.close((error) => (error ? reject(error) : resolve())));
}
