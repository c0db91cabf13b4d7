/** A server as it runs in production, in a process of its own, and a client that costs little. */
import { spawn } from 'node:child_process';
import { Agent, request as httpRequest } from 'node:http';
import path from 'node:path';

const main = path.resolve(import.meta.dirname, '../../server/main.ts');
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly ms: number;
}

/** Without `fetch`: what is measured is the server, and the client must not be what is slow. */
export function ask(url: string, method: string, body?: object): Promise<Answer> {
  const beganMs = performance.now();
  const text = body && JSON.stringify(body);
  const headers = text ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) } : {};
  return new Promise((resolve, reject) => {
    const asked = httpRequest(url, { method, agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (piece: string) => (answer += piece));
      response.on('end', () =>
        resolve({ status: response.statusCode!, body: JSON.parse(answer), ms: performance.now() - beganMs }),
      );
    });
    asked.on('error', reject).end(text);
  });
}

/** @param environment Besides what it needs to start. */
export async function startServer(
  folder: string,
  environment: Record<string, string> = {},
): Promise<{ url: string; stop: () => Promise<void> }> {
  const env = { PATH: process.env['PATH'] ?? '', PORT: '0', NODE_ENV: 'production', CLAQUE_LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [main], {
    // What is measured is how much it could answer, not how much it lets one caller ask.
    env: { ...env, CLAQUE_DATA_DIR: folder, CLAQUE_REQUESTS_PER_MINUTE: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve) =>
    child.stdout.on('data', (data: Buffer) => {
      const found = /ready: (http:\/\/\S+)/.exec(data.toString())?.[1];
      if (found) resolve(found);
    }),
  );
  return { url, stop: () => (child.kill('SIGTERM'), ended.finally(() => agent.destroy())) };
}
