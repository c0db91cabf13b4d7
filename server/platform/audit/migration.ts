/** What the audit log needs to say of every write (PL-13), beside what was written with before and after until now. */
import type { Migration } from '../database/migrate.ts';

const columns = ['name', 'kind', 'status', 'venture_id', 'asked'];

export const auditMigration: Migration = {
  name: '019-audit',
  async up(database) {
    await database.schema.alterTable('audit', (table) => {
      table.string('name').nullable();
      // with: in the transaction of the change. ahead: before the request was performed. daily: so, once a day.
      table.string('kind').notNullable().defaultTo('with');
      table.integer('status').nullable();
      table.string('venture_id').nullable();
      table.text('asked').nullable(); // JSON, or the beginning of it.
      table.index(['who', 'number'], 'audit_who');
    });
  },
  async down(database) {
    await database.schema.alterTable('audit', (table) => table.dropIndex([], 'audit_who'));
    // In place: the builder would copy the table.
    for (const column of columns) await database.raw('ALTER TABLE audit DROP COLUMN ??', [column]);
  },
};
