/** Executions under load: 1,000 log entries a second over HTTP, each on disk before it is acknowledged, beside a session. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { Activity } from '../../server/contract/activity.ts';

const attendeeCount = 10_000;
const entriesPerSecond = 1_000;
const seconds = 20;
const beatMs = 10;
const readEveryMs = 50;

const main = path.resolve(import.meta.dirname, '../../server/main.ts');
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly ms: number;
}

/** Without `fetch`: what is measured is the server, and the client must not be what is slow. */
function ask(url: string, method: string, body?: object): Promise<Answer> {
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

/** A server as it runs in production. */
async function startServer(folder: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const env = { PATH: process.env['PATH'] ?? '', PORT: '0', NODE_ENV: 'production', CLAQUE_LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, [main], {
    env: { ...env, CLAQUE_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await new Promise<string>((resolve) =>
    child.stdout.on('data', (data: Buffer) => {
      const found = /ready: (http:\/\/\S+)/.exec(data.toString())?.[1];
      if (found) resolve(found);
    }),
  );
  return { url, stop: () => (child.kill('SIGTERM'), ended) };
}

/** How late each tick is that something was told of, against the earliest: at 1x a tick comes every second. */
function watchTicks(url: string, sessionId: string): { latenessMs: () => number[]; close: () => void } {
  const seen = new Map<number, number>();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/activity`);
  socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', topic: `session:${sessionId}` })));
  socket.on('message', (data: Buffer) => {
    const { activity } = JSON.parse(data.toString()) as { activity?: Activity };
    if (activity?.tick && !seen.has(activity.tick)) seen.set(activity.tick, Date.parse(activity.at));
  });
  return {
    latenessMs: () => {
      const offsets = [...seen].map(([tick, atMs]) => atMs - tick * 1_000);
      const earliest = offsets.reduce((least, offset) => Math.min(least, offset), Infinity);
      return offsets.map((offset) => offset - earliest);
    },
    close: () => socket.close(),
  };
}

interface Load {
  readonly writesMs: number[];
  readonly readsMs: number[];
  readonly entryCount: number;
}

/** Writes at the rate, whatever the answers take, and reads beside it. */
async function load(url: string, entriesEach: number): Promise<Load> {
  const executions = `${url}/api/agents/executions`;
  const { body } = await ask(executions, 'POST', { kind: 'bench', title: 'Bench', status: 'running' });
  const { id } = body as { id: string };
  const entries = Array.from({ length: entriesEach }, (_, index) => ({
    message: `What happened at step ${index}.`,
    context: { index },
  }));
  const open: Promise<void>[] = [];
  const [writesMs, readsMs]: [number[], number[]] = [[], []];
  const send = async (times: number[], asked: Promise<Answer>) => {
    const { status, ms } = await asked;
    if (status !== 200) throw new Error(`status ${status}`);
    times.push(ms);
  };
  const beganMs = performance.now();
  let [sentCount, readCount] = [0, 0];
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsedMs = Math.min(performance.now() - beganMs, seconds * 1_000);
      for (; sentCount < (elapsedMs / 1_000) * (entriesPerSecond / entriesEach); sentCount += 1)
        open.push(send(writesMs, ask(`${executions}/${id}/logs`, 'PATCH', { entries })));
      for (; readCount < elapsedMs / readEveryMs; readCount += 1) {
        const list = `${url}/api/agents/execution-logs/default`;
        open.push(send(readsMs, ask(readCount % 2 ? `${executions}/${id}?order=newest` : list, 'GET')));
      }
      if (elapsedMs < seconds * 1_000) return;
      clearInterval(timer);
      resolve();
    }, beatMs);
  });
  await Promise.all(open);
  return { writesMs, readsMs, entryCount: sentCount * entriesEach };
}

const quantile = (values: readonly number[], ratio: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(ratio * values.length) - 1]!;
const spread = (values: readonly number[]): string =>
  `median ${quantile(values, 0.5).toFixed(1)} ms, 99th percentile ${quantile(values, 0.99).toFixed(1)}, longest ${quantile(values, 1).toFixed(0)}`;

async function bench(entriesEach: number | null): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'claque-bench-'));
  const server = await startServer(folder);
  try {
    const started = await ask(`${server.url}/api/sessions`, 'POST', {
      scenarioId: 'calm-hour',
      attendeeCount,
      speed: 1,
    });
    const ticks = watchTicks(server.url, (started.body as { id: string }).id);
    const written = entriesEach === null ? null : await load(server.url, entriesEach);
    if (!written) await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    const late = ticks.latenessMs();
    ticks.close();
    const verdict = Math.max(...late) < 1_000 ? 'inside' : 'OUTSIDE';
    const lines = [
      written
        ? `${written.entryCount} entries in ${seconds} s, ${entriesEach} a request`
        : `nothing but the session, ${seconds} s`,
      `  ticks late: ${spread(late)} (${verdict} the target of a tick), over ${late.length} ticks`,
      ...(written ? [`  acknowledged: ${spread(written.writesMs)}`, `  read: ${spread(written.readsMs)}`] : []),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const entriesEach of [null, 20, 1]) await bench(entriesEach);
agent.destroy();
