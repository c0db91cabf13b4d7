/**
 * A soak: the real server as it runs in production, with all that it does going on and panels coming and going, watched
 * for memory that grows and for what is left over when they have gone (PL-10, PL-18).
 *
 *   npm run soak -- [--minutes 30] [--panels 20] [--seed N] [--snapshots FOLDER]
 *
 * Exit code 0 if it is sound, else 1.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MersenneTwister } from '../support/mersenne-twister.ts';
import { WatchedServer, leftOver } from '../support/watched-server.ts';
import { Crowd } from './soak/crowd.ts';
import { Load } from './soak/load.ts';
import type { Sample } from './soak/verdict.ts';
import { growthOf } from './soak/verdict.ts';
import { megabytes, wait, watch } from './soak/watch.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    panels: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    snapshots: { type: 'string' },
  },
});
const [minutes, panelCount, seed] = [Number(values.minutes), Number(values.panels), Number(values.seed)];

/** What is held against the end: memory after five minutes, or after a third of a shorter soak. */
const warmMs = Math.min(5, minutes / 3) * 60_000;
/** How long a server may take to come to rest after its start, and once everybody has gone. */
const settledMs = 2_000;
const quietWithinMs = 60_000;
/** What a panel may be answered. */
const understood: ReadonlySet<number> = new Set([200]);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Waits until nothing is left over, or for a while. @returns What still is. */
async function rest(server: WatchedServer, before: ReadonlyMap<string, number>): Promise<string[]> {
  const untilMs = performance.now() + quietWithinMs;
  for (;;) {
    const left = leftOver(before, await server.resting());
    if (left.length === 0 || performance.now() > untilMs) return left.map((sentence) => `left over: ${sentence}`);
    await wait(6_000); // Longer than an idle connection is kept.
  }
}

/** Writes a snapshot of what is in memory when it is warm, for whoever looks for what has grown since. */
function snapshotOnceWarm(server: WatchedServer): (sample: Sample) => Promise<void> {
  let isTaken = values.snapshots === undefined;
  return async ({ atMs }) => {
    if (isTaken || atMs < warmMs) return;
    isTaken = true;
    await server.snapshot(path.join(values.snapshots!, 'warm.heapsnapshot'));
  };
}

function grown(samples: readonly Sample[]): string[] {
  return growthOf(samples, warmMs).flatMap(({ name, beforeBytes, afterBytes, ratio, isFine }) => {
    const sizes = `${megabytes(beforeBytes)} MB, then ${megabytes(afterBytes)} MB`;
    const line = `${name}: ${sizes}, ${(ratio * 100).toFixed(1)}% more`;
    say(line);
    return isFine ? [] : [`memory grows: ${line}`];
  });
}

function unanswered({ counts, statuses, times }: Crowd): string[] {
  const sorted = times.toSorted((one, other) => one - other);
  const [median, most] = [0.5, 0.99].map((ratio) => sorted[Math.floor(sorted.length * ratio)]!.toFixed(0));
  say(`panels: ${JSON.stringify(counts)}; answers within ${median} ms, 99 of 100 within ${most} ms`);
  return [...statuses]
    .filter(([status]) => !understood.has(status))
    .map(([status, count]) => `${count} times a panel was answered ${status}`);
}

async function soak(server: WatchedServer, folder: string): Promise<string[]> {
  const chance = new MersenneTwister(seed);
  const draw = () => chance.random();
  await wait(settledMs);
  const before = await server.resting();
  const load = new Load(server, draw);
  const crowd = new Crowd(server.url, load, draw);
  await load.begin();
  crowd.begin(panelCount);
  const onSample = snapshotOnceWarm(server);
  const samples = await watch({ server, folder, durationMs: minutes * 60_000, say, onSample });
  if (values.snapshots !== undefined) await server.snapshot(path.join(values.snapshots, 'end.heapsnapshot'));
  await crowd.end();
  await load.end();
  say(`load: ${JSON.stringify(load.counts)}`);
  return [...grown(samples), ...unanswered(crowd), ...(await rest(server, before))];
}

const folder = mkdtempSync(path.join(tmpdir(), 'claque-soak-'));
say(
  `seed ${seed}, ${minutes} minutes, ${panelCount} panels; MB and ms, after a collection of garbage but for “before”`,
);
const server = await WatchedServer.start(folder);
process.once('exit', () => {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const faults = await soak(server, folder);
const { code, ms } = await server.stop();
say(`stopped within ${ms.toFixed(0)} ms`);
if (code !== 0) faults.push(`the stop ended with code ${code}`);
for (const complaint of server.complaints) {
  if (complaint.includes('"level":50')) faults.push('the server logged an error');
  say(`logged: ${complaint.trim()}`);
}
for (const fault of faults) say(`FAULT: ${fault}`);
say(faults.length === 0 ? 'Sound.' : `Not sound: ${faults.length} faults.`);
process.exit(faults.length === 0 ? 0 : 1);
