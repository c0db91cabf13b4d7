/** Transactions that write from their first statement on. */
import type { Knex } from 'knex';

/**
 * Has a transaction wait for the write lock now, and changes nothing. SQLite takes the lock with the first write; one that
 * has read before cannot get it any more once another process has written: what a server was writing would fail because a
 * command line made a token beside it.
 */
export async function takeWriteLock(trx: Knex): Promise<void> {
  await trx('knex_migrations').whereRaw('1 = 0').delete();
}
