/**
 * Adds to package-lock.json the platform builds that npm left out because the registry it asked had none of them. With
 * one missing, `npm ci` refuses everywhere, even where the build is not wanted. Run it after a package was added; it
 * changes nothing where nothing is missing.
 *
 * What is added has a version and a platform and no checksum, which only a registry could tell.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = join(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockEntry> };
const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** Reads a platform from a package's name, such as `@oxlint/binding-linux-x64-musl`. */
function platformOf(name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> {
  const words = name.replace(/^.*\//, '').split('-');
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.some((word) => word === processor || word === `${processor}eabi`));
  if (words.some((word) => /^arm(v7)?$|^(musl|gnu)?eabi(hf)?$/.test(word)) && cpu.length === 0) cpu.push('arm');
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  if (os.length + cpu.length === 0)
    throw new Error(`${name} names no platform that this script knows: add it by hand.`);
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(os.length > 0 ? { os } : {}),
    ...(os.includes('linux') && words.some((word) => /^(musl|gnu)/.test(word)) ? { libc: [libc] } : {}),
  };
}

/** Whether npm would find the package from a place in the tree: there, or in a folder above it. */
function isInLock(name: string, from: string): boolean {
  const folders = [
    from,
    ...from.split('/node_modules/').map((_, index, all) => all.slice(0, index).join('/node_modules/')),
  ];
  return folders.some((folder) => `${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages);
}

const added: string[] = [];
for (const [place, entry] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isInLock(name, place) || !/^\d+\.\d+\.\d+/.test(version)) continue;
    const platform = { ...platformOf(name), optional: true, ...(entry.dev ? { dev: true } : {}) };
    // In the order in which npm writes: the version first, the rest by name.
    const fields = Object.entries(platform).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
    lock.packages[`node_modules/${name}`] = { version, ...Object.fromEntries(fields) };
    added.push(`${name}@${version}`);
  }

if (added.length > 0) {
  const [root, ...rest] = Object.entries(lock.packages);
  rest.sort(([a], [b]) => a.localeCompare(b, 'en'));
  lock.packages = Object.fromEntries([root!, ...rest]);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
process.stdout.write(
  `${added.length} platform builds added to package-lock.json\n${added.map((each) => `  ${each}\n`).join('')}`,
);
