/** Migrations as modules, forward and back (PL-16). */
import type { Knex } from 'knex';
import { ClaqueError } from '../../kernel/errors.ts';

/** One step of the schema. Its name is kept in the database: never rename one that has been released. */
export interface Migration {
  readonly name: string;
  up(database: Knex): Promise<void>;
  down(database: Knex): Promise<void>;
}

/** Names carry no file extension, so that the program's language never becomes part of the data. */
const sourceOf = (migrations: readonly Migration[]): Knex.MigrationSource<Migration> => ({
  getMigrations: () => Promise.resolve([...migrations]),
  getMigrationName: (migration) => migration.name,
  getMigration: (migration) => Promise.resolve(migration),
});

/**
 * Brings the schema up to date.
 *
 * Frees a migration lock first: a process killed in mid-migration leaves one, and the folder lock already guarantees
 * that no other server is at it.
 *
 * @throws {ClaqueError} bad-file, if the database knows migrations that this program does not.
 */
export async function migrateForward(database: Knex, migrations: readonly Migration[], file: string): Promise<void> {
  await refuseNewer(database, migrations, file);
  const config = { migrationSource: sourceOf(migrations) };
  await database.migrate.forceFreeMigrationsLock(config);
  await database.migrate.latest(config);
}

/** Takes every migration back, newest first; data of the tables that go is lost. */
export async function migrateBack(database: Knex, migrations: readonly Migration[]): Promise<void> {
  await database.migrate.rollback({ migrationSource: sourceOf(migrations) }, true);
}

async function refuseNewer(database: Knex, migrations: readonly Migration[], file: string): Promise<void> {
  const { unknown } = await compareMigrations(database, migrations);
  if (unknown.length > 0)
    throw new ClaqueError(
      'bad-file',
      `${newerSentence(file, unknown)} Start the newer version, or point CLAQUE_DATA_DIR to another folder.`,
    );
}

/** What is wrong with a file that a newer version has written. */
export const newerSentence = (file: string, unknown: readonly string[]): string =>
  `${file} was written by a newer Claque: it holds the migrations ${unknown.join(', ')}, which this one does not know.`;

/** Names of the migrations that a database still lacks, and of those that this program does not know. */
export async function compareMigrations(
  database: Knex,
  migrations: readonly Migration[],
): Promise<{ readonly pending: readonly string[]; readonly unknown: readonly string[] }> {
  const hasAny = await database.schema.hasTable('knex_migrations');
  const applied = hasAny ? ((await database('knex_migrations').orderBy('id').pluck('name')) as string[]) : [];
  const known = migrations.map(({ name }) => name);
  return {
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}
