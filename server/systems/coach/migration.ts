/** The tables of the coach. Times are ms since 1970, days are local ones of the venture. */
import type { Knex } from 'knex';
import type { Migration } from '../../platform/database/migrate.ts';

const tables = [
  'coach_alerts',
  'coach_plan_tasks',
  'coach_plans',
  'coach_feedback',
  'coach_predictions',
  'coach_recommendations',
  'coach_insights',
  'coach_health',
  'coach_ventures',
];

export const coachMigration: Migration = {
  name: '016-coach',
  async up(database) {
    await createInsights(database);
    await createRecommendations(database);
    await createPlans(database);
  },
  async down(database) {
    for (const table of tables) await database.schema.dropTable(table);
  },
};

const venture = (table: Knex.CreateTableBuilder) =>
  table.string('venture_id').notNullable().references('id').inTable('ventures');

async function createInsights(database: Knex): Promise<void> {
  // Since when the coach looks after a venture: mornings before that were not missed.
  await database.schema.createTable('coach_ventures', (table) => {
    venture(table).primary();
    table.bigInteger('since_ms').notNullable();
  });
  await database.schema.createTable('coach_health', (table) => {
    venture(table);
    table.string('day').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.double('score').nullable();
    table.text('parts').notNullable(); // JSON: points by part.
    table.primary(['venture_id', 'day']);
  });
  await database.schema.createTable('coach_insights', (table) => {
    table.uuid('id').primary();
    venture(table);
    table.string('day').notNullable();
    table.string('daily_day').nullable(); // The day, of the daily one: there is one a day, whatever happens (CO-1).
    table.bigInteger('at_ms').notNullable();
    table.text('body').notNullable(); // JSON: contract/coach.ts's Insight.
    table.unique(['venture_id', 'daily_day']);
    table.index(['venture_id', 'at_ms']);
  });
}

async function createRecommendations(database: Knex): Promise<void> {
  await database.schema.createTable('coach_recommendations', (table) => {
    table.uuid('id').primary();
    venture(table);
    table.string('template_id').notNullable();
    table.string('category').notNullable();
    table.string('subject').notNullable(); // Empty: it is about the whole.
    table.string('state').notNullable();
    table.bigInteger('rests_until_ms').nullable();
    table.double('rests_below').nullable(); // A priority from which on it comes back sooner.
    table.double('priority').notNullable();
    table.text('body').notNullable(); // JSON: the words, figures, trend and breakdown.
    table.text('enriched').nullable();
    table.bigInteger('first_at_ms').notNullable();
    table.bigInteger('last_at_ms').notNullable();
    table.integer('found_count').notNullable();
    table.index(['venture_id', 'state']);
  });
  await database.raw(
    `CREATE UNIQUE INDEX coach_recommendations_once ON coach_recommendations (venture_id, template_id, subject)
     WHERE state <> 'withdrawn'`,
  );
  const recommendation = (table: Knex.CreateTableBuilder) => {
    venture(table);
    table.uuid('recommendation_id').notNullable().references('id').inTable('coach_recommendations').onDelete('CASCADE');
    table.string('template_id').notNullable();
    table.string('category').notNullable();
  };
  await database.schema.createTable('coach_predictions', (table) => {
    table.uuid('id').primary();
    recommendation(table);
    table.string('subject').notNullable();
    table.text('body').notNullable(); // JSON: what was predicted, and why.
    table.double('probability').notNullable();
    table.bigInteger('made_at_ms').notNullable();
    table.bigInteger('due_at_ms').notNullable();
    table.string('state').notNullable();
    table.double('value').nullable();
    table.bigInteger('checked_at_ms').nullable();
    table.text('void_reason').nullable();
    table.index(['venture_id', 'made_at_ms']);
    table.index(['state', 'due_at_ms']);
    table.index(['recommendation_id', 'made_at_ms']);
  });
  await database.schema.createTable('coach_feedback', (table) => {
    table.uuid('id').primary();
    recommendation(table);
    table.string('given_by').notNullable();
    table.boolean('is_helpful').notNullable();
    table.string('reason').nullable();
    table.text('comment').notNullable();
    table.bigInteger('at_ms').notNullable();
    table.index(['venture_id', 'at_ms']);
    table.index(['recommendation_id', 'at_ms']);
  });
}

async function createPlans(database: Knex): Promise<void> {
  await database.schema.createTable('coach_plans', (table) => {
    table.uuid('id').primary();
    venture(table);
    table.uuid('recommendation_id').nullable().references('id').inTable('coach_recommendations');
    table.string('title').notNullable();
    table.text('details').notNullable();
    table.string('priority').notNullable();
    table.string('starts_on').notNullable();
    table.string('due_on').notNullable();
    table.bigInteger('abandoned_at_ms').nullable();
    table.string('created_by').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('updated_at_ms').notNullable();
    table.index(['venture_id', 'created_at_ms']);
    table.index('recommendation_id');
  });
  await database.schema.createTable('coach_plan_tasks', (table) => {
    table.uuid('id').primary();
    table.uuid('plan_id').notNullable().references('id').inTable('coach_plans').onDelete('CASCADE');
    table.string('title').notNullable();
    table.string('priority').notNullable();
    table.string('due_on').notNullable();
    table.bigInteger('created_at_ms').notNullable();
    table.bigInteger('done_at_ms').nullable();
    table.string('done_by').nullable();
    table.index('plan_id');
  });
  await database.schema.createTable('coach_alerts', (table) => {
    venture(table);
    table.string('alert').notNullable();
    table.bigInteger('raised_at_ms').notNullable();
    table.bigInteger('cleared_at_ms').nullable(); // NULL: what it was about goes on.
    table.primary(['venture_id', 'alert']);
  });
}
