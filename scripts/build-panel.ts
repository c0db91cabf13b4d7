/** Builds the panel into dist/panel where it is missing or older than its sources; `--force` builds it anyway. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist/panel/index.html');
const sources = ['admin', 'server/contract', 'server/kernel', 'package-lock.json'].map((path) => join(root, path));
/** Written by the build itself, so newer than it. */
const isGenerated = (path: string) => /(auto-imports|components)\.d\.ts$/.test(path);

/** When the newest of a file or a folder's files was last changed, in milliseconds since 1970. */
function newestMs(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return isGenerated(path) ? 0 : status.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

const isFresh = existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map(newestMs));
if (process.argv.includes('--force') || !isFresh) {
  process.stdout.write('Building the panel…\n');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', 'admin', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
