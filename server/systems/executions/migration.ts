/** The tables of executions. Times are ms since 1970. */
import type { Knex } from 'knex';
import type { Migration } from '../../platform/database/migrate.ts';

const tables = ['audit', 'execution_keys', 'execution_metrics', 'agent_execution_logs', 'agent_executions'];

export const executionsMigration: Migration = {
  name: '010-executions',
  async up(database) {
    await createExecutions(database);
    await createOfExecution(database);
    await createBeside(database);
  },
  async down(database) {
    for (const table of tables) await database.schema.dropTable(table);
  },
};

async function createExecutions(database: Knex): Promise<void> {
  await database.schema.createTable('agent_executions', (table) => {
    table.uuid('id').primary();
    table.string('venture_id').notNullable().references('id').inTable('ventures');
    table.string('kind').notNullable();
    table.string('title').notNullable();
    table.string('source').notNullable();
    table.string('status').notNullable();
    table.integer('stage_number').notNullable();
    table.integer('stage_count').nullable();
    table.string('stage_name').nullable();
    table.text('stages').notNullable(); // JSON: StageMark[].
    table.text('reason').nullable();
    table.text('metadata').notNullable(); // JSON.
    table.integer('entry_count').notNullable();
    table.integer('activity_number').nullable();
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('started_at_ms').nullable();
    table.bigInteger('ended_at_ms').nullable();
    table.bigInteger('updated_at_ms').notNullable();
    table.index(['venture_id', 'status', 'created_at_ms']);
    table.index(['venture_id', 'created_at_ms']);
    table.index(['venture_id', 'kind', 'status', 'ended_at_ms']);
    table.index(['kind', 'stage_number', 'status']);
    table.index(['status', 'ended_at_ms']);
  });
}

async function createOfExecution(database: Knex): Promise<void> {
  const execution = (table: Knex.CreateTableBuilder) =>
    table.uuid('execution_id').notNullable().references('id').inTable('agent_executions').onDelete('CASCADE');
  await database.schema.createTable('agent_execution_logs', (table) => {
    table.uuid('id').primary();
    execution(table);
    table.integer('position').notNullable();
    table.string('level').notNullable();
    table.text('message').notNullable();
    table.text('context').nullable(); // JSON.
    table.bigInteger('created_at_ms').notNullable();
    table.unique(['execution_id', 'position']);
    table.index(['execution_id', 'created_at_ms']);
  });
  await database.schema.createTable('execution_metrics', (table) => {
    table.increments('number');
    execution(table);
    table.string('name').notNullable();
    table.double('value').notNullable();
    table.bigInteger('recorded_at_ms').notNullable();
    table.index(['execution_id', 'recorded_at_ms']);
  });
}

async function createBeside(database: Knex): Promise<void> {
  await database.schema.createTable('execution_keys', (table) => {
    table.string('scope').notNullable(); // `create` and a venture, or an execution.
    table.string('key').notNullable();
    table.string('body_digest').notNullable();
    table.text('answer').notNullable(); // JSON.
    table.bigInteger('at_ms').notNullable();
    table.primary(['scope', 'key']);
    table.index('at_ms');
  });
  await database.schema.createTable('audit', (table) => {
    table.increments('number');
    table.string('who').notNullable();
    table.string('what').notNullable();
    table.string('subject').notNullable();
    table.text('before').nullable(); // JSON.
    table.text('after').nullable(); // JSON.
    table.bigInteger('at_ms').notNullable();
    table.index(['subject', 'at_ms']);
    table.index('at_ms');
  });
}
