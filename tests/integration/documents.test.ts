/** The examples of the documents, performed: what a reader types does what the page says. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Counterfactual, Intervention, Session } from '../../server/contract/session.ts';
import type { Page } from '../../server/contract/page.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { makeToken } from '../support/access.ts';
import { claque } from '../support/command-line.ts';
import { performCurl } from '../support/documents/curl.ts';
import type { Piece } from '../support/documents/pages.ts';
import { codeSpans, fences, placeOf, prose, root } from '../support/documents/pages.ts';
import type { ShellCommand } from '../support/documents/shell.ts';
import { commands } from '../support/documents/shell.ts';
import { call, sharedServer, startSession, startTestServer, untilSession } from '../support/server.ts';

const server = sharedServer();
const scratch = mkdtempSync(path.join(tmpdir(), 'claque-documents-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const fenceOf = (page: string, language: string) =>
  fences.find((fence) => fence.page === page && fence.language === language)!.text;

/** A folder as a reader has it: the checkout, and files of their own. */
function workplace(name: string): string {
  const folder = path.join(scratch, name.replaceAll('/', '-'));
  mkdirSync(folder);
  for (const shipped of ['bots', 'seeds']) symlinkSync(path.join(root, shipped), path.join(folder, shipped));
  const townHall = fenceOf('docs/recordings.md', 'csv');
  const [head, ...events] = townHall.split('\n');
  const traffic = Array.from({ length: 400 }, (_, row) => `${row * 60},${50 + (row % 7) - (row > 350 ? 40 : 0)}`);
  writeFileSync(path.join(folder, 'town-hall.csv'), townHall);
  writeFileSync(
    path.join(folder, 'events.csv'),
    [`${head},session`, ...events.map((line) => `${line},2026-11-21`)].join('\n'),
  );
  writeFileSync(path.join(folder, 'traffic.csv'), ['at,speed', ...traffic].join('\n'));
  writeFileSync(path.join(folder, 'my-scenario.yaml'), fenceOf('docs/scenarios.md', 'yaml'));
  return folder;
}

const isClaque = ({ words }: ShellCommand) => words[0] === 'npx' && words[1] === 'claque';

