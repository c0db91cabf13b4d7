/** The database on disk: migrations both ways with data in, and files that must be refused. */
import { chmodSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sqlite3 from 'sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { connect } from '../../server/platform/database/connect.ts';
import type { Database } from '../../server/platform/database/database.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { migrateBack, migrateForward } from '../../server/platform/database/migrate.ts';
import { insertRows, upsertRows } from '../../server/platform/database/rows.ts';
import { call, startSession, startTestServer, temporaryFolder, untilSession } from '../support/server.ts';

async function open(folder: string): Promise<Database> {
  const database = await openDatabase(folder, migrations);
  onTestFinished(() => database.close().catch(() => undefined));
  return database;
}

async function tablesOf(file: string): Promise<string[]> {
  const knex = connect(file);
  const rows: { name: string }[] = await knex('sqlite_master').where({ type: 'table' }).select('name').orderBy('name');
  await knex.destroy();
  return rows.map((row) => row.name).filter((name) => !name.startsWith('sqlite_'));
}

test('migrations go back and forward again with data in (PL-16)', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  const session = await startSession(server, { mode: 'auto', speed: 'max' });
  await untilSession(server, session.id, (now) => now.status === 'ended');
  await server.close();

  const file = path.join(folder, 'claque.db');
  const before = await tablesOf(file);
  const knex = connect(file);
  await migrateBack(knex, migrations);
  const own = (name: string) => !name.startsWith('knex_');
  expect((await tablesOf(file)).filter(own)).toEqual([]);
  await migrateForward(knex, migrations, file);
  await knex.destroy();
  expect(await tablesOf(file)).toEqual(before);

  const next = await startTestServer({ folder });
  expect((await call(next, 'GET', '/api/sessions')).body).toMatchObject({ total: 0 });
  expect((await startSession(next)).status).toBe('running');
});

test('what is on disk is there after a restart', async () => {
  const folder = temporaryFolder();
  const first = await startTestServer({ folder });
  const session = await startSession(first, { speed: 'max' });
  const ended = await untilSession(first, session.id, (now) => now.status === 'ended');
  await first.close();
  const second = await startTestServer({ folder });
  expect((await call(second, 'GET', `/api/sessions/${session.id}`)).body).toEqual(ended);
});

const brokenFiles: [string, (file: string) => void | Promise<void>, RegExp][] = [
  [
    'garbage',
    (file) => writeFileSync(file, 'this is no database at all, just words'.repeat(200)),
    /is not a SQLite database/,
  ],
  ['an empty file', (file) => writeFileSync(file, ''), /is empty \(0 bytes\)/],
  ['a truncated file', (file) => truncateSync(file, 5_000), /is damaged/],
  ['damage in the middle', (file) => damage(file), /is damaged/],
  ['a read-only file', (file) => chmodSync(file, 0o444), /is read-only/],
  ['a database of another program', (file) => foreign(file), /not one of Claque/],
  ['a database of a newer version', (file) => newer(file), /newer Claque.*999-later/],
  ['a missing file beside its write-ahead log', (file) => orphan(file), /the database it belongs to is missing/],
];

function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xaa, 4_096, bytes.length);
  writeFileSync(file, bytes);
}

async function foreign(file: string): Promise<void> {
  rmSync(file);
  await new Promise<void>((resolve) => {
    const other = new sqlite3.Database(file);
    other.exec('CREATE TABLE notes (text TEXT)', () => other.close(() => resolve()));
  });
}

async function newer(file: string): Promise<void> {
  const knex = connect(file);
  await knex('knex_migrations').insert({ name: '999-later', batch: 9, migration_time: new Date().toISOString() });
  await knex.destroy();
}

function orphan(file: string): void {
  rmSync(file);
  writeFileSync(`${file}-wal`, 'x');
}

test.each(brokenFiles)(
  'refuses %s, leaves it as it is, and makes no new one (F-29)',
  async (_name, breakIt, sentence) => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'claque.db');
    await (await open(folder)).close();
    await breakIt(file);
    const before = existsSync(file) ? readFileSync(file) : null;
    await expect(open(folder)).rejects.toThrow(sentence);
    expect(existsSync(file) ? readFileSync(file) : null).toEqual(before);
    // The lock was given back: the same folder can be tried again.
    await expect(open(folder)).rejects.toThrow(sentence);
  },
);

test('a folder is taken by one server at a time, and free again afterwards (F-24)', async () => {
  const folder = temporaryFolder();
  const first = await open(folder);
  await expect(openDatabase(folder, migrations)).rejects.toThrow(/in use by another Claque server/);
  await first.close();
  await open(folder);
});

test('a query that forgets its transaction waits for itself no longer than a quarter of a minute, then fails with all of it (F-30)', async () => {
  const database = await open(temporaryFolder());
  const log = await ActivityLog.open(database, { now: () => 0 }, () => undefined);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const forgetful = log.write(async (trx) => {
    await trx('ventures').insert({ id: 'x', title: 'X' });
    await database.write('ventures');
  });
  let failure: unknown = null;
  void forgetful.catch((error: unknown) => (failure = error));
  while (String(failure) === 'null') {
    await vi.advanceTimersByTimeAsync(15_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(String(failure)).toMatch(/Timeout acquiring a connection/);
  vi.useRealTimers();
  expect(await log.write((trx) => trx('ventures').where({ id: 'x' }))).toEqual([]);
});

test('the log numbers without gaps, and a transaction that fails leaves nothing and tells nobody', async () => {
  const database = await open(temporaryFolder());
  const log = await ActivityLog.open(database, { now: () => 0 }, () => undefined);
  const heard: number[] = [];
  log.bus.subscribe((activities) => heard.push(...activities.map((activity) => activity.number)));
  const entry = { sessionId: null, type: 'noted', tick: null, payload: { text: 'a “quoted” word' }, causedBy: null };
  await log.write((_trx, record) => record(entry));
  const failing = log.write((_trx, record) => {
    record(entry);
    throw new Error('no');
  });
  const second = log.write((_trx, record) => record(entry));
  await expect(failing).rejects.toThrow('no');
  expect(await second).toBe(2);
  expect(heard).toEqual([1, 2]);
  const read = await log.read({}, 0, 10);
  expect(read.map((activity) => activity.number)).toEqual([1, 2]);
  expect(read[0]?.payload).toEqual(entry.payload);
});

test('rows in bulk keep their values, and replace those with the same key', async () => {
  const { write } = await open(temporaryFolder());
  const text = 'it\'s "so" \\ \u0000 — ☂';
  await insertRows(write, 'ventures', [
    { id: 'a', title: text.replace('\u0000', '') },
    { id: 'b', title: '' },
  ]);
  await upsertRows(
    write,
    'ventures',
    ['id'],
    [
      { id: 'b', title: 'B' },
      { id: 'c', title: 'C' },
      { id: 'c', title: 'C2' },
    ],
  );
  await insertRows(write, 'ventures', []);
  const rows: { id: string; title: string }[] = await write('ventures').whereNot({ id: 'default' }).orderBy('id');
  expect(rows.map(({ id, title }) => [id, title])).toEqual([
    ['a', text.replace('\u0000', '')],
    ['b', 'B'],
    ['c', 'C2'],
  ]);
});

test('the reading connection cannot write, and foreign keys hold (F-30)', async () => {
  const { read, write } = await open(temporaryFolder());
  await expect(read('ventures').insert({ id: 'x', title: 'X' })).rejects.toThrow(/readonly/);
  await expect(write('events').insert({ id: 'e', venture_id: 'none', title: 'E' })).rejects.toThrow(/FOREIGN KEY/);
});
