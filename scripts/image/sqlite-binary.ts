/** sqlite3's binary, offered the way its publisher's is found: compiling it takes a minute, and it has been done here. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Package {
  readonly version: string;
  readonly binary: { readonly napi_versions: readonly number[] };
}

/**
 * Packs the binary of an installation, under the name by which prebuild-install (7.1) looks for it.
 *
 * @param root A folder with its node_modules.
 * @param target A folder that does not exist.
 * @returns The variables that let an installation find it; none where there is no such binary, which is then compiled.
 */
export function offerSqliteBinary(root: string, target: string): Record<string, string> {
  const folder = path.join(root, 'node_modules/sqlite3');
  const binary = 'build/Release/node_sqlite3.node';
  if (!existsSync(path.join(folder, binary))) return {};
  const { version, binary: built } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Package;
  const made = `napi-v${Math.max(...built.napi_versions)}-${process.platform}-${process.arch}`;
  mkdirSync(target);
  const archive = path.join(target, `sqlite3-v${version}-${made}.tar.gz`);
  const { status } = spawnSync('tar', ['-czf', archive, '-C', folder, binary], { stdio: 'inherit' });
  return status === 0 ? { npm_config_sqlite3_local_prebuilds: target } : {};
}
