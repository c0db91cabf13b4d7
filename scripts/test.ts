/**
 * Runs all tests: vitest (unit, contract, integration, simulation), then the browser tests on the built panel. Ends with
 * what failed, by name, and one line, `N passed, N failed`, and with exit code 1 on any failure or where no test ran.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FailedTest, PlaywrightReport, VitestReport } from './failed-tests.ts';
import { failedInPlaywright, failedInVitest, listOf } from './failed-tests.ts';
import { ensureChromium } from './find-chromium.ts';

interface Tally {
  passed: number;
  failed: number;
  /** Those of `failed` by name, and what was flaky. */
  tests: readonly FailedTest[];
}

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'claque-test-'));
/** What has been compiled once: tests start some hundred processes of the same sources. */
process.env['NODE_COMPILE_CACHE'] ??= join(scratch, 'compiled');
const fromPackage = (path: string) => join(root, 'node_modules', path);

/** Two halves side by side: browser tests mostly wait for sessions and timers. More would measure each other. */
const browserCount = 2;

function run(script: string, args: readonly string[], env: Record<string, string> = {}): number {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

/** The same, without waiting for others to end first. */
function runBeside(script: string, args: readonly string[], env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (status) => resolve(status ?? 1));
  });
}

/** Reads a reporter's JSON; null if the tool ended before it wrote any. */
function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** A tool that failed without a failed test (a server that does not start, an error outside of any) counts as one. */
function tally(tool: string, status: number, counts: Tally): Tally {
  if (counts.passed + counts.failed === 0) process.stderr.write(`${tool}: no test ran.\n`);
  const isBroken = counts.failed === 0 && (status !== 0 || counts.passed === 0);
  if (!isBroken) return counts;
  const unnamed = {
    how: 'failed',
    file: tool,
    title: 'no test failed',
    error: `It ended with code ${status}.`,
  } as const;
  return { ...counts, failed: 1, tests: counts.tests.length > 0 ? counts.tests : [unnamed] };
}

function runVitest(): Tally {
  const file = join(scratch, 'vitest.json');
  const unhandledFile = join(scratch, 'unhandled.json');
  const reporters = ['default', 'json', './scripts/unhandled-errors.ts'].map((name) => `--reporter=${name}`);
  const status = run(fromPackage('vitest/vitest.mjs'), ['run', ...reporters, `--outputFile.json=${file}`], {
    CLAQUE_UNHANDLED_ERRORS: unhandledFile,
  });
  const report = readReport(file) as VitestReport | null;
  const failed = report ? failedInVitest(report, root) : [];
  const unhandled = ((readReport(unhandledFile) as string[] | null) ?? []).map((error): FailedTest => ({
    how: 'failed',
    file: 'vitest',
    title: 'outside of any test',
    error,
  }));
  return tally('vitest', status, {
    passed: report?.numPassedTests ?? 0,
    failed: failed.filter(({ how }) => how === 'failed').length,
    tests: [...failed, ...unhandled],
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('The system gave no port.'));
      });
    });
  });
}

async function runBrowserTests(): Promise<Tally[]> {
  const noneRan = (error: string): Tally[] => [
    { passed: 0, failed: 1, tests: [{ how: 'failed', file: 'tests/e2e', title: 'no browser test ran', error }] },
  ];
  if (run(join(import.meta.dirname, 'build-panel.ts'), []) !== 0) return noneRan('The panel could not be built.');
  let chromium: string;
  try {
    chromium = ensureChromium();
  } catch (error) {
    return noneRan(error instanceof Error ? error.message : String(error));
  }
  return Promise.all(Array.from({ length: browserCount }, (_, index) => runShard(index + 1, chromium)));
}

/** A part of the browser tests, against a server and a folder of its own. */
async function runShard(number: number, chromium: string): Promise<Tally> {
  const file = join(scratch, `playwright-${number}.json`);
  const args = ['test', '--reporter=list,json', `--shard=${number}/${browserCount}`, `--output=test-results/${number}`];
  const status = await runBeside(fromPackage('@playwright/test/cli.js'), args, {
    CLAQUE_CHROMIUM: chromium,
    CLAQUE_E2E_PORT: String(await freePort()),
    CLAQUE_E2E_DATA_DIR: join(scratch, `data-${number}`),
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const report = readReport(file) as PlaywrightReport | null;
  return tally(`browser tests, half ${number}`, status, {
    passed: (report?.stats.expected ?? 0) + (report?.stats.flaky ?? 0),
    failed: report?.stats.unexpected ?? 0,
    tests: report ? failedInPlaywright(report, 'tests/e2e') : [],
  });
}

const tallies = [runVitest(), ...(await runBrowserTests())];
rmSync(scratch, { recursive: true, force: true });
const passed = tallies.reduce((sum, each) => sum + each.passed, 0);
const failed = tallies.reduce((sum, each) => sum + each.failed, 0);
process.stdout.write(`\n${listOf(tallies.flatMap(({ tests }) => tests))}\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
