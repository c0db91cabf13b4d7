/**
 * How long the API takes: the walk of the integration test with 5,000 requests, against a server as it runs in production.
 * Times mean little on another machine: beside each stands how many times as long as /health/live in the same run it is.
 * The first argument is the seed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readApi } from '../support/walk/api.ts';
import type { Walked } from '../support/walk/walk.ts';
import { stepsOf, toldOf, walk } from '../support/walk/walk.ts';
import { fillWorld, walkEnvironment, walkToken } from '../support/walk/world.ts';
import { startServer } from './production-server.ts';

const seed = Number(process.argv[2] ?? 1);
const count = 5_000;
const folder = mkdtempSync(path.join(tmpdir(), 'claque-bench-'));
const { url, stop } = await startServer(folder, walkEnvironment);
const server = { url, folder };

const known = await fillWorld(server);
const api = await readApi(server);
const sources = { schemas: api.schemas, known, authorization: `Bearer ${walkToken}` };
const walked = await walk(server, api, stepsOf(api, sources, { seed, count }));
const live = api.operations.find(({ name }) => name === 'GET /health/live')!;
const alive = { method: 'GET', target: '/health/live', headers: {}, body: null, isOwn: true };
const beats = await walk(
  server,
  api,
  Array.from({ length: 500 }, () => ({ operation: live, request: alive })),
);
await stop();
rmSync(folder, { recursive: true, force: true });

const timesOf = (all: readonly Walked[]): number[] => all.map(({ answer }) => answer.ms).toSorted((a, b) => a - b);
const at = (times: readonly number[], share: number): number => times[Math.floor(share * (times.length - 1))]!;
const unit = at(timesOf(beats), 0.5);
const told = (name: string, ms: number) =>
  process.stdout.write(
    `${name.padEnd(28)} ${ms.toFixed(1).padStart(8)} ms ${(ms / unit).toFixed(0).padStart(6)} times\n`,
  );

const times = timesOf(walked);
process.stdout.write(
  `${count} requests, seed ${seed}, ${walked.filter(({ faults }) => faults.length > 0).length} faults\n`,
);
told('/health/live, median', unit);
told('median', at(times, 0.5));
told('99th percentile', at(times, 0.99));
told('longest', times.at(-1)!);
for (const one of walked.toSorted((a, b) => b.answer.ms - a.answer.ms).slice(0, 8))
  told(one.operation.name, one.answer.ms);
for (const one of walked.filter(({ faults }) => faults.length > 0)) process.stdout.write(`${toldOf(one)}\n`);
