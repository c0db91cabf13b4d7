/** The tables of notifications. Times are ms since 1970. */
import type { Migration } from '../../platform/database/migrate.ts';

const tables = [
  'notification_cursor',
  'notification_once',
  'notification_preferences',
  'notification_marks',
  'notifications',
];

export const notificationsMigration: Migration = {
  name: '014-notifications',
  async up(database) {
    await database.schema.createTable('notifications', (table) => {
      table.uuid('id').primary();
      table.string('venture_id').notNullable().references('id').inTable('ventures');
      table.string('reader').nullable(); // NULL: everybody of the venture.
      table.string('kind').notNullable();
      table.string('level').notNullable();
      table.boolean('is_critical').notNullable();
      table.string('title').notNullable();
      table.text('text').notNullable();
      table.string('link').nullable();
      table.string('group_key').notNullable();
      table.integer('count').notNullable();
      table.bigInteger('first_at_ms').notNullable();
      table.bigInteger('last_at_ms').notNullable();
      table.integer('position').notNullable();
      table.unique(['venture_id', 'position']);
      table.index(['venture_id', 'group_key', 'position']);
    });
    await database.schema.createTable('notification_marks', (table) => {
      table.uuid('notification_id').notNullable().references('id').inTable('notifications').onDelete('CASCADE');
      table.string('reader').notNullable();
      table.boolean('is_read').notNullable();
      table.boolean('is_cleared').notNullable();
      table.bigInteger('snoozed_until_ms').nullable();
      table.primary(['notification_id', 'reader']);
    });
    await database.raw(
      'CREATE INDEX notification_snoozed ON notification_marks (snoozed_until_ms) WHERE snoozed_until_ms IS NOT NULL',
    );
    await database.schema.createTable('notification_preferences', (table) => {
      table.string('venture_id').notNullable().references('id').inTable('ventures');
      table.string('reader').notNullable();
      table.text('preferences').notNullable(); // JSON: NotificationPreferences.
      table.primary(['venture_id', 'reader']);
    });
    // What is said once only, such as that a cap was reached on some day.
    await database.schema.createTable('notification_once', (table) => {
      table.string('venture_id').notNullable();
      table.string('once_key').notNullable();
      table.bigInteger('at_ms').notNullable();
      table.primary(['venture_id', 'once_key']);
    });
    // Up to which activity the log has been followed: one row.
    await database.schema.createTable('notification_cursor', (table) => {
      table.integer('number').notNullable();
    });
  },
  async down(database) {
    for (const table of tables) await database.schema.dropTable(table);
  },
};