/** Commands that are not performed here, and why: their words are held against the command line by a test of their own. */
const notPerformed: readonly (readonly [RegExp, string])[] = [
  [/^npx claque serve/, 'runs until it is stopped; every other test starts a server'],
  [/^npx claque seed/, 'half a minute; community-live-seed.test.ts'],
  [/^npx claque validate community/, 'half a minute; .ci/run performs it'],
  [/^npx claque policy compare/, 'performs hundreds of sessions; policy-compare.test.ts'],
  [/--replicates (20|50)/, 'seconds of all cores; cli.test.ts does it with three seeds'],
  [/ \/backups\//, 'a folder of the reader’s; the same is performed with a file of ours'],
  [/^(docker|git|cd|echo|chmod) /, 'a machine of the reader’s'],
  [/^npm (ci|start|test|prune|run)/, 'CI performs them'],
  [/…/, 'the reader has to fill it in'],
  [/^npx (vitest|playwright) /, 'tests'],
  [/^npx node stream.mjs/, 'has a test of its own below'],
];
const isPerformed = ({ text }: ShellCommand) => !notPerformed.some(([pattern]) => pattern.test(text));

test('every command is performed, or it is said why it is not', () => {
  const others = commands.filter((command) => !isClaque(command) && command.words[0] !== 'curl');
  expect(others.filter(isPerformed).map(placeOf)).toEqual([]);
  const idle = notPerformed.filter(([pattern]) => !commands.some(({ text }) => pattern.test(text)));
  expect(idle.map(([pattern]) => pattern.source).filter((source) => !/vitest|stream/.test(source))).toEqual([]);
});

describe('the command line (PL-7)', () => {
  const performed = commands.filter(isClaque).filter(isPerformed);
  const first = performed.filter(({ text }, index) => performed.findIndex((each) => each.text === text) === index);
  const byPage = Map.groupBy(first, ({ page }) => page);
  const prepared = path.join(scratch, 'prepared');

  beforeAll(async () => {
    const environment = { PORT: '0', NODE_ENV: 'test', CLAQUE_DATA_DIR: prepared };
    const parts = { composeRun, log: pino({ level: 'silent' }) };
    const own = await startApp(readConfig(environment), parts);
    await call(own, 'POST', '/api/ventures', { id: 'autumn-summit', name: 'Autumn Summit' });
    await makeToken(own);
    await own.close();
  });

  test.concurrent.each([...byPage])('what %s shows is done, with exit code 0', async (page, shown) => {
    const folder = workplace(page);
    const environment = { CLAQUE_DATA_DIR: path.join(folder, 'data'), PORT: '0' };
    cpSync(prepared, environment.CLAQUE_DATA_DIR, { recursive: true });
    let id = '';
    for (const command of shown) {
      const words = command.words.slice(2).map((word) => (word === 'ID' ? id : word));
      const { code, stdout, stderr } = await claque(words, environment, folder);
      expect(code, `${placeOf(command)}\n${stdout}${stderr}`).toBe(0);
      id = /\b[0-9a-f]{8}-[0-9a-f-]{27}\b/.exec(stdout)?.[0] ?? id;
    }
  });

  test('the README shows what claque run prints', async () => {
    const { stdout } = await claque(['run', 'webinar-drop']);
    const lines = (text: string) => text.split('\n').map((line) => line.trimEnd());
    const lasting = (text: string) => lines(text).filter((line) => !/^Performed in|^$/.test(line));
    expect(lasting(fenceOf('README.md', 'text'))).toEqual(lasting(stdout));
  });
});

describe('the API (PL-8)', () => {
  const shown = commands.filter(({ words }) => words[0] === 'curl');
  const isWithToken = ({ text }: ShellCommand) => text.includes('$TOKEN');
  const isWrong = ({ text }: ShellCommand) => text.includes('"seed":-1');
  const startsSession = ({ text }: ShellCommand) => text.includes('"speed":"max"');
  const makesExecution = ({ text }: ShellCommand) => text.includes('/agents/executions -H');
  /** Makes what the others are about. */
  const rankOf = (command: ShellCommand) => Number(!startsSession(command) && !makesExecution(command));

  test('every call of curl is answered as the page says', async () => {
    const folder = workplace('curl');
    const ids = { session: '', execution: '' };
    const fill = (word: string) =>
      word.replaceAll(/\bSESSION\b|\bses_\w+/g, ids.session).replaceAll(/\bID\b/g, ids.execution);
    for (const command of shown.filter((each) => !isWithToken(each)).toSorted((a, b) => rankOf(a) - rankOf(b))) {
      const filled = { ...command, words: command.words.map(fill) };
      const { status, text } = await performCurl(filled, server.url, folder);
      const isRight = isWrong(command) ? status === 400 : status >= 200 && status < 300;
      expect(isRight, `${placeOf(command)}\n${status} ${text.slice(0, 500)}`).toBe(true);
      if (makesExecution(command)) ids.execution = (JSON.parse(text) as { id: string }).id;
      if (!startsSession(command)) continue;
      ids.session = (JSON.parse(text) as Session).id;
      await untilSession(server, ids.session, (session) => session.status === 'ended');
    }
    expect(shown.length).toBeGreaterThan(30);
  });

  test('a token opens what is closed to nobody in particular (PL-13)', async () => {
    const secret = 'a-token-for-the-documents';
    const closed = await startTestServer({ environment: { CLAQUE_TOKEN: secret } });
    for (const command of shown.filter(isWithToken)) {
      const filled = { ...command, words: command.words.map((word) => word.replace('$TOKEN', secret)) };
      expect((await performCurl(filled, closed.url, scratch)).status, placeOf(command)).toBe(200);
      expect((await performCurl(command, closed.url, scratch)).status, placeOf(command)).toBe(401);
    }
  });

  test('the error that the page shows is the one that comes', async () => {
    const { text } = await performCurl(shown.find(isWrong)!, server.url, scratch);
    expect(JSON.parse(text)).toEqual(JSON.parse(fenceOf('docs/api.md', 'json')));
  });

  test('the program that follows the stream prints what happens, from the beginning on (PL-10)', async () => {
    const file = path.join(scratch, 'stream.mjs');
    writeFileSync(file, fenceOf('docs/api.md', 'js').replace('ws://127.0.0.1:8080', server.url.replace('http', 'ws')));
    await startSession(server, { scenarioId: 'calm-hour', isPaused: true });
    const child = spawn(process.execPath, [file], { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const printed = await new Promise<string>((resolve) => {
      let all = '';
      child.stdout.on('data', (data: Buffer) => {
        all += data.toString();
        if (/^\d+ session\.created/m.test(all)) resolve(all);
      });
    });
    expect(printed).toMatch(/^\d+ session\.created \{/m);
  });
});

describe('a route that is named', () => {
  /** Beside the routes declared: the page of the documents, the stream, and a page of the panel. */
  const others = ['/docs', '/ws/activity', '/shared'];
  const isRoute =
    /^(?:(GET|POST|PUT|PATCH|DELETE) )?(\/(?:api|health|metrics|problems|openapi|asyncapi|docs|ws|shared)\b[^\s?#]*|…\/[^\s?]+)/;
  const named: readonly Piece[] = [...codeSpans, ...commands.flatMap(routesOf)];

  test('is one that the server has, with that method (PL-8)', () => {
    const patterns = server.routes.map(({ method, path: route }) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    }));
    const found = named.flatMap((piece) => {
      const match = isRoute.exec(piece.text);
      return match ? [{ piece, method: match[1], route: match[2]!.replace(/\/$/, '') }] : [];
    });
    const missing = found.filter(({ method, route }) => {
      if (others.includes(route) || route === '/api') return false;
      if (route.startsWith('…')) return !server.routes.some(({ path: whole }) => whole.endsWith(route.slice(1)));
      if (['/health', '/problems', '/ws', '/api/access', '/api/agents'].includes(route)) return false;
      return !patterns.some((each) => each.pattern.test(route) && (method === undefined || each.method === method));
    });
    expect(found.length).toBeGreaterThan(60);
    expect(missing.map(({ piece }) => placeOf(piece))).toEqual([]);
  });

  function routesOf(command: ShellCommand): Piece[] {
    const address = command.words.find((word) => word.startsWith('localhost:8080/'));
    return address === undefined ? [] : [{ ...command, text: address.slice('localhost:8080'.length) }];
  }
});

describe('the demo, as it is presented (EC-23)', () => {
  const demo = { isDemo: true, mode: 'manual', seed: 7, wording: 'model', isPaused: true };
  const ask = async <T>(method: string, route: string, body?: object) =>
    (await call<T>(server, method, route, body)).body;
  const percent = (ratio: number) => `${(ratio * 100).toFixed(1)}%`;

  /** As the page has them: mean, mean had nothing been done, uplift, digest. */
  async function figuresOf(id: string): Promise<string[]> {
    await ask('PUT', `/api/sessions/${id}/speed`, { speed: 'max' });
    await ask('POST', `/api/sessions/${id}/resume`);
    const { digest } = await untilSession(server, id, ({ status }) => status === 'ended');
    const { runMeanScore, meanScore, uplift } = await ask<Counterfactual>('GET', `/api/sessions/${id}/counterfactual`);
    return [
      percent(runMeanScore!),
      percent(meanScore!),
      `+${percent(uplift!).replace('%', '')}`,
      `\`${digest!.slice(0, 8)}\``,
    ];
  }

  test.each([
    ['left alone', null],
    ['approved by a person at 4:30', 270],
  ])('comes to the figures of the page, %s', async (title, approvedTick) => {
    const { id, tick } = await startSession(server, demo);
    if (approvedTick !== null) {
      await ask('POST', `/api/sessions/${id}/step`, { ticks: approvedTick - tick });
      const { items } = await ask<Page<Intervention>>('GET', `/api/sessions/${id}/interventions`);
      await ask('POST', `/api/interventions/${items[0]!.id}/approve`);
    }
    const row = prose.find(({ page, text }) => page === 'docs/presenting.md' && text.startsWith(`| ${title}`));
    const [, , ...cells] = row!.text.split('|').map((cell) => cell.trim());
    expect(cells.slice(0, 4)).toEqual(await figuresOf(id));
  });
});
