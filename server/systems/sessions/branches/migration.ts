/** The table of branches; and what stored sessions have to say since sessions can be shadowed, worded and recorded. */
import type { Knex } from 'knex';
import type { Migration } from '../../../platform/database/migrate.ts';

export const branchesMigration: Migration = {
  name: '006-branches',
  async up(database) {
    await database.schema.createTable('session_branches', (table) => {
      table.string('id').primary();
      table.string('session_id').notNullable().references('id').inTable('sessions').onDelete('CASCADE');
      table.integer('number').notNullable();
      table.text('body').notNullable(); // What the branch came to, without what depends on how the session goes on.
      table.text('inputs').notNullable(); // With the session's specification and the change: all it takes to perform it.
      table.unique(['session_id', 'number']);
    });
    await rewrite(database, 'sessions', 'head', (head) => ({ wording: 'template', isRecorded: false, ...head }));
    await rewrite(database, 'sessions', 'spec', (spec) => ({ wording: 'template', recording: null, ...spec }));
    await rewrite(database, 'interventions', 'body', withVerdictAndChance);
  },
  /** What was filled in stays: it says what the absence of it said. */
  async down(database) {
    await database.schema.dropTable('session_branches');
  },
};

type Json = Record<string, unknown>;

/** Rows read at once: specifications are long. */
const chunk = 100;

/** Rewrites a column of JSON, row by row in the order of their ids. */
async function rewrite(database: Knex, table: string, column: string, change: (value: Json) => Json): Promise<void> {
  for (let after = ''; ;) {
    const rows: { id: string; value: string }[] = await database(table)
      .select({ id: 'id', value: column })
      .where('id', '>', after)
      .orderBy('id')
      .limit(chunk);
    for (const { id, value } of rows)
      await database(table)
        .where({ id })
        .update({ [column]: JSON.stringify(change(JSON.parse(value) as Json)) });
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** What was believed of the arm that was chosen was its confidence; how sure that was is not known any more. */
function withVerdictAndChance(body: Json): Json {
  const reasoning = body['reasoning'] as (Json & { alternatives: Json[] }) | null;
  const unsure = { successLow: 0, successHigh: 1 };
  const chosen = { successRatio: body['confidence'] ?? 0.5, drawRatio: null, ...unsure };
  return {
    verdict: null,
    ...body,
    reasoning: reasoning && {
      chosen,
      ...reasoning,
      alternatives: reasoning.alternatives.map((alternative) => ({ ...unsure, ...alternative })),
    },
  };
}
