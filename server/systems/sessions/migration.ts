/** The tables of sessions and what belongs to them. */
import type { Knex } from 'knex';
import type { Migration } from '../../platform/database/migrate.ts';

export const sessionsMigration: Migration = {
  name: '002-sessions',
  async up(database) {
    await createVentures(database);
    await createSessions(database);
    await createOfSession(database);
  },
  async down(database) {
    const tables = [
      'policy_posteriors',
      'interventions',
      'anomalies',
      'session_points',
      'session_inputs',
      'sessions',
      'events',
      'ventures',
    ];
    for (const table of tables) await database.schema.dropTable(table);
  },
};

async function createVentures(database: Knex): Promise<void> {
  await database.schema.createTable('ventures', (table) => {
    table.string('id').primary();
    table.string('title').notNullable();
  });
  await database('ventures').insert({ id: 'default', title: 'Default' });
  await database.schema.createTable('events', (table) => {
    table.string('id').primary();
    table.string('venture_id').notNullable().references('id').inTable('ventures');
    table.string('title').notNullable();
  });
  await database.schema.createTable('policy_posteriors', (table) => {
    table.string('venture_id').notNullable().references('id').inTable('ventures');
    table.string('policy').notNullable();
    table.text('posterior').notNullable();
    table.string('session_id').notNullable();
    table.primary(['venture_id', 'policy']);
  });
}

async function createSessions(database: Knex): Promise<void> {
  await database.schema.createTable('sessions', (table) => {
    table.increments('position');
    table.string('id').notNullable().unique();
    table.string('event_id').notNullable().references('id').inTable('events');
    table.string('status').notNullable().index();
    table.string('speed').notNullable();
    table.integer('tick').notNullable();
    table.text('spec').notNullable(); // RunSpec: with the inputs, all it takes to perform the run again.
    table.text('head').notNullable(); // What never changes of the view.
    table.text('state').notNullable(); // What is folded from its activities.
    table.text('posterior').nullable();
    table.string('digest').nullable();
    table.text('failure').nullable();
    table.integer('last_activity_number').notNullable();
    table.bigInteger('ended_at_ms').nullable();
    table.index(['event_id']);
  });
}

async function createOfSession(database: Knex): Promise<void> {
  const sessionId = (table: Knex.CreateTableBuilder) =>
    table.string('session_id').notNullable().references('id').inTable('sessions').onDelete('CASCADE');
  await database.schema.createTable('session_inputs', (table) => {
    table.increments('position');
    sessionId(table);
    table.integer('tick').notNullable();
    table.text('input').notNullable();
    table.index(['session_id', 'tick', 'position']);
  });
  await database.schema.createTable('session_points', (table) => {
    sessionId(table);
    table.integer('tick').notNullable();
    table.double('score').notNullable();
    table.double('ghost_score').nullable();
    table.text('body').notNullable();
    table.primary(['session_id', 'tick']);
  });
  for (const name of ['anomalies', 'interventions'])
    await database.schema.createTable(name, (table) => {
      table.string('id').primary();
      sessionId(table);
      table.integer('number').notNullable();
      table.text('body').notNullable();
      table.unique(['session_id', 'number']);
    });
}
