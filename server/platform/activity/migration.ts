/** The table of the activity log, and what it can be asked for by. */
import { defaultVentureId } from '../../contract/vocabulary.ts';
import type { Migration } from '../database/migrate.ts';

export const activityMigration: Migration = {
  name: '001-activities',
  async up(database) {
    await database.schema.createTable('activities', (table) => {
      table.increments('number');
      table.string('session_id').nullable();
      table.string('type').notNullable();
      table.integer('tick').nullable();
      table.text('payload').notNullable();
      table.integer('caused_by').nullable();
      table.bigInteger('at_ms').notNullable();
      table.index(['session_id', 'number']);
      table.index(['type', 'number']);
    });
  },
  async down(database) {
    await database.schema.dropTable('activities');
  },
};

export const activitySubjectsMigration: Migration = {
  name: '009-activity-subjects',
  async up(database) {
    await database.schema.alterTable('activities', (table) => {
      table.string('subject').nullable();
      // Most activities have none: they cost the index nothing.
      table.index(['subject', 'number'], 'activities_subject', { predicate: database.whereNotNull('subject') });
    });
  },
  async down(database) {
    await database.schema.alterTable('activities', (table) => {
      table.dropIndex([], 'activities_subject');
      table.dropColumn('subject');
    });
  },
};

/** Whose venture an activity is about (EX-2). Until now only executions had another one than the default. */
export const activityVenturesMigration: Migration = {
  name: '011-activity-ventures',
  async up(database) {
    await database.schema.alterTable('activities', (table) => {
      table.string('venture_id').notNullable().defaultTo(defaultVentureId);
      // With the type: by venture and number alone, replaying one session would be taken through the whole log.
      table.index(['venture_id', 'type', 'number'], 'activities_venture');
    });
    const ofExecutions = () => database('activities').where('type', 'like', 'execution.%');
    const told = (await ofExecutions().distinct().jsonExtract('payload', '$.ventureId', 'id')) as {
      id: string | null;
    }[];
    for (const { id } of told)
      if (id !== null && id !== defaultVentureId)
        await ofExecutions().whereJsonPath('payload', '$.ventureId', '=', id).update({ venture_id: id });
  },
  async down(database) {
    await database.schema.alterTable('activities', (table) => table.dropIndex([], 'activities_venture'));
    // In place: the builder would copy the largest table there is.
    await database.raw('ALTER TABLE activities DROP COLUMN venture_id');
  },
};
