/** Finds a Chromium for the browser tests, or installs one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApplications = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];

const playwrightCommand = join(import.meta.dirname, '../node_modules/@playwright/test/cli.js');

/** Long enough for 200 MB on a slow line; a download that stalls must not hold the tests for ever. */
const INSTALL_TIMEOUT_MS = 300_000;

/**
 * Finds a Chromium that starts.
 *
 * @returns Its path: CLAQUE_CHROMIUM, else the first on the PATH, among the applications of macOS, or in Playwright's
 *   own cache; null if there is none.
 * @throws {Error} If CLAQUE_CHROMIUM is set and does not start: the caller's mistake.
 */
export function findChromium(): string | null {
  const chosen = process.env['CLAQUE_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    if (starts(chosen)) return chosen;
    throw new Error(`CLAQUE_CHROMIUM is ${chosen}, which does not start: set it to a Chromium's path, or unset it.`);
  }
  return candidates().find(starts) ?? null;
}

/**
 * Finds a Chromium, or installs one: by Playwright, else by apt-get where this is Debian and the user is root.
 *
 * @throws {Error} If all of it fails; the message says exactly what to install.
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== null) return found;
  for (const [command, ...rest] of installers()) {
    process.stdout.write(
      `No Chromium found. Trying: ${[basename(command!), ...rest.map((part) => basename(part))].join(' ')}\n`,
    );
    spawnSync(command!, rest, { stdio: 'inherit', timeout: INSTALL_TIMEOUT_MS });
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  throw new Error(
    [
      'The browser tests need a Chromium, and none could be found or installed. Install one of these and try again:',
      '  Debian, Ubuntu:  sudo apt-get install chromium',
      '  macOS:           brew install --cask chromium',
      '  any:             npx playwright install --with-deps chromium',
      'or set CLAQUE_CHROMIUM to the path of a Chromium or Chrome.',
    ].join('\n'),
  );
}

function candidates(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const applications = ['/Applications', join(homedir(), 'Applications')];
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...(process.platform === 'darwin'
      ? applications.flatMap((folder) => macApplications.map((app) => join(folder, app)))
      : []),
    chromium.executablePath(),
  ];
}

/** Whether it is there and starts: a downloaded Chromium may lack system libraries. */
function starts(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function installers(): string[][] {
  const playwright = [process.execPath, playwrightCommand, 'install', 'chromium'];
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!isDebianRoot) return [playwright];
  return [playwright, ['apt-get', 'update'], ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium']];
}
