/**
 * Outreach under load: a page of tasks among 10,000 (OR-8), and what 300 calls at once do to the times of heartbeats and
 * of the stream (OR-11). The real server, as it runs in production, on the scripted provider.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { stringify } from 'yaml';
import type { Activity } from '../../server/contract/activity.ts';
import type { TaskDetailPage } from '../../server/contract/outreach.ts';
import { migrations } from '../../server/migrations.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { newUuid } from '../../server/platform/database/uuid.ts';
import type { Changed } from '../../server/systems/outreach/rules.ts';
import { callEnded, callStarted, created } from '../../server/systems/outreach/rules.ts';
import { insertEvents, insertTurns, saveCalls, saveTasks } from '../../server/systems/outreach/store.ts';

const taskCount = 10_000;
const turnCount = 12;
const lineCount = 300;
/** So that a line that has hung up is called again while it is watched. */
const callsEach = 4;
const watchedSeconds = 30;
const heartbeatCount = 40;

const main = path.resolve(import.meta.dirname, '../../server/main.ts');

async function startServer(folder: string, contactFolder: string) {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      NODE_ENV: 'production',
      CLAQUE_LOG_LEVEL: 'warn',
      CLAQUE_REQUESTS_PER_MINUTE: '0',
      CLAQUE_DATA_DIR: folder,
      CLAQUE_CONTACT_DIR: contactFolder,
    },
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

