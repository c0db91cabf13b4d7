/** A server of a test's own, in a process and a folder of its own: for what the shared one must not be. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inherited } from '../support/inherited.ts';

const root = join(import.meta.dirname, '../..');

export interface OwnServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param environment Besides where it listens and what it writes to. @throws if it ends before it is ready. */
export async function startOwnServer(environment: Record<string, string> = {}): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'claque-e2e-own-'));
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  const child = spawn('node', [join(root, 'server/main.ts')], {
    env: {
      ...inherited(),
      PATH: path,
      HOST: '127.0.0.1',
      PORT: '0',
      CLAQUE_REQUESTS_PER_MINUTE: '0',
      CLAQUE_DATA_DIR: folder,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        output += data.toString();
        const ready = /ready: (http:\/\/\S+)/.exec(output)?.[1];
        if (ready) resolve(ready);
      });
    void ended.then(() => reject(new Error(`the server ended: ${output}`)));
  });
  return {
    url,
    async close() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
