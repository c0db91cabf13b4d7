/** The tables of access. Times are ms since 1970. */
import type { Knex } from 'knex';
import type { Migration } from '../../platform/database/migrate.ts';

export const accessMigration: Migration = {
  name: '011-access',
  async up(database) {
    await describeVentures(database);
    await createTokens(database);
    await createLogins(database);
  },
  async down(database) {
    for (const table of ['access_logins', 'access_tokens']) await database.schema.dropTable(table);
    // In place: the builder would copy the table, and others refer to it.
    for (const column of ['created_at_ms', 'time_zone'])
      await database.raw('ALTER TABLE ventures DROP COLUMN ??', [column]);
  },
};

/** Their `title` is the name they have in the API. */
async function describeVentures(database: Knex): Promise<void> {
  await database.schema.alterTable('ventures', (table) => {
    table.string('time_zone').notNullable().defaultTo('UTC');
    table.bigInteger('created_at_ms').notNullable().defaultTo(0);
  });
  await database('ventures').update({ created_at_ms: Date.now() });
}

async function createTokens(database: Knex): Promise<void> {
  await database.schema.createTable('access_tokens', (table) => {
    table.uuid('id').primary();
    table.string('name').notNullable();
    table.string('role').notNullable();
    table.text('ventures').nullable(); // JSON: string[]; NULL: all of them.
    table.string('hash').notNullable().unique();
    table.string('created_by').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('expires_at_ms').nullable();
    table.bigInteger('last_used_at_ms').nullable();
    table.bigInteger('revoked_at_ms').nullable();
    table.index('created_at_ms');
  });
}

async function createLogins(database: Knex): Promise<void> {
  await database.schema.createTable('access_logins', (table) => {
    table.string('hash').primary();
    // The hash of the token and not its id: CLAQUE_TOKEN has none that would change with it.
    table.string('token_hash').notNullable().index();
    table.bigInteger('expires_at_ms').notNullable().index();
  });
}