async function ask<T>(url: string, method = 'GET', body?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method, ...(body && { headers, body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** People who take calls around the clock, always pick up and like to talk. */
function writeContacts(folder: string): string {
  const contactFolder = path.join(folder, 'contacts');
  mkdirSync(contactFolder);
  for (let number = 1; number <= lineCount; number += 1) {
    const contact = {
      id: `contact-${number}`,
      name: `Contact ${number}`,
      role: 'attendee',
      phone: '+999 1 555 0100',
      timeZone: number % 2 ? 'UTC' : 'Etc/GMT-12',
      callingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '23:59' },
      answer: { answerPercent: 100, busyPercent: 0 },
      patienceTurns: 30,
      temperament: 'chatty',
      agreePercent: 70,
      knows: [{ about: 'slides', text: 'They are ready on Friday.' }],
      style: 'Talks a lot.',
    };
    writeFileSync(path.join(contactFolder, `contact-${number}.yaml`), stringify(contact));
  }
  return contactFolder;
}

/** Tasks that are over, each with a call of some turns, written as the server would. */
async function plantTasks(folder: string): Promise<void> {
  const database = await openDatabase(folder, migrations, { isBulk: true });
  const beganMs = Date.now() - taskCount * 60_000;
  for (let from = 0; from < taskCount; from += 500) {
    const all = Array.from({ length: 500 }, (_, index) => plannedTask(beganMs + (from + index) * 60_000, from + index));
    await database.write.transaction(async (trx) => {
      await saveTasks(
        trx,
        all.map(({ changes }) => changes.at(-1)!.task),
      );
      await insertEvents(
        trx,
        all.flatMap(({ changes }) => changes.map(({ event }) => event)),
      );
      await saveCalls(
        trx,
        all.map(({ call }) => call),
      );
      await insertTurns(
        trx,
        all.flatMap(({ turns }) => turns),
      );
    });
  }
  await database.close();
}

function plannedTask(atMs: number, index: number) {
  const [id, callId] = [newUuid(atMs), newUuid(atMs)];
  const [ventureId, botId, contactId] = ['default', 'mona-field', `contact-${1 + (index % lineCount)}`];
  const who = { id, ventureId, botId, contactId, creator: 'panel', sessionId: null };
  const what = { objective: `Ask about the slides of talk ${index}.`, context: 'Hall B.', priority: 'normal' } as const;
  const when = { atMs, clockMs: atMs, by: 'server' };
  const first = created({ ...who, ...what, maxAttempts: 3, nextActionAtMs: atMs }, when);
  const second = callStarted(first.task, callId, when);
  const rest = { result: 'They are ready.', isRetryWorthwhile: false, callAgainInSeconds: null };
  const prospects = { asked: 'none', callableFrom: (ms: number) => ms, jitterOf: () => 0 } as const;
  const outcome = index % 5 ? 'DONE' : 'REFUSED';
  const third = callEnded(second.task, { callId, outcome, sentence: 'They told.', ...rest }, when, prospects);
  const changes: Changed[] = [first, second, third];
  const ends = {
    status: 'ended',
    outcome,
    sentence: 'They told.',
    endedAtMs: atMs + 60_000,
    durationSeconds: 60,
  } as const;
  const begins = { startedAtMs: atMs, startedAtClockMs: atMs, number: 1, executionId: null };
  const call = { id: callId, taskId: id, ventureId, botId, contactId, ...begins, ...ends };
  const turns = Array.from({ length: turnCount }, (_, turn) => ({
    callId,
    position: turn + 1,
    speaker: turn % 2 ? ('contact' as const) : ('bot' as const),
    text: `What was said at turn ${turn + 1} of talk ${index}.`,
    tools: [],
    atSecond: turn * 4,
    atMs: atMs + turn * 4_000,
  }));
  return { changes, call, turns };
}

const quantile = (values: readonly number[], ratio: number): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(ratio * values.length) - 1]!;
const spread = (values: readonly number[]): string =>
  `median ${quantile(values, 0.5).toFixed(1)} ms, 99th percentile ${quantile(values, 0.99).toFixed(1)}, longest ${quantile(values, 1).toFixed(0)}`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

async function benchDetails(url: string): Promise<void> {
  say(`A page of tasks with all that belongs to them, among ${taskCount}`);
  const pages: [string, string][] = [
    ['newest 25', ''],
    ['newest 100', '?limit=100'],
    ['100 at the far end', '?limit=100&offset=9900'],
    ['25 that a text was found in', '?text=talk%2077'],
    ['25 of a contact and status', '?contactId=contact-8&status=COMPLETED&sort=updated'],
  ];
  for (const [name, query] of pages) {
    const page = () => ask<TaskDetailPage>(`${url}/api/tasks/details${query}`);
    const times: number[] = [];
    for (let round = -20; round < 100; round += 1) {
      const ms = await timed(page);
      if (round >= 0) times.push(ms); // The first ones warm it up.
    }
    const verdict = quantile(times, 0.99) < 100 ? 'inside' : 'OUTSIDE';
    say(`  ${name}: ${spread(times)} (${verdict} the target of 100 ms)`);
  }
}

/** How long what happens in a session takes from its writing to a client of the stream. */
function watchStream(url: string, sessionId: string) {
  const times: number[] = [];
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/activity`);
  for (const topic of [`session:${sessionId}`, 'community'])
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', topic })));
  socket.on('message', (data: Buffer) => {
    const { activity } = JSON.parse(data.toString()) as { activity?: Activity };
    if (activity) times.push(Date.now() - Date.parse(activity.at));
  });
  return () => {
    socket.close();
    return times;
  };
}

/** The times of heartbeats, of the stream and of a read, over a while. */
async function watch(url: string) {
  const { id } = await ask<{ id: string }>(`${url}/api/sessions`, 'POST', { scenarioId: 'calm-hour', speed: 1 });
  const stream = watchStream(url, id);
  const [heartbeats, reads]: [number[], number[]] = [[], []];
  const gapMs = (watchedSeconds * 1_000) / heartbeatCount;
  for (let beat = 0; beat < heartbeatCount; beat += 1) {
    const spentMs = await timed(async () => {
      heartbeats.push(await timed(() => ask(`${url}/api/bots/mona-field/heartbeats`, 'POST')));
      reads.push(await timed(() => ask(`${url}/api/bots`)));
    });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, gapMs - spentMs)));
  }
  await ask(`${url}/api/sessions/${id}/stop`, 'POST');
  return { heartbeats, reads, stream: stream() };
}

async function benchCalls(url: string): Promise<void> {
  await ask(`${url}/api/pace`, 'PUT', { pace: 'paused' });
  // What is measured are the calls, and not how they end at a cap.
  const cap = { capTokens: 1_000_000_000, capUsd: 1_000 };
  await ask(`${url}/api/caps`, 'PUT', { default: cap, venture: cap });
  const quiet = await watch(url);
  for (let number = 0; number < callsEach * lineCount; number += 1) {
    const contactId = `contact-${1 + (number % lineCount)}`;
    await ask(`${url}/api/tasks`, 'POST', { botId: 'leo-brandt', contactId, objective: 'Ask about the slides.' });
  }
  await new Promise((resolve) => setTimeout(resolve, 15_000)); // Until all of them are under way.
  const underWay = async () => {
    const { totals } = await ask<TaskDetailPage>(`${url}/api/tasks/details?limit=1`);
    return totals.IN_PROGRESS;
  };
  const before = await underWay();
  const busy = await watch(url);
  say(`With ${before} calls under way at its beginning and ${await underWay()} at its end, ${watchedSeconds} s`);
  for (const [name, key] of [
    ['a heartbeat, asked for and on disk', 'heartbeats'],
    ['a read', 'reads'],
    ['from the disk to a client of the stream', 'stream'],
  ] as const) {
    const ratio = quantile(busy[key], 0.5) / Math.max(1, quantile(quiet[key], 0.5));
    say(`  ${name}: without calls ${spread(quiet[key])}`);
    say(`    with them ${spread(busy[key])}; median ${ratio.toFixed(2)} times as long`);
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'claque-bench-'));
try {
  const contacts = writeContacts(folder);
  await plantTasks(folder);
  const server = await startServer(folder, contacts);
  try {
    await benchDetails(server.url);
    await benchCalls(server.url);
  } finally {
    await server.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
