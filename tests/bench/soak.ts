/**
 * A soak: the real server as it runs in production, with all that it does going on and panels coming and going, watched
 * for memory that grows and for what is left over when they have gone (PL-10, PL-18).
 *
 *   npm run soak -- [--minutes 30] [--panels 20] [--seed N] [--snapshots FOLDER]
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Figures } from '../support/figures.ts';
import { MersenneTwister } from '../support/mersenne-twister.ts';
import { WatchedServer, leftOver } from '../support/watched-server.ts';
import { Crowd } from './soak/crowd.ts';
import { Load } from './soak/load.ts';
import type { Sample } from './soak/verdict.ts';
import { growthOf } from './soak/verdict.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    panels: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    snapshots: { type: 'string' },
  },
});
const [minutes, panelCount, seed] = [Number(values.minutes), Number(values.panels), Number(values.seed)];

const sampleEveryMs = 10_000;
/** What is held against the end: memory after five minutes, or after a third of a shorter soak. */
const warmMs = Math.min(5, minutes / 3) * 60_000;
const quietWithinMs = 60_000;
/** How soon after a collection of garbage the operating system has its pages back, about. */
const givenBackMs = 500;
/** What a panel may be answered: a session can be gone, and whoever asks too often is told so. */
const understood: ReadonlySet<number> = new Set([200, 404, 429]);

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function sampleOf(server: WatchedServer, folder: string, beganMs: number): Promise<Sample> {
  const { rss: uncollectedBytes } = await server.memory();
  await server.collectGarbage();
  await wait(givenBackMs);
  const { rss: rssBytes, heapUsed: heapBytes, external: externalBytes } = await server.memory();
  const figures = await Figures.of(server);
  const sample = { atMs: performance.now() - beganMs, rssBytes, heapBytes, externalBytes };
  const cells = [
    (sample.atMs / 60_000).toFixed(1),
    ...[uncollectedBytes, rssBytes, heapBytes, externalBytes].map(megabytes),
    megabytes(statSync(path.join(folder, 'claque.db')).size),
    ...['claque_stream_clients', 'claque_stream_subscriptions', 'claque_nodejs_active_resources_total'].map((name) =>
      figures.sum(name).toFixed(0),
    ),
    (figures.sum('claque_nodejs_eventloop_lag_p99_seconds') * 1_000).toFixed(0),
    figures.sum('claque_beats_missed_total').toFixed(0),
    figures.sum('claque_activity_number').toFixed(0),
  ];
  say(cells.map((cell) => cell.padStart(9)).join(''));
  return sample;
}

/** Waits until nothing is left over, or for a while. @returns What still is. */
async function rest(server: WatchedServer, before: ReadonlyMap<string, number>): Promise<string[]> {
  const untilMs = performance.now() + quietWithinMs;
  for (;;) {
    const left = leftOver(before, await server.resting());
    if (left.length === 0 || performance.now() > untilMs) return left;
    await wait(6_000); // Longer than an idle connection is kept.
  }
}

async function soak(server: WatchedServer, folder: string): Promise<string[]> {
  const chance = new MersenneTwister(seed);
  const draw = () => chance.random();
  await wait(2_000); // Until it has come to rest after its start.
  const before = await server.resting();
  const load = new Load(server, draw);
  const crowd = new Crowd(server.url, load, draw);
  await load.begin();
  crowd.begin(panelCount);
  const beganMs = performance.now();
  const samples: Sample[] = [];
  say(
    [
      'minute',
      'before',
      'RSS',
      'heap',
      'external',
      'database',
      'clients',
      'topics',
      'handles',
      'lag ms',
      'missed',
      'activity',
    ]
      .map((cell) => cell.padStart(9))
      .join(''),
  );
  let isWarm = false;
  while (performance.now() - beganMs < minutes * 60_000) {
    await wait(Math.max(0, sampleEveryMs * (samples.length + 1) - (performance.now() - beganMs)));
    samples.push(await sampleOf(server, folder, beganMs));
    if (isWarm || samples.at(-1)!.atMs < warmMs || values.snapshots === undefined) continue;
    isWarm = true;
    await server.snapshot(path.join(values.snapshots, 'warm.heapsnapshot'));
  }
  if (values.snapshots !== undefined) await server.snapshot(path.join(values.snapshots, 'end.heapsnapshot'));
  await crowd.end();
  await load.end();
  const faults = (await rest(server, before)).map((sentence) => `left over: ${sentence}`);
  for (const { name, beforeBytes, afterBytes, ratio, isFine } of growthOf(samples, warmMs)) {
    const line = `${name}: ${megabytes(beforeBytes)} MB, then ${megabytes(afterBytes)} MB: ${(ratio * 100).toFixed(1)}% more`;
    say(line);
    if (!isFine) faults.push(line);
  }
  say(JSON.stringify({ ...load.counts, ...crowd.counts, statuses: Object.fromEntries(crowd.statuses) }));
  const worst = crowd.times.toSorted((one, other) => one - other);
  say(
    `answers: median ${worst[worst.length >> 1]!.toFixed(0)} ms, 99th percentile ${worst[Math.floor(worst.length * 0.99)]!.toFixed(0)} ms`,
  );
  for (const status of crowd.statuses.keys())
    if (!understood.has(status)) faults.push(`a panel was answered ${status}`);
  return faults;
}

const folder = mkdtempSync(path.join(tmpdir(), 'claque-soak-'));
say(
  `seed ${seed}, ${minutes} minutes, ${panelCount} panels; MB where nothing else is said, after a collection of garbage but for “before”`,
);
const server = await WatchedServer.start(folder);
try {
  const faults = await soak(server, folder);
  const { code, ms } = await server.stop();
  if (code !== 0) faults.push(`the stop ended with code ${code}`);
  say(`stopped within ${ms.toFixed(0)} ms`);
  for (const complaint of server.complaints.slice(0, 20)) say(`logged: ${complaint.trim()}`);
  for (const fault of faults) say(`FAULT: ${fault}`);
  say(faults.length === 0 ? 'Sound.' : `Not sound: ${faults.length} faults.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
