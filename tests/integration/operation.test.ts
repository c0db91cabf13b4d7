/** Health, the panel's files, and a store that fails while sessions go on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import type { Metrics, Session } from '../../server/contract/session.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { call, startSession, startTestServer, temporaryFolder, until, untilSession } from '../support/server.ts';

interface Readiness {
  readonly isReady: boolean;
  readonly parts: { readonly name: string; readonly isReady: boolean; readonly detail: string }[];
}

test('a store that refuses writes holds sessions still, says so, and loses nothing when it works again (F-29, PL-11)', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  const session = await startSession(server, { mode: 'auto', isPaused: true });
  const other = connect(path.join(folder, 'claque.db'));
  await other.raw(
    "CREATE TRIGGER full_disk BEFORE INSERT ON session_points BEGIN SELECT RAISE(ABORT, 'disk full'); END",
  );
  await call(server, 'PUT', `/api/sessions/${session.id}/speed`, { speed: 'max' });
  await call(server, 'POST', `/api/sessions/${session.id}/resume`);
  const broken = await until(
    () => call<Readiness>(server, 'GET', '/health/ready'),
    ({ body }) => body.parts.some((part) => part.name === 'database' && !part.isReady),
  );
  expect(broken.status).toBe(503);
  expect(broken.body.parts.find((part) => part.name === 'database')?.detail).toContain('disk full');
  // The first ticks bring no point, and may have been written by a slice of their own.
  expect((await call<Session>(server, 'GET', `/api/sessions/${session.id}`)).body.tick).toBeLessThan(5);

  await other.raw('DROP TRIGGER full_disk');
  await other.destroy();
  const ended = await untilSession(server, session.id, (now) => now.status === 'ended');
  const { body } = await call<Metrics>(server, 'GET', `/api/sessions/${session.id}/metrics?limit=2000`);
  expect(body.points.map(({ tick }) => tick)).toEqual(
    Array.from({ length: Math.floor(ended.tick / 5) }, (_, index) => (index + 1) * 5),
  );
  expect((await call(server, 'GET', '/health/ready')).status).toBe(200);
});

test('what cannot be written of one session holds up no other (EC-20)', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  const stuck = await startSession(server, { mode: 'auto', isPaused: true });
  const other = connect(path.join(folder, 'claque.db'));
  await other.raw(
    `CREATE TRIGGER one_session BEFORE INSERT ON session_points WHEN NEW.session_id = '${stuck.id}' BEGIN SELECT RAISE(ABORT, 'not this one'); END`,
  );
  await call(server, 'PUT', `/api/sessions/${stuck.id}/speed`, { speed: 'max' });
  await call(server, 'POST', `/api/sessions/${stuck.id}/resume`);
  const free = await startSession(server, { mode: 'auto', speed: 'max', seed: 2 });
  await untilSession(server, free.id, (now) => now.status === 'ended');
  expect((await call<Session>(server, 'GET', `/api/sessions/${stuck.id}`)).body.tick).toBeLessThan(5);
  expect((await call<Readiness>(server, 'GET', '/health/ready')).status).toBe(503);

  await other.raw('DROP TRIGGER one_session');
  await other.destroy();
  const ended = await untilSession(server, stuck.id, (now) => now.status === 'ended');
  expect(ended.digest).toMatch(/^[0-9a-f]{64}$/);
});

async function withPanel(files: Record<string, string>) {
  const panel = temporaryFolder();
  mkdirSync(path.join(panel, 'assets'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(panel, name), text);
  const config = readConfig({
    PORT: '0',
    NODE_ENV: 'production',
    CLAQUE_DATA_DIR: temporaryFolder(),
    CLAQUE_PANEL_DIR: panel,
  });
  const server = await startApp(config, { composeRun, log: pino({ level: 'silent' }) });
  onTestFinished(() => server.close());
  return server;
}

test('every page of the panel is its first page; its files are files; the API stays the API', async () => {
  const server = await withPanel({ 'index.html': '<p>panel</p>', 'assets/app-1.js': 'run()' });
  const asBrowser = (route: string) => fetch(server.url + route, { headers: { accept: 'text/html' } });
  for (const route of ['/', '/sessions/ses_x', '/settings'])
    expect(await (await asBrowser(route)).text()).toBe('<p>panel</p>');
  expect((await asBrowser('/assets/app-1.js')).headers.get('cache-control')).toContain('immutable');
  for (const route of ['/assets/gone.js', '/api/nope', '/ws/nope', '/../../etc/passwd.txt'])
    expect((await asBrowser(route)).status).toBe(404);
});

test('without a built panel a page says how to build it', async () => {
  const server = await withPanel({});
  const page = await fetch(server.url, { headers: { accept: 'text/html' } });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('npm run build');
});
