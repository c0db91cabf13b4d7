/**
 * Whether the time left holds for work of our own: a server performs heartbeats, interviews, decisions, branches and
 * reports, all at once, and each is judged by those that had been completed before it began (EX-6). With a path it
 * writes the durations there, for the simulation test.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import type { ExecutionPage, ExecutionSummary } from '../../server/contract/execution.ts';
import { random, streams } from '../../server/kernel/random.ts';
import type { RecordedDuration } from '../support/execution-durations.ts';
import { coverageOf, durationsByKind, writtenDurations } from '../support/execution-durations.ts';
import { ask, startServer } from './production-server.ts';

const kinds = ['heartbeat', 'interview', 'decision', 'branch', 'report'];
const scenarios = ['webinar-drop', 'two-drops', 'mass-exit', 'slow-fade'];
const sessionCount = 24;
const seconds = 80;

const folder = mkdtempSync(path.join(tmpdir(), 'claque-bench-'));
const server = await startServer(folder);
const api = `${server.url}/api`;

/** Asks again and again, a pause apart that is drawn: people and clocks do not come in step. */
async function keepAsking(meanPauseMs: number, work: (count: number) => Promise<unknown>): Promise<void> {
  for (let count = 0; performance.now() < untilMs; count += 1) {
    await work(count);
    await rest(-meanPauseMs * Math.log(1 - random(1, streams.arrival, Math.round(meanPauseMs), count)));
  }
}

const { body: bots } = await ask(`${api}/bots?limit=100`, 'GET');
const botIds = (bots as { items: { id: string }[] }).items.map(({ id }) => id);
await ask(`${api}/pace`, 'PUT', { pace: 'paused' });
const sessionIds: string[] = [];
for (let seed = 1; seed <= sessionCount; seed += 1) {
  const request = { scenarioId: scenarios[seed % 4], seed, mode: 'auto', speed: [20, 40, 60, 200][seed % 3] };
  sessionIds.push(((await ask(`${api}/sessions`, 'POST', request)).body as { id: string }).id);
}
const oneOf = (count: number) => sessionIds[count % sessionCount]!;
const untilMs = performance.now() + seconds * 1_000;
const question = 'What do you think of databases?';
const clients = [
  keepAsking(60, (count) => ask(`${api}/bots/${botIds[count % botIds.length]}/heartbeats`, 'POST', {})),
  keepAsking(300, (count) => ask(`${api}/bots/${botIds[count % botIds.length]}/interview`, 'POST', { question })),
  keepAsking(200, (count) =>
    ask(`${api}/sessions/${oneOf(count)}/branches`, 'POST', {
      fromTick: 60 + ((count * 37) % 300),
      change: { kind: 'nothing' },
    }),
  ),
  keepAsking(400, (count) => ask(`${api}/sessions/${oneOf(count)}/report?seeds=${2 + (count % 9)}`, 'GET')),
];
await Promise.all(clients);

const recorded: RecordedDuration[] = [];
for (const kind of kinds) {
  const { body } = await ask(`${api}/agents/execution-logs/default?kind=${kind}&status=completed&limit=500`, 'GET');
  recorded.push(...(body as ExecutionPage).items.map(durationOf));
}
await server.stop();
rmSync(folder, { recursive: true, force: true });

function durationOf({ kind, startedAt, endedAt, stages }: ExecutionSummary): RecordedDuration {
  const startedAtMs = Date.parse(startedAt!);
  return {
    kind,
    startedAtMs,
    durationMs: Date.parse(endedAt!) - startedAtMs,
    stages: stages.map(({ number, startedAt: at }) => ({ number, offsetMs: Date.parse(at) - startedAtMs })),
  };
}

for (const [kind, durations] of durationsByKind(recorded)) {
  const { heldCount, toldCount } = coverageOf(durations, 1);
  const ms = durations.map(({ durationMs }) => durationMs).toSorted((one, other) => one - other);
  process.stdout.write(
    `${kind}: ${durations.length} completed, median ${ms[Math.floor(ms.length / 2)]} ms, longest ${ms.at(-1)}; ${((100 * heldCount) / toldCount).toFixed(1)}% of ${toldCount} intervals held\n`,
  );
}
const [file] = process.argv.slice(2);
if (file !== undefined) writeFileSync(file, writtenDurations(recorded));
