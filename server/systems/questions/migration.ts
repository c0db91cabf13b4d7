/** The table of questions. Times are ms since 1970. */
import type { Migration } from '../../platform/database/migrate.ts';

export const questionsMigration: Migration = {
  name: '013-questions',
  async up(database) {
    await database.schema.createTable('questions', (table) => {
      table.uuid('id').primary();
      table.string('venture_id').notNullable().references('id').inTable('ventures');
      table.uuid('task_id').nullable();
      table.uuid('call_id').nullable();
      table.string('bot_id').notNullable();
      table.string('creator').notNullable();
      table.text('text').notNullable();
      table.text('why').nullable();
      table.text('options').notNullable(); // JSON: QuestionOption[].
      table.boolean('allows_text').notNullable();
      table.text('default_text').nullable();
      table.string('status').notNullable();
      table.bigInteger('asked_at_ms').notNullable();
      table.bigInteger('live_until_ms').nullable();
      table.bigInteger('expires_at_ms').notNullable();
      table.string('answer_option_id').nullable();
      table.text('answer_text').nullable();
      table.string('answered_by').nullable();
      table.boolean('is_answer_live').nullable();
      table.bigInteger('closed_at_ms').nullable();
      table.text('closed_reason').nullable();
      table.index(['venture_id', 'status', 'asked_at_ms']);
      table.index(['venture_id', 'asked_at_ms']);
      table.index(['task_id', 'asked_at_ms']);
    });
    // Few are open at a time, and each beat looks at those alone.
    await database.raw("CREATE INDEX questions_expiring ON questions (expires_at_ms) WHERE status = 'open'");
    await database.raw('CREATE INDEX questions_live ON questions (live_until_ms) WHERE live_until_ms IS NOT NULL');
    await database.raw(
      "CREATE UNIQUE INDEX questions_asked_once ON questions (task_id, text) WHERE status = 'open' AND task_id IS NOT NULL",
    );
  },
  async down(database) {
    await database.schema.dropTable('questions');
  },
};
