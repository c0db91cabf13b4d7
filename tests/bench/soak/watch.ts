/** Looks at a server every ten seconds, and prints what it saw as a line of a table. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { Figures } from '../../support/figures.ts';
import type { WatchedServer } from '../../support/watched-server.ts';
import type { Sample } from './verdict.ts';

const sampleEveryMs = 10_000;
/** How soon after a collection of garbage the operating system has its pages back, about. */
const givenBackMs = 500;
const cellWidth = 10;

export interface WatchOptions {
  readonly server: WatchedServer;
  /** Where its database lies. */
  readonly folder: string;
  readonly durationMs: number;
  readonly say: (line: string) => void;
  /** Hears of each sample once it is taken; the next one waits for it. */
  readonly onSample: (sample: Sample) => Promise<void> | void;
}

const rowOf = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(cellWidth)).join('');
export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What is counted, by the head of its column. */
const counted = {
  clients: 'claque_stream_clients',
  topics: 'claque_stream_subscriptions',
  handles: 'claque_nodejs_active_resources_total',
  missed: 'claque_beats_missed_total',
  activity: 'claque_activity_number',
};

/** MB, after a collection of garbage but for `before`; the lag of the event loop in ms, its 99th percentile. */
export async function watch({ server, folder, durationMs, say, onSample }: WatchOptions): Promise<Sample[]> {
  const samples: Sample[] = [];
  const beganMs = performance.now();
  say(rowOf(['minute', 'before', 'RSS', 'heap', 'external', 'database', 'lag', ...Object.keys(counted)]));
  while (performance.now() - beganMs < durationMs) {
    await wait(Math.max(0, sampleEveryMs * (samples.length + 1) - (performance.now() - beganMs)));
    const { rss: uncollectedBytes } = await server.memory();
    await server.collectGarbage();
    await wait(givenBackMs);
    const { rss: rssBytes, heapUsed: heapBytes, external: externalBytes } = await server.memory();
    const sample = { atMs: performance.now() - beganMs, rssBytes, heapBytes };
    const databaseBytes = statSync(path.join(folder, 'claque.db')).size;
    const sizes = [uncollectedBytes, rssBytes, heapBytes, externalBytes, databaseBytes].map(megabytes);
    say(rowOf([(sample.atMs / 60_000).toFixed(1), ...sizes, ...(await counts(server))]));
    samples.push(sample);
    await onSample(sample);
  }
  return samples;
}

async function counts(server: WatchedServer): Promise<string[]> {
  const figures = await Figures.of(server);
  const lagMs = figures.sum('claque_nodejs_eventloop_lag_p99_seconds') * 1_000;
  return [lagMs, ...Object.values(counted).map((name) => figures.sum(name))].map((figure) => figure.toFixed(0));
}
