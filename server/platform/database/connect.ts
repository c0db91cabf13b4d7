/** One SQLite connection through knex, with the settings every connection of ours needs. */
import knex from 'knex';
import type { Knex } from 'knex';

/** How long a statement waits for a lock of another connection. Shorter fails under a slow disk, longer hides a deadlock. */
const busyTimeoutMs = 5_000;

/** How long a query waits for its connection: a query that forgets its transaction ends here instead of waiting for ever. */
const acquireTimeoutMs = 15_000;

/** What knex would write to the console reaches the caller as a rejection as well, and from there our log. */
const silent = { warn: () => undefined, error: () => undefined, deprecate: () => undefined, debug: () => undefined };

interface RawConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

/**
 * Connects to a SQLite file. The pool holds one connection: SQLite has one writer, and reads get a pool of their own.
 *
 * @param isReadOnly Refuses every write on this connection, so that a mistake in a read path shows at once.
 * @param isBulk Does not wait for the disk: for filling a database that is thrown away if that fails.
 */
export function connect(file: string, options: { isReadOnly?: boolean; isBulk?: boolean } = {}): Knex {
  const pragmas = [
    `PRAGMA busy_timeout = ${busyTimeoutMs}`,
    'PRAGMA foreign_keys = ON',
    // FULL and not NORMAL: an acknowledged write must survive a power failure (PL-16), at one fsync a commit.
    `PRAGMA synchronous = ${options.isBulk ? 'OFF' : 'FULL'}`,
    ...(options.isReadOnly ? ['PRAGMA query_only = ON'] : []),
  ];
  return knex({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    log: silent,
    acquireConnectionTimeout: acquireTimeoutMs,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: RawConnection, done: (error: Error | null, connection: RawConnection) => void) =>
        connection.exec(pragmas.join(';'), (error) => done(error, connection)),
    },
  });
}
