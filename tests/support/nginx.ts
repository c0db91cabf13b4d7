/** A real nginx with the configuration that ships: addresses and folders are put in, nothing else is changed. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './server.ts';

const shipped = path.resolve(import.meta.dirname, '../../nginx/claque.conf');

/** The command; undefined where there is none. Where Debian's package puts it is not on everybody's path. */
export const nginx = ['nginx', '/usr/sbin/nginx', '/opt/homebrew/bin/nginx'].find(
  (command) => spawnSync(command, ['-v']).status === 0,
);

export interface NginxOptions {
  /** Where the server behind it answers, such as http://127.0.0.1:8080. */
  readonly upstream: string;
  readonly scheme?: 'http' | 'https';
  readonly panel?: string;
  /** Whether what the test sends comes from something that stands in front. */
  readonly isFronted?: boolean;
  /** Has nginx let six requests through at once, and not a thousand. */
  readonly isStrict?: boolean;
  /** Where somebody listens who never answers; with one, nginx waits a second for answers and not minutes. */
  readonly silentPort?: number;
}

export interface RunningNginx {
  readonly url: string;
  /** The port that is not published. */
  readonly insideUrl: string;
  /** Passes on to who never answers, and gives up after the time that nginx waits where nothing else is said. */
  readonly silentUrl: string;
  readonly accessLog: () => string;
}

/** nginx waits 60 s for an upstream unless told otherwise; here a second. */
const shortened = 'proxy_read_timeout 1s; proxy_send_timeout 1s;';

/** The name that it serves. */
export const publicName = 'claque.example.org';

/** Starts it for a test. @throws if it does not take the configuration. */
export async function startNginx(options: NginxOptions): Promise<RunningNginx> {
  const folder = temporaryFolder();
  const [port, insidePort, silentPort] = await freePorts(3);
  const logs = path.join(folder, 'logs');
  for (const name of ['logs', 'temporary']) mkdirSync(path.join(folder, name));
  const filled = fill({ ...options, folder, port: port!, insidePort: insidePort! });
  writeFileSync(path.join(folder, 'claque.conf'), filled);
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(file, mainConfiguration(folder, silentPort!, options.silentPort));
  await run(file, folder);
  return {
    url: `http://127.0.0.1:${port}`,
    insideUrl: `http://127.0.0.1:${insidePort}`,
    silentUrl: `http://127.0.0.1:${silentPort}`,
    accessLog: () => readFileSync(path.join(logs, 'access.log'), 'utf8'),
  };
}

/** As the image fills it in, and with the folders and ports of a test. */
function fill(options: NginxOptions & { folder: string; port: number; insidePort: number }): string {
  const variables: Record<string, string> = {
    CLAQUE_NAME: publicName,
    CLAQUE_SCHEME: options.scheme ?? 'http',
    CLAQUE_UPSTREAM: new URL(options.upstream).host,
    CLAQUE_RESOLVER: '127.0.0.1',
    CLAQUE_FRONT: options.isFronted ? '127.0.0.1' : '192.0.2.1',
  };
  return readFileSync(shipped, 'utf8')
    .replaceAll(/\$\{(CLAQUE_\w+)\}/g, (_, name: string) => variables[name]!)
    .replaceAll('proxy_read_timeout 180s;', options.silentPort === undefined ? '$&' : shortened)
    .replaceAll('rate=200r/s', options.isStrict ? 'rate=1r/m' : '$&')
    .replaceAll('burst=1000', options.isStrict ? 'burst=5' : '$&')
    .replaceAll('listen 8080', `listen 127.0.0.1:${options.port}`)
    .replaceAll('listen 9090', `listen 127.0.0.1:${options.insidePort}`)
    .replaceAll('/usr/share/nginx/panel', options.panel ?? options.folder)
    .replaceAll('/var/log/nginx', path.join(options.folder, 'logs'));
}

/** What the image brings around the configuration, in short. */
function mainConfiguration(folder: string, silentPort: number, upstreamPort = 9): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/temporary/${name};`)
    .join(' ');
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
    pid ${folder}/nginx.pid; error_log ${folder}/logs/error.log;
    events {}
    http {
      types { text/html html; text/javascript js; text/css css; image/svg+xml svg; }
      ${temporary} access_log off; ${shortened}
      server { listen 127.0.0.1:${silentPort}; location / { proxy_pass http://127.0.0.1:${upstreamPort}; } }
      include ${folder}/claque.conf;
    }`;
}

async function run(file: string, folder: string): Promise<void> {
  const args = ['-c', file, '-p', folder, '-e', path.join(folder, 'logs', 'error.log')];
  const checked = spawnSync(nginx!, [...args, '-t'], { encoding: 'utf8' });
  if (checked.status !== 0) throw new Error(`nginx does not take the configuration: ${checked.stderr}`);
  // Its ports are bound before it detaches: once the first process has ended, it answers.
  const started = spawnSync(nginx!, args, { stdio: 'ignore' });
  if (started.status !== 0) throw new Error('nginx did not start');
  onTestFinished(
    () => new Promise<void>((resolve) => spawn(nginx!, [...args, '-s', 'stop']).once('close', () => resolve())),
  );
}

/** All open at once, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
