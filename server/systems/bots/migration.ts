/** The tables of the bots: what was configured, what they did and why, what they remember. Times are ms since 1970. */
import type { Knex } from 'knex';
import type { Migration } from '../../platform/database/migrate.ts';

const tables = ['bot_summaries', 'bot_memories', 'bot_heartbeats', 'bot_config_history', 'bots', 'bot_settings'];

export const botsMigration: Migration = {
  name: '005-bots',
  async up(database) {
    await createBots(database);
    await createHeartbeats(database);
    await createMemories(database);
  },
  async down(database) {
    for (const table of tables) await database.schema.dropTable(table);
  },
};

async function createBots(database: Knex): Promise<void> {
  await database.schema.createTable('bot_settings', (table) => {
    table.string('name').primary(); // `pace`
    table.string('value').notNullable();
  });
  await database.schema.createTable('bots', (table) => {
    table.string('bot_id').primary();
    table.text('config').nullable(); // JSON; NULL: the YAML file's.
    table.integer('config_version').notNullable().defaultTo(0);
    table.bigInteger('changed_at_ms').nullable();
    table.string('changed_by').nullable();
    table.string('own_pace').nullable();
    table.string('pause_reason').nullable();
    table.string('paused_by').nullable();
    table.bigInteger('compacted_at_ms').nullable();
  });
  await database.schema.createTable('bot_config_history', (table) => {
    table.string('bot_id').notNullable();
    table.integer('version').notNullable();
    table.string('kind').notNullable();
    table.text('config').notNullable(); // JSON.
    table.text('changes').notNullable(); // JSON: [{field, from, to}].
    table.bigInteger('at_ms').notNullable();
    table.string('changed_by').notNullable();
    table.primary(['bot_id', 'version']);
  });
}

async function createHeartbeats(database: Knex): Promise<void> {
  await database.schema.createTable('bot_heartbeats', (table) => {
    table.string('bot_id').notNullable();
    table.integer('number').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.string('action').notNullable();
    table.string('gate').nullable();
    table.integer('reputation').notNullable();
    table.text('record').notNullable(); // JSON: the rest of contract/bot.ts's Heartbeat.
    table.primary(['bot_id', 'number']);
    // Wide enough to count actions without reading the records: 0.9 s instead of 2.8 s at a million heartbeats.
    table.index(['bot_id', 'at_ms', 'number', 'action', 'gate', 'reputation']);
    table.index('at_ms');
  });
}

async function createMemories(database: Knex): Promise<void> {
  await database.schema.createTable('bot_memories', (table) => {
    table.string('bot_id').notNullable();
    table.integer('id').notNullable();
    table.string('kind').notNullable();
    table.string('about').notNullable();
    table.text('text').notNullable();
    table.text('source').notNullable(); // JSON: {kind, ref, title}.
    table.float('strength').notNullable(); // At its last use; what it is now follows from the half-life.
    table.float('valence').notNullable();
    table.integer('use_count').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('last_used_at_ms').notNullable();
    table.primary(['bot_id', 'id']);
    table.index(['bot_id', 'kind']);
  });
  await database.schema.createTable('bot_summaries', (table) => {
    table.string('bot_id').notNullable();
    table.integer('id').notNullable();
    table.text('text').notNullable();
    table.integer('item_count').notNullable();
    table.bigInteger('from_ms').notNullable();
    table.bigInteger('to_ms').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.primary(['bot_id', 'id']);
  });
}
