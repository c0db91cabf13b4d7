/** A server as a process of its own, for tests that kill it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { inherited } from './inherited.ts';

const main = path.resolve(import.meta.dirname, '../../server/main.ts');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class ChildServer {
  output = '';
  readonly ended: Promise<Ended>;
  readonly #process: ChildProcess;

  /** @param limits Whether no file may become larger than so many bytes, a multiple of 512: a disk that is nearly full. */
  constructor(folder: string, environment: Record<string, string> = {}, limits: { mostFileBytes?: number } = {}) {
    const { mostFileBytes } = limits;
    const own = {
      ...inherited(),
      // What is compiled is written to files too.
      ...(mostFileBytes === undefined ? {} : { NODE_DISABLE_COMPILE_CACHE: '1' }),
      PORT: '0',
      NODE_ENV: 'test',
      CLAQUE_LOG_LEVEL: 'silent',
      CLAQUE_REQUESTS_PER_MINUTE: '0',
      CLAQUE_DATA_DIR: folder,
    };
    const limit = mostFileBytes === undefined ? '' : `ulimit -f ${mostFileBytes / 512};`;
    const child = spawn('/bin/sh', ['-c', `${limit} exec "$0" "$@"`, process.execPath, main], {
      env: { ...own, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (this.output += data.toString()));
    this.ended = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
    onTestFinished(() => void child.kill('SIGKILL'));
  }

  /** Where it can be reached, once it says that it is ready. @throws if it ends before. */
  async ready(): Promise<{ url: string }> {
    const isOver = this.ended.then(() => true);
    for (;;) {
      const url = /ready: (http:\/\/\S+)/.exec(this.output)?.[1];
      if (url) return { url };
      const next = new Promise<false>((resolve) => this.#process.stdout!.once('data', () => resolve(false)));
      if (await Promise.race([isOver, next])) throw new Error(`the server ended: ${this.output}`);
    }
  }

  signal(signal: NodeJS.Signals): Promise<Ended> {
    this.#process.kill(signal);
    return this.ended;
  }
}
