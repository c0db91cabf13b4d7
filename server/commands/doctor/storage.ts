/** The data folder and the database in it: looked at beside a running server, and left as they are. */
import { existsSync, mkdtempSync, rmSync, statSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { migrations } from '../../migrations.ts';
import { connect } from '../../platform/database/connect.ts';
import { databaseFault, logWithoutDatabase, thoroughCheck } from '../../platform/database/database-file.ts';
import { folderHolder } from '../../platform/database/folder-lock.ts';
import { compareMigrations, newerSentence } from '../../platform/database/migrate.ts';
import { fine, note, stop, type Finding } from './finding.ts';

/** Below this the next hour may fill the disk: an hour of a busy community writes some tens of megabytes. Assumed. */
const leastFreeBytes = 64_000_000;

/** Below this there may be no room for a backup beside the database. Assumed. */
const scarceFreeBytes = 1_000_000_000;

export function folderFindings(folder: string): Finding[] {
  const place = nearestThatExists(folder);
  try {
    if (!statSync(place).isDirectory()) throw new Error(`${place} is no folder`);
    // Asking for rights is not enough: root has them all, and a disk may be read-only.
    rmSync(mkdtempSync(path.join(place, '.claque-doctor-')), { recursive: true });
  } catch (cause) {
    const advice =
      'Give the user that runs the server the right to write there, or set CLAQUE_DATA_DIR to another folder.';
    return [stop('data folder', `${folder} cannot be written to: ${(cause as Error).message}.`, advice)];
  }
  const { bavail, bsize } = statfsSync(place);
  const sentence = place === folder ? 'can be written to' : 'is not there yet; the first start makes it';
  return [fine('data folder', `${folder} ${sentence}.`), spaceFinding(bavail * bsize)];
}

function nearestThatExists(folder: string): string {
  return existsSync(folder) || path.dirname(folder) === folder ? folder : nearestThatExists(path.dirname(folder));
}

export function spaceFinding(freeBytes: number): Finding {
  const sentence = `${(freeBytes / 1_000_000).toFixed(0)} MB are free on its disk.`;
  const advice = 'Make room, or move the folder: when the disk is full, nothing can be acknowledged any more.';
  if (freeBytes < leastFreeBytes) return stop('free space', sentence, advice);
  return freeBytes < scarceFreeBytes ? note('free space', sentence, advice) : fine('free space', sentence);
}

export async function holderFinding(folder: string): Promise<{ holder: string | null; finding: Finding }> {
  const holder = await folderHolder(folder);
  const sentence = holder === null ? 'No server has the folder.' : `A server has the folder: ${holder}.`;
  return { holder, finding: fine('folder lock', sentence) };
}

const restoreAdvice = 'Put a backup back with claque restore; what is there is kept beside it.';

export async function databaseFindings(folder: string): Promise<Finding[]> {
  const file = path.join(folder, 'claque.db');
  if (!existsSync(file)) {
    const fault = logWithoutDatabase(file);
    if (fault !== null) return [stop('database', fault, restoreAdvice)];
    return [fine('database', 'There is none yet; the first start makes it.')];
  }
  if ((statSync(file).mode & 0o222) === 0)
    return [stop('database', `${file} is read-only.`, 'Allow writing to it: chmod u+w.')];
  const fault = await databaseFault(file, thoroughCheck);
  if (fault !== null) return [stop('database', fault, restoreAdvice)];
  const size = `${(statSync(file).size / 1_000_000).toFixed(1)} MB`;
  return [fine('database', `${file} is whole (integrity check, ${size}).`), await migrationFinding(file)];
}

async function migrationFinding(file: string): Promise<Finding> {
  const database = connect(file, { isReadOnly: true });
  try {
    const { pending, unknown } = await compareMigrations(database, migrations);
    if (unknown.length > 0)
      return stop('migrations', newerSentence(file, unknown), 'Start the newer version, or restore an older backup.');
    if (pending.length > 0)
      return note(
        'migrations',
        `The next start performs ${pending.join(', ')}.`,
        'Make a backup first: claque backup.',
      );
    return fine('migrations', `All ${migrations.length} have been performed.`);
  } finally {
    await database.destroy();
  }
}
