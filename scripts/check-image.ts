/**
 * Performs the steps of the Dockerfile without Docker, in a clean folder and in the same order, then starts what came of
 * it and asks for its health (PL-19). All packages are installed anew, from npm’s cache where they lie in it; sqlite3 is
 * not compiled again where it has been.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readDockerfile, readIgnored } from './image/dockerfile.ts';
import { perform } from './image/perform.ts';
import type { Performed } from './image/perform.ts';
import { offerSqliteBinary } from './image/sqlite-binary.ts';

const root = path.join(import.meta.dirname, '..');
const read = (...names: string[]) => readFileSync(path.join(...names), 'utf8');

/** Longer than any start on a slow machine. */
const startWithinMs = 120_000;

/** How long it may take to stop before Docker kills it (stop_grace_period). */
const stopWithinMs = 15_000;

function expectThat(isSo: boolean, sentence: string): void {
  if (!isSo) throw new Error(`It does not hold that ${sentence}.`);
  process.stdout.write(`ok: ${sentence}\n`);
}

function checkContent({ proxy, server }: { proxy: Performed; server: Performed }): void {
  const has = (name: string) => existsSync(path.join(server.folder, name));
  const lock = JSON.parse(read(root, 'package-lock.json')) as { packages: Record<string, { dev?: boolean }> };
  const left = Object.entries(lock.packages).filter(([place, { dev }]) => dev === true && has(place));
  expectThat(
    left.length === 0,
    `nothing that only development needs is in the server’s image (${left[0]?.[0] ?? 'none'})`,
  );
  for (const name of ['admin', 'scripts', 'tests', '.git', '.npmrc'])
    expectThat(!has(name), `${name} is not in the server’s image`);
  const [shipped, page] = ['etc/nginx/templates/default.conf.template', 'usr/share/nginx/panel/index.html'];
  expectThat(
    read(proxy.root, shipped) === read(root, 'nginx/claque.conf') && existsSync(path.join(proxy.root, page)),
    'nginx has its configuration and the panel',
  );
}

/** Every file with its size and time, but for what lies in the volumes. */
function filesOf({ root: top, stage }: Performed): string[] {
  const files = readdirSync(top, { recursive: true, encoding: 'utf8' });
  const isKept = (file: string) => !stage.volumes.some((volume) => `/${file}/`.startsWith(`${volume}/`));
  return files.filter(isKept).map((file) => {
    const { size, mtimeMs } = lstatSync(path.join(top, file));
    return `${file} ${size} ${mtimeMs}`;
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const nodeOr = (command: string) => (command === 'node' ? process.execPath : command);

async function checkServer(server: Performed): Promise<void> {
  const port = await freePort();
  const env = {
    ...server.environment,
    PORT: String(port),
    CLAQUE_TOKEN: 'a-token-for-this-check',
    CLAQUE_LOG_LEVEL: 'warn',
  };
  const [command, ...args] = server.stage.command!;
  const before = filesOf(server);
  const child = spawn(nodeOr(command!), args, { cwd: server.folder, env, stdio: 'inherit' });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  try {
    await untilHealthy(server, env, ended);
    const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } });
    expectThat((await page.text()) === read(server.folder, 'dist/panel/index.html'), 'the panel is served');
    const { status } = await fetch(`http://127.0.0.1:${port}/api/sessions`);
    expectThat(status === 401, 'nobody gets in without a token');
    child.kill('SIGTERM');
    const code = await Promise.race([ended, wait(stopWithinMs, 'still there')]);
    expectThat(code === 0, `it stops when it is told to (${code})`);
  } finally {
    child.kill('SIGKILL');
  }
  expectThat(filesOf(server).join() === before.join(), 'it writes to its volume alone');
}

/** Asks as the image does. @throws {Error} if the server ends before, or does not become healthy in time. */
async function untilHealthy(
  { stage, folder }: Performed,
  env: NodeJS.ProcessEnv,
  ended: Promise<unknown>,
): Promise<void> {
  const [command, ...args] = stage.healthCheck!;
  let isOver = false;
  void ended.then(() => (isOver = true));
  const deadlineMs = Date.now() + startWithinMs;
  while (spawnSync(nodeOr(command!), args, { cwd: folder, env, timeout: 5_000 }).status !== 0) {
    if (isOver || Date.now() > deadlineMs) throw new Error('The server did not become healthy.');
    await wait(500);
  }
  process.stdout.write('ok: it is healthy by its own check\n');
}

const scratch = mkdtempSync(path.join(tmpdir(), 'claque-image-'));
try {
  const stages = readDockerfile(read(root, 'Dockerfile'));
  const sent = readIgnored(read(root, '.dockerignore'));
  const buildVariables = {
    ...offerSqliteBinary(root, path.join(scratch, 'binaries')),
    npm_config_prefer_offline: 'true',
  };
  const performed = perform(stages, { scratch, context: root, sent, buildVariables });
  const [proxy, server] = [performed.get('proxy')!, performed.get('server')!];
  checkContent({ proxy, server });
  await checkServer(server);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
