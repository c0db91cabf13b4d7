/** Crashes, stops and starts of a real server process. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Activity } from '../../server/contract/activity.ts';
import type { RunFile } from '../../server/contract/run-file.ts';
import type { Page } from '../../server/contract/page.ts';
import type { Intervention, Session } from '../../server/contract/session.ts';
import { composeRun } from '../../server/systems/sessions/compose.ts';
import { activityNumbers } from '../support/activity-numbers.ts';
import { ChildServer } from '../support/child-server.ts';
import { perform } from '../support/perform.ts';
import { call, startSession, temporaryFolder, untilSession, withSuggestion } from '../support/server.ts';
import { StreamClient } from '../support/stream-client.ts';

test('killed twice in mid-session, once right after an approval, a session ends with the undisturbed digest (PL-6, F-25, F-28)', async () => {
  const folder = temporaryFolder();
  const first = new ChildServer(folder);
  const server = await first.ready();
  const { session, suggestion } = await withSuggestion(server);
  await call(server, 'POST', `/api/sessions/${session.id}/resume`);
  const approved = await call<Intervention>(server, 'POST', `/api/interventions/${suggestion.id}/approve`);
  expect(approved.body.state).toBe('approved');
  await first.signal('SIGKILL');

  const second = new ChildServer(folder);
  const again = await second.ready();
  const before = await call<Session>(again, 'GET', `/api/sessions/${session.id}`);
  expect(before.body.status).toBe('running');
  await call(again, 'PUT', `/api/sessions/${session.id}/speed`, { speed: 50 });
  await untilSession(again, session.id, (now) => now.tick > before.body.tick + 20);
  await second.signal('SIGKILL');

  const third = new ChildServer(folder);
  const last = await third.ready();
  await call(last, 'PUT', `/api/sessions/${session.id}/speed`, { speed: 'max' });
  const ended = await untilSession(last, session.id, (now) => now.status === 'ended');
  const { body: file } = await call<RunFile>(last, 'GET', `/api/sessions/${session.id}/run-file`);
  expect(file.inputs.map(({ kind }) => kind)).toEqual(['approve']);
  expect(perform(composeRun, file.spec, file.inputs).digest).toBe(ended.digest);

  // What is in the log is what the undisturbed run would have written: no tick twice, none left out (F-28).
  const points = await call<{ points: { tick: number }[] }>(
    last,
    'GET',
    `/api/sessions/${session.id}/metrics?limit=2000`,
  );
  const expected = Array.from({ length: Math.floor(ended.tick / 5) }, (_, index) => (index + 1) * 5);
  expect(points.body.points.map(({ tick }) => tick)).toEqual(expected);
  const log = await call<Page<Activity>>(last, 'GET', `/api/sessions/${session.id}/activity?limit=500`);
  const restarts = log.body.items.filter(({ payload }) => payload['reason'] === 'restart');
  expect(restarts).toHaveLength(2);
  await third.signal('SIGKILL');
  const numbers = await activityNumbers(folder);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test('on SIGTERM clients are told, the batch is written, and the process ends with 0 within 10 s (PL-18)', async () => {
  const folder = temporaryFolder();
  const child = new ChildServer(folder);
  const server = await child.ready();
  const session = await startSession(server, { speed: 'max', scenarioId: 'calm-hour' });
  const client = await StreamClient.connect(server);
  const begun = performance.now();
  const [ended, code] = await Promise.all([child.signal('SIGTERM'), client.closed()]);
  expect(ended).toEqual({ code: 0, signal: null });
  expect(code).toBe(1001);
  expect(performance.now() - begun).toBeLessThan(10_000);
  const next = new ChildServer(folder);
  await untilSession(await next.ready(), session.id, (now) => now.status === 'ended');
  await next.signal('SIGTERM');
});

test('a second server on the same data folder refuses to start and says why (F-24)', async () => {
  const folder = temporaryFolder();
  const first = new ChildServer(folder);
  await first.ready();
  const second = new ChildServer(folder);
  expect(await second.ended).toEqual({ code: 1, signal: null });
  expect(second.output).toMatch(/is in use by another Claque server \(process \d+ on \S+, since 20\d\d-\S+Z\)/);
  await first.signal('SIGTERM');
});

test('a port in use, a wrong variable and an address for strangers each stop the start with one clear line (PL-12, PL-20)', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: String(port) }, /^claque: port \d+ on 127\.0\.0\.1 is in use.*\n$/],
    [{ PORT: 'eighty' }, /^claque: PORT: “eighty” is not possible; allowed: a whole number from 0 to 65535\.\n$/],
    [{ HOST: '0.0.0.0' }, /^claque: HOST: “0\.0\.0\.0” would let others in.*\n$/],
    [{ CLAQUE_TOKEN: 'short' }, /^claque: CLAQUE_TOKEN: the value given is not possible.*\n$/],
  ];
  const servers = cases.map(([environment]) => new ChildServer(temporaryFolder(), environment));
  for (const [index, server] of servers.entries()) {
    expect((await server.ended).code).toBe(1);
    expect(server.output).toMatch(cases[index]![1]);
  }
});

test('a broken scenario stops the start with file, line and field', async () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'odd.yaml'), 'id: odd\ntitle: Odd\nevent: E\ndescription: D\nformat: opera\n');
  const child = new ChildServer(temporaryFolder(), { CLAQUE_SCENARIO_DIR: folder });
  expect((await child.ended).code).toBe(1);
  expect(child.output).toContain('odd.yaml');
  expect(child.output).toContain('format');
});
