/** The tables of the usage ledger. Money is whole nano-dollars; days are UTC days such as 2026-11-21. */
import type { Knex } from 'knex';
import type { Migration } from '../../platform/database/migrate.ts';

export const usageMigration: Migration = {
  name: '003-usage',
  async up(database) {
    await createCaps(database);
    await createWindows(database);
    await createCalls(database);
  },
  async down(database) {
    for (const table of ['usage_alerts', 'usage_calls', 'usage_reservations', 'usage_windows', 'usage_caps'])
      await database.schema.dropTable(table);
  },
};

const venture = (table: Knex.CreateTableBuilder) =>
  table.string('venture_id').notNullable().references('id').inTable('ventures');

/** A holder is `default` (what each bot may use), `venture` (all of it together), or `bot:` and an id. */
async function createCaps(database: Knex): Promise<void> {
  await database.schema.createTable('usage_caps', (table) => {
    venture(table);
    table.string('holder').notNullable();
    table.bigInteger('cap_tokens').nullable(); // NULL: the default holds.
    table.bigInteger('cap_nano_usd').nullable();
    table.primary(['venture_id', 'holder']);
  });
}

/** The sums that a reservation is checked against: one row a holder and day, recomputable from the calls. */
async function createWindows(database: Knex): Promise<void> {
  await database.schema.createTable('usage_windows', (table) => {
    venture(table);
    table.string('holder').notNullable();
    table.string('day').notNullable();
    for (const column of ['spent_tokens', 'spent_nano_usd', 'reserved_tokens', 'reserved_nano_usd']) {
      table.bigInteger(column).notNullable().defaultTo(0);
      table.check('?? >= 0', [column]);
    }
    // What the holder's last call may have taken, if it was refused; NULL: it was granted, or a cap was changed since.
    table.bigInteger('refused_tokens').nullable();
    table.bigInteger('refused_nano_usd').nullable();
    table.primary(['venture_id', 'holder', 'day']);
  });
}

async function createCalls(database: Knex): Promise<void> {
  const call = (table: Knex.CreateTableBuilder) => {
    venture(table);
    table.string('bot_id').nullable(); // NULL: the venture itself asked, and no bot's window counts it.
    table.string('day').notNullable();
    table.string('purpose').notNullable();
    table.string('provider').notNullable();
    table.string('model').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.bigInteger('nano_usd').notNullable();
  };
  await database.schema.createTable('usage_reservations', (table) => {
    table.string('id').primary();
    call(table);
    table.bigInteger('input_tokens').notNullable();
    table.bigInteger('max_output_tokens').notNullable();
  });
  await database.schema.createTable('usage_calls', (table) => {
    table.increments('number');
    table.string('reservation_id').notNullable().unique(); // A call is booked once, whatever happens.
    call(table);
    table.string('booked').notNullable(); // settled, clamped (F-19) or estimated (F-16).
    for (const kind of ['input', 'output', 'cache_read', 'cache_write_5m', 'cache_write_1h'])
      table.bigInteger(`${kind}_tokens`).notNullable();
    table.index(['venture_id', 'day', 'bot_id', 'purpose']);
    table.index(['venture_id', 'bot_id', 'at_ms']);
    table.index(['venture_id', 'at_ms']);
  });
  await database.schema.createTable('usage_alerts', (table) => {
    table.increments('number');
    venture(table);
    table.string('reservation_id').notNullable();
    table.string('bot_id').nullable();
    table.string('day').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.text('sentence').notNullable();
    table.index(['venture_id', 'day']);
  });
}

export const usageDaysMigration: Migration = {
  name: '017-usage-days',
  async up(database) {
    // Where everybody stands today is asked on every beat, and must not cost more with each day that has been.
    await database.schema.alterTable('usage_windows', (table) =>
      table.index(['venture_id', 'day', 'holder'], 'usage_windows_day'),
    );
  },
  async down(database) {
    await database.schema.alterTable('usage_windows', (table) => table.dropIndex([], 'usage_windows_day'));
  },
};
