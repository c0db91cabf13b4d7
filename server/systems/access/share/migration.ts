/** The table of share links. Times are ms since 1970. */
import type { Migration } from '../../../platform/database/migrate.ts';

export const shareMigration: Migration = {
  name: '020-share-links',
  async up(database) {
    await database.schema.createTable('share_links', (table) => {
      table.uuid('id').primary();
      // A link never outlives its session.
      table.string('session_id').notNullable().references('id').inTable('sessions').onDelete('CASCADE');
      table.string('name').notNullable();
      table.string('hash').notNullable().unique();
      table.string('created_by').notNullable();
      table.bigInteger('created_at_ms').notNullable();
      table.bigInteger('expires_at_ms').notNullable().index();
      table.bigInteger('revoked_at_ms').nullable();
      table.bigInteger('last_used_at_ms').nullable();
      table.index(['session_id', 'id']);
    });
  },
  async down(database) {
    await database.schema.dropTable('share_links');
  },
};
