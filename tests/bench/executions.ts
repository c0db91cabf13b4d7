/** Executions under load: 1,000 log entries a second over HTTP, each on disk before it is acknowledged, beside a session. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { Activity } from '../../server/contract/activity.ts';
import type { Answer } from './production-server.ts';
import { ask, startServer } from './production-server.ts';

const attendeeCount = 10_000;
const entriesPerSecond = 1_000;
const seconds = 60;
const beatMs = 10;
const readEveryMs = 50;

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
  /** Whether every entry is stored once, without gaps, those of a request one behind the other. */
  readonly isInOrder: boolean;
}

/** Writes at the rate, whatever the answers take, and reads beside it; without entries it only reads: the floor. */
async function load(url: string, entriesEach: number | null): Promise<Load> {
  const executions = `${url}/api/agents/executions`;
  const { body } = await ask(executions, 'POST', { kind: 'bench', title: 'Bench', status: 'running' });
  const { id } = body as { id: string };
  const entries = Array.from({ length: entriesEach ?? 0 }, (_, index) => ({
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
      const requestsPerSecond = entriesEach === null ? 0 : entriesPerSecond / entriesEach;
      for (; sentCount < (elapsedMs / 1_000) * requestsPerSecond; sentCount += 1)
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
  const entryCount = sentCount * entries.length;
  const isInOrder = await isStoredInOrder(`${executions}/${id}`, entryCount, entries.length);
  return { writesMs, readsMs, entryCount, isInOrder };
}

async function isStoredInOrder(execution: string, entryCount: number, entriesEach: number): Promise<boolean> {
  for (let after = 0; ;) {
    const { body } = await ask(`${execution}?limit=500&after=${after}`, 'GET');
    const { items } = (body as { logs: { items: { position: number; context: { index: number } }[] } }).logs;
    for (const { position, context } of items) {
      if (position !== after + 1 || context.index !== after % entriesEach) return false;
      after = position;
    }
    if (items.length === 0) return after === entryCount;
  }
}

const quantile = (values: readonly number[], ratio: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(ratio * values.length) - 1]!;
const spread = (values: readonly number[]): string =>
  `median ${quantile(values, 0.5).toFixed(1)} ms, 99th percentile ${quantile(values, 0.99).toFixed(1)}, longest ${quantile(values, 1).toFixed(0)}`;

/** Longest that a read may take in 99 of 100 cases, in ms. */
const readTargetMs = 50;
const readLine = (timesMs: readonly number[]): string =>
  `  read: ${spread(timesMs)} (${quantile(timesMs, 0.99) < readTargetMs ? 'inside' : 'OUTSIDE'} the target of ${readTargetMs})`;

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
    const { entryCount, isInOrder, writesMs, readsMs } = await load(server.url, entriesEach);
    const late = ticks.latenessMs();
    ticks.close();
    const verdict = Math.max(...late) < 1_000 ? 'inside' : 'OUTSIDE';
    const lines = [
      entriesEach === null
        ? `nothing but the session and reads, ${seconds} s`
        : `${entryCount} entries in ${seconds} s, ${entriesEach} a request, ${isInOrder ? 'all stored in order' : 'NOT ALL STORED IN ORDER'}`,
      `  ticks late: ${spread(late)} (${verdict} the target of a tick), over ${late.length} ticks`,
      ...(entriesEach === null ? [] : [`  acknowledged: ${spread(writesMs)}`]),
      readLine(readsMs),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const entriesEach of [null, 20, 1]) await bench(entriesEach);
