/** `claque restore`: a backup in the place of the database (PL-16). */
import path from 'node:path';
import type { Config } from '../config.ts';
import { migrations } from '../migrations.ts';
import { recordRestore } from '../platform/audit/record-audit.ts';
import { connect } from '../platform/database/connect.ts';
import { restoreBackup } from '../platform/database/restore.ts';

/** @throws {ClaqueError} unavailable or bad-file, as `restoreBackup`. */
export async function restoreCommand(file: string, { dataFolder }: Config): Promise<void> {
  const from = path.resolve(file);
  const atMs = Date.now();
  const { keptIn, pending } = await restoreBackup(from, { folder: dataFolder, migrations, atMs });
  const database = connect(path.join(dataFolder, 'claque.db'));
  await recordRestore(database, path.basename(from), atMs).finally(() => database.destroy());
  const lines = [
    `${dataFolder} has what ${from} holds.`,
    keptIn === null ? 'There was no database before.' : `What was there before is kept in ${keptIn}.`,
    ...(pending.length === 0 ? [] : [`It is of an older version: the next start performs ${pending.join(', ')}.`]),
    'Tokens are as they were then: one that was revoked since counts again until it is revoked again.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
