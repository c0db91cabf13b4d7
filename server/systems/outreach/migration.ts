/** The tables of outreach. Times are ms since 1970: those with `clock` or `next` in their name of the outreach clock. */
import type { Knex } from 'knex';
import type { Migration } from '../../platform/database/migrate.ts';

const tables = ['outreach_clock', 'outreach_turns', 'outreach_calls', 'outreach_events', 'outreach_tasks'];

export const outreachMigration: Migration = {
  name: '012-outreach',
  async up(database) {
    await createTasks(database);
    await createEvents(database);
    await createCalls(database);
    await database.schema.createTable('outreach_clock', (table) => {
      table.integer('id').primary(); // One row.
      table.bigInteger('now_ms').notNullable();
      table.double('speed').notNullable();
    });
  },
  async down(database) {
    for (const table of tables) await database.schema.dropTable(table);
  },
};

const venture = (table: Knex.CreateTableBuilder) =>
  table.string('venture_id').notNullable().references('id').inTable('ventures');
const task = (table: Knex.CreateTableBuilder) =>
  table.uuid('task_id').notNullable().references('id').inTable('outreach_tasks').onDelete('CASCADE');

async function createTasks(database: Knex): Promise<void> {
  await database.schema.createTable('outreach_tasks', (table) => {
    table.uuid('id').primary();
    venture(table);
    table.string('creator').notNullable();
    table.string('bot_id').notNullable();
    table.string('contact_id').notNullable();
    table.string('session_id').nullable();
    table.text('objective').notNullable();
    table.text('context').notNullable();
    table.integer('priority_rank').notNullable();
    table.integer('max_attempts').notNullable();
    table.integer('attempt_count').notNullable();
    table.check('attempt_count <= max_attempts');
    table.integer('waited_count').notNullable();
    table.integer('rescheduled_count').notNullable();
    table.string('status').notNullable();
    table.bigInteger('next_action_at_ms').nullable();
    table.bigInteger('queue_place_ms').nullable();
    table.text('result').nullable();
    table.integer('call_count').notNullable();
    table.integer('event_count').notNullable();
    table.integer('activity_number').nullable();
    table.string('idempotency_key').nullable();
    table.string('body_digest').nullable();
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('updated_at_ms').notNullable();
    table.bigInteger('ended_at_ms').nullable();
    table.unique(['venture_id', 'idempotency_key']);
    table.index(['venture_id', 'created_at_ms']);
    table.index(['venture_id', 'status', 'created_at_ms']);
    table.index(['status', 'next_action_at_ms']);
  });
}

async function createEvents(database: Knex): Promise<void> {
  await database.schema.createTable('outreach_events', (table) => {
    task(table);
    table.integer('position').notNullable();
    table.string('from_status').nullable();
    table.string('to_status').notNullable();
    table.string('by').notNullable();
    table.text('why').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.bigInteger('clock_ms').notNullable();
    table.uuid('call_id').nullable();
    table.primary(['task_id', 'position']);
  });
}

async function createCalls(database: Knex): Promise<void> {
  await database.schema.createTable('outreach_calls', (table) => {
    table.uuid('id').primary();
    task(table);
    venture(table);
    table.integer('number').notNullable();
    table.string('bot_id').notNullable();
    table.string('contact_id').notNullable();
    table.uuid('execution_id').nullable();
    table.string('status').notNullable();
    table.string('outcome').nullable();
    table.text('sentence').nullable();
    table.bigInteger('started_at_ms').notNullable();
    table.bigInteger('ended_at_ms').nullable();
    table.bigInteger('started_at_clock_ms').notNullable();
    table.double('duration_seconds').nullable();
    table.unique(['task_id', 'number']);
    // A line takes one call at a time: the database holds it, whatever the queue does.
    table.unique(['contact_id'], {
      indexName: 'outreach_calls_line',
      predicate: database.whereNull('ended_at_ms'),
    });
  });
  await database.schema.createTable('outreach_turns', (table) => {
    table.uuid('call_id').notNullable().references('id').inTable('outreach_calls').onDelete('CASCADE');
    table.integer('position').notNullable();
    table.string('speaker').notNullable();
    table.text('text').notNullable();
    table.text('tools').notNullable(); // JSON: ToolUse[].
    table.double('at_second').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.primary(['call_id', 'position']);
  });
}

export const outreachContactsMigration: Migration = {
  name: '018-outreach-contacts',
  async up(database) {
    // How many tasks a contact has had is counted whenever calls begin, while others wait for the transaction.
    await database.schema.alterTable('outreach_tasks', (table) =>
      table.index(['contact_id', 'venture_id', 'id'], 'outreach_tasks_contact'),
    );
  },
  async down(database) {
    await database.schema.alterTable('outreach_tasks', (table) => table.dropIndex([], 'outreach_tasks_contact'));
  },
};
