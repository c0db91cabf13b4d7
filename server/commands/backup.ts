/** `claque backup`: the database as one file, while a server is running or not (PL-16). */
import path from 'node:path';
import type { Config } from '../config.ts';
import { writeBackup } from '../platform/database/backup.ts';

/** @throws {ClaqueError} bad-file, as `writeBackup`. */
export async function backupCommand(file: string, { force = false }: { force?: boolean }, config: Config) {
  const to = path.resolve(file);
  const byteCount = await writeBackup(path.join(config.dataFolder, 'claque.db'), to, force);
  process.stdout.write(
    `${to}: ${(byteCount / 1_000_000).toFixed(1)} MB, checked. Whoever has it has everything: keep it as you keep the server.\n`,
  );
}
