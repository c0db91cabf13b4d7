/** A server as it runs in production, looked into from outside by Node’s inspector: it needs no hook of ours for that. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { WebSocket } from 'ws';
import { Figures } from './figures.ts';

/** Those who ask it stand for people with addresses of their own: limits of one address are not theirs. */
const unlimited = { CLAQUE_REQUESTS_PER_MINUTE: '0', CLAQUE_CONNECTIONS_PER_ADDRESS: '0' };

const main = path.resolve(import.meta.dirname, '../../server/main.ts');

/** In bytes. */
export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly arrayBuffers: number;
}

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly chunk?: string };
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

export class WatchedServer {
  readonly url: string;
  /** What it logged from a warning on. */
  readonly complaints: string[] = [];
  readonly #process: ChildProcess;
  readonly #inspector: WebSocket;
  readonly #ended: Promise<number | null>;
  readonly #waiting = new Map<number, PromiseWithResolvers<Reply>>();
  #askedCount = 0;

  private constructor(child: ChildProcess, inspector: WebSocket, url: string) {
    this.url = url;
    this.#process = child;
    this.#inspector = inspector;
    this.#ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
    child.stdout!.on('data', (data: Buffer) => this.complaints.push(data.toString()));
    child.stderr!.on('data', (data: Buffer) => this.#complain(data.toString()));
    inspector.on('message', (data: Buffer) => {
      const reply = JSON.parse(data.toString()) as Reply;
      if (reply.id !== undefined) this.#waiting.get(reply.id)?.resolve(reply);
    });
    inspector.once('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the server has gone'));
    });
  }

  static async start(folder: string): Promise<WatchedServer> {
    const env = { PATH: process.env['PATH'] ?? '', PORT: '0', NODE_ENV: 'production', CLAQUE_LOG_LEVEL: 'warn' };
    const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', main], {
      env: { ...env, ...unlimited, CLAQUE_DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [inspectorUrl, url] = await Promise.all([
      said(child.stderr, /listening on (ws:\S+)/),
      said(child.stdout, /ready: (http:\S+)/),
    ]);
    const inspector = new WebSocket(inspectorUrl, { perMessageDeflate: false });
    await new Promise((resolve, reject) => inspector.once('open', resolve).once('error', reject));
    return new WatchedServer(child, inspector, url);
  }

  async memory(): Promise<Memory> {
    return JSON.parse(await this.#evaluate('JSON.stringify(process.memoryUsage())')) as Memory;
  }

  /** How many there are of each kind of what keeps the process busy: sockets, timers, files. */
  async resources(): Promise<Map<string, number>> {
    const all = JSON.parse(await this.#evaluate('JSON.stringify(process.getActiveResourcesInfo())')) as string[];
    return new Map([...Map.groupBy(all, (kind) => kind)].map(([kind, found]) => [kind, found.length]));
  }

  /** What must be as it was once everybody has gone: whoever listens, follows or keeps the process busy. */
  async resting(): Promise<Map<string, number>> {
    const figures = await Figures.of(this);
    const names = ['claque_stream_clients', 'claque_stream_subscriptions', 'claque_activity_listeners'];
    names.push('claque_sessions_running', 'claque_calls_under_way', 'claque_process_open_fds');
    names.push('claque_executions_under_way', 'claque_executions_waiting', 'claque_database_writes_waiting');
    const listeners = 'process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)';
    return new Map([
      ...names.map((name): [string, number] => [name, figures.sum(name)]),
      ['listeners of the process', Number(await this.#evaluate(listeners))],
      ...(await this.resources()),
    ]);
  }

  async collectGarbage(): Promise<void> {
    await this.#ask('HeapProfiler.collectGarbage');
  }

  /** Writes what is in memory to a file for the tools of Chromium. It holds the server up for seconds. */
  async snapshot(file: string): Promise<void> {
    const out = createWriteStream(file);
    const write = (data: Buffer) => {
      const { method, params } = JSON.parse(data.toString()) as Reply;
      if (method === 'HeapProfiler.addHeapSnapshotChunk') out.write(params!.chunk!);
    };
    this.#inspector.on('message', write);
    await this.#ask('HeapProfiler.takeHeapSnapshot');
    this.#inspector.off('message', write);
    await new Promise((resolve) => out.end(resolve));
  }

  /** Has it stop as a service manager would. @returns Its exit code, and how long that took in ms. */
  async stop(): Promise<{ code: number | null; ms: number }> {
    const beganMs = performance.now();
    this.#inspector.close();
    this.#process.kill('SIGTERM');
    return { code: await this.#ended, ms: performance.now() - beganMs };
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async #evaluate(expression: string): Promise<string> {
    const { result } = await this.#ask('Runtime.evaluate', { expression, returnByValue: true });
    return String(result?.result?.value);
  }

  async #ask(method: string, params: object = {}): Promise<Reply> {
    const id = (this.#askedCount += 1);
    const answered = Promise.withResolvers<Reply>();
    this.#waiting.set(id, answered);
    this.#inspector.send(JSON.stringify({ id, method, params }));
    try {
      return await answered.promise;
    } finally {
      this.#waiting.delete(id);
    }
  }

  /** The inspector says itself who looks. */
  #complain(text: string): void {
    if (!/^Debugger (attached|ending|listening)/.test(text)) this.complaints.push(text);
  }
}

function said(stream: NodeJS.ReadableStream | null, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream!.on('data', (data: Buffer) => {
      text += data.toString();
      const found = pattern.exec(text)?.[1];
      if (found) resolve(found);
    });
    stream!.once('end', () => reject(new Error(`the server ended: ${text}`)));
  });
}

/** What there is more of than before, by name, as sentences. */
export function leftOver(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...after].flatMap(([name, count]) => {
    const was = before.get(name) ?? 0;
    return count > was ? [`${name}: ${count}, and ${was} before`] : [];
  });
}
