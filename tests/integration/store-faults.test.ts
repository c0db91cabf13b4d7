/** Disks and databases that take nothing for a while, or never again: a clear error, and nothing lost (F-29). */
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ExecutionPage } from '../../server/contract/execution.ts';
import type { Problem } from '../../server/contract/problem.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { connect } from '../../server/platform/database/connect.ts';
import type { Database } from '../../server/platform/database/database.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { ChildServer } from '../support/child-server.ts';
import { call, temporaryFolder } from '../support/server.ts';

interface Readiness {
  readonly isReady: boolean;
  readonly parts: readonly { readonly name: string; readonly isReady: boolean; readonly detail: string }[];
}

async function open(folder = temporaryFolder()) {
  const database = await openDatabase(folder, migrations);
  onTestFinished(() => database.close().catch(() => undefined));
  const log = await ActivityLog.open(database, { now: () => 0 }, () => undefined);
  return { database, log, file: path.join(folder, 'claque.db') };
}

const noted = (text: string) => ({ sessionId: null, type: 'noted', tick: null, payload: { text }, causedBy: null });
const textsOf = async (log: ActivityLog) => (await log.read({}, 0, 500)).map(({ payload }) => payload['text']);

/** Runs with the rights of nobody, where that is possible; an administrator may write to everything. */
async function withoutRights<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid!(65_534);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}

test('a server whose disk takes no more says so, is not ready, loses nothing that it acknowledged, and goes on once there is room (F-29, PL-11, PL-16)', async () => {
  const folder = temporaryFolder();
  const full = new ChildServer(folder, {}, { mostFileBytes: 1_600_000 });
  const server = await full.ready();
  const draft = { kind: 'call', title: 'Ask', metadata: { note: 'x'.repeat(16_000) } };
  const create = () => call<{ id: string } & Problem>(server, 'POST', '/api/agents/executions', draft);
  const acknowledged: string[] = [];
  let answer = await create();
  for (; answer.status === 201; answer = await create()) acknowledged.push(answer.body.id);
  expect(answer.body).toMatchObject({ type: '/problems/unavailable', detail: expect.stringContaining('the disk') });
  const { status, body } = await call<Readiness>(server, 'GET', '/health/ready');
  expect([status, body.parts.find(({ name }) => name === 'database')]).toMatchObject([503, { isReady: false }]);
  const list = '/api/agents/execution-logs/default?kind=call&limit=500';
  const idsOf = async (of: { url: string }) =>
    (await call<ExecutionPage>(of, 'GET', list)).body.items.map(({ id }) => id).toSorted();
  expect(await idsOf(server)).toEqual(acknowledged.toSorted());
  expect(await full.signal('SIGTERM')).toMatchObject({ code: 0 });

  const roomy = await new ChildServer(folder).ready();
  expect(await idsOf(roomy)).toEqual(acknowledged.toSorted());
  expect((await call(roomy, 'POST', '/api/agents/executions', draft)).status).toBe(201);
  expect((await call<Readiness>(roomy, 'GET', '/health/ready')).body.parts[0]).toMatchObject({ isReady: true });
});

test('a change that no longer fits is taken back whole, those before and after it are not (F-29)', async () => {
  const { database, log } = await open();
  await log.write((_trx, record) => record(noted('before')));
  const [{ page_count: pageCount }] = (await database.write.raw('PRAGMA page_count')) as [{ page_count: number }];
  await database.write.raw(`PRAGMA max_page_count = ${pageCount + 2}`);
  const tooMuch = log.write((_trx, record) => {
    record(noted('first of two'));
    return record(noted('x'.repeat(100_000)));
  });
  await expect(tooMuch).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(log.failure?.sentence).toContain('make room');
  expect(await textsOf(log)).toEqual(['before']);
  await database.write.raw('PRAGMA max_page_count = 1000000');
  expect(await log.write((_trx, record) => record(noted('after')))).toBe(2);
  expect(await textsOf(log)).toEqual(['before', 'after']);
});

/** Another program that has the database for itself. */
async function held(file: string): Promise<{ letGo: () => Promise<void> }> {
  const other = connect(file);
  onTestFinished(() => other.destroy());
  const taken = await other.transaction();
  await taken('knex_migrations').whereRaw('1 = 0').delete();
  return { letGo: async () => void (await taken.rollback()) };
}

test('while another program holds the database nothing is changed and it is said who must let go (F-29)', async () => {
  const { database, log, file } = await open();
  await database.write.raw('PRAGMA busy_timeout = 20');
  const other = await held(file);
  await expect(log.write((_trx, record) => record(noted('no')))).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
  expect(log.failure?.sentence).toContain('another process holds it');
  await other.letGo();
  expect(await log.write((_trx, record) => record(noted('yes')))).toBe(1);
  expect(await textsOf(log)).toEqual(['yes']);
});

const refused = (folder: string): Promise<Database> => openDatabase(folder, migrations);

test('a folder or a database in which one may not write is refused by name, and stays as it is (F-29)', async () => {
  const outer = temporaryFolder();
  chmodSync(outer, 0o755);
  const folder = path.join(outer, 'data');
  mkdirSync(folder);
  await (await refused(folder)).close();
  for (const name of readdirSync(folder)) chmodSync(path.join(folder, name), 0o444);
  chmodSync(folder, 0o555);
  const before = readdirSync(folder);
  await withoutRights(async () => {
    await expect(refused(folder)).rejects.toThrow(`${folder} cannot be written to`);
    await expect(refused(path.join(folder, 'new'))).rejects.toThrow(/new cannot be written to/);
  });
  expect(readdirSync(folder)).toEqual(before);
  chmodSync(folder, 0o755);
});
