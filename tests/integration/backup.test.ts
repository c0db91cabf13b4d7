/** `claque backup` and `claque restore`, with and without a server on the folder (PL-16). */
import { copyFileSync, existsSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import type { Knex } from 'knex';
import path from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../server/migrations.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { activityNumbers } from '../support/activity-numbers.ts';
import { ChildServer } from '../support/child-server.ts';
import { claque } from '../support/command-line.ts';
import { call, startSession, startTestServer, temporaryFolder, until } from '../support/server.ts';

const backup = (folder: string, ...words: string[]) => claque(['backup', ...words], { CLAQUE_DATA_DIR: folder });
const restore = (folder: string, file: string) => claque(['restore', file], { CLAQUE_DATA_DIR: folder });
const inNewFolder = () => path.join(temporaryFolder(), 'evening.backup');

/** A folder with a database in which there is one venture more than in a new one. */
async function folderWith(ventureId: string): Promise<string> {
  const folder = temporaryFolder();
  const database = await openDatabase(folder, migrations);
  await database.write('ventures').insert({ id: ventureId, title: ventureId });
  await database.close();
  return folder;
}

async function reading<T>(folder: string, read: (database: Knex) => Promise<T>): Promise<T> {
  const database = connect(path.join(folder, 'claque.db'), { isReadOnly: true });
  try {
    return await read(database);
  } finally {
    await database.destroy();
  }
}

const venturesIn = (folder: string): Promise<string[]> =>
  reading(folder, async (database) => (await database('ventures').orderBy('id').pluck('id')) as string[]);
const auditIn = (folder: string): Promise<object[]> =>
  reading(folder, async (database) => (await database('audit').orderBy('number')) as object[]);

async function makeVenture(server: { url: string }, id: string): Promise<void> {
  const { status, body } = await call(server, 'POST', '/api/ventures', { id, name: id });
  if (status !== 201) throw new Error(`${id} was not made: ${JSON.stringify(body)}`);
}

/** Makes ventures one after the other until the server is gone. @returns Those that were acknowledged so far. */
function writeOn(server: { url: string }): readonly string[] {
  const acknowledged: string[] = [];
  void (async () => {
    for (;;) {
      const id = `later-${acknowledged.length}`;
      await makeVenture(server, id);
      acknowledged.push(id);
    }
  })().catch(() => undefined); // The server is killed under it.
  return acknowledged;
}

test('a backup beside a busy server has everything that was acknowledged before, and starts as a server (PL-16)', async () => {
  const folder = temporaryFolder();
  const child = new ChildServer(folder);
  const server = await child.ready();
  const session = await startSession(server, { speed: 50 });
  await makeVenture(server, 'first');
  const acknowledged = writeOn(server);
  const untilMore = (least: number) =>
    until(
      () => Promise.resolve(acknowledged.length),
      (count) => count > least,
    );
  await untilMore(20);
  const before = ['first', ...acknowledged];
  const file = inNewFolder();
  const made = await backup(folder, file);
  expect(made).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('checked') });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(file))).toEqual(['evening.backup']);
  // It was writing all along: the backup held nobody up.
  await untilMore(before.length);
  await child.signal('SIGKILL');

  const fresh = temporaryFolder();
  expect((await restore(fresh, file)).stdout).toContain('There was no database before.');
  expect(await venturesIn(fresh)).toEqual(expect.arrayContaining(before));
  const numbers = await activityNumbers(fresh);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  const again = await startTestServer({ folder: fresh });
  expect((await call(again, 'GET', `/api/sessions/${session.id}`)).body).toMatchObject({ status: 'running' });
});

test('a backup replaces nothing unless it is told to, and never the database itself (PL-16)', async () => {
  const folder = await folderWith('first');
  const file = inNewFolder();
  writeFileSync(file, 'precious');
  const refused = await backup(folder, file);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') });
  expect(readFileSync(file, 'utf8')).toBe('precious');
  const own = await backup(folder, path.join(folder, 'claque.db'), '--force');
  expect(own).toMatchObject({ code: 1, stderr: expect.stringContaining('one of the data folder’s own files') });
  expect(await venturesIn(folder)).toContain('first');
  expect((await backup(folder, file, '--force')).code).toBe(0);
  expect((await restore(temporaryFolder(), file)).code).toBe(0);
  const nothing = await backup(temporaryFolder(), inNewFolder());
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no database') });
  const nowhere = await backup(folder, path.join(folder, 'no/such/folder/x'));
  expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be written') });
});

test('of a damaged database no backup is made (PL-16, F-29)', async () => {
  const folder = await folderWith('first');
  const file = path.join(folder, 'claque.db');
  const bytes = readFileSync(file);
  bytes.fill(0xaa, 4_096, bytes.length);
  writeFileSync(file, bytes);
  const target = inNewFolder();
  expect((await backup(folder, target)).code).toBe(1);
  expect(readdirSync(path.dirname(target))).toEqual([]);
});

test('a restore keeps what was there beside, says where, and is in the audit log (PL-13, PL-16)', async () => {
  const [folder, other] = [await folderWith('kept'), await folderWith('restored')];
  const file = inNewFolder();
  await backup(other, file);
  const { code, stdout } = await restore(folder, file);
  expect(code).toBe(0);
  expect(await venturesIn(folder)).toEqual(['default', 'restored']);
  const keptIn = /is kept in (\S+)\.\n/.exec(stdout)![1]!;
  expect(path.dirname(keptIn)).toBe(folder);
  expect(await venturesIn(keptIn)).toEqual(['default', 'kept']);
  expect(statSync(path.join(folder, 'claque.db')).mode & 0o777).toBe(0o600);
  expect(await auditIn(folder)).toMatchObject([
    { who: 'command line', what: 'database.restore', after: JSON.stringify({ file: path.basename(file) }) },
  ]);
  // The way back is the same command.
  expect((await restore(folder, path.join(keptIn, 'claque.db'))).code).toBe(0);
  expect(readdirSync(keptIn)).toEqual(['claque.db']);
  expect(await venturesIn(folder)).toEqual(['default', 'kept']);
});

test('a restore keeps what a killed server had in its write-ahead log, and a damaged database as it is (PL-16, F-28)', async () => {
  const file = inNewFolder();
  await backup(await folderWith('restored'), file);
  const folder = temporaryFolder();
  const child = new ChildServer(folder);
  await makeVenture(await child.ready(), 'late');
  await child.signal('SIGKILL');
  expect(statSync(path.join(folder, 'claque.db-wal')).size).toBeGreaterThan(0);
  const { stdout } = await restore(folder, file);
  expect(await venturesIn(/is kept in (\S+)\.\n/.exec(stdout)![1]!)).toEqual(['default', 'late']);
  expect(await venturesIn(folder)).toEqual(['default', 'restored']);

  writeFileSync(path.join(folder, 'claque.db'), 'rubbish');
  const second = await restore(folder, file);
  const kept = /is kept in (\S+)\.\n/.exec(second.stdout)![1]!;
  expect(readFileSync(path.join(kept, 'claque.db'), 'utf8')).toBe('rubbish');
  expect(await venturesIn(folder)).toEqual(['default', 'restored']);
});

test('while a server has the folder nothing is restored, and it is said who has it (F-24, PL-16)', async () => {
  const folder = temporaryFolder();
  await startTestServer({ folder });
  const file = inNewFolder();
  await backup(folder, file);
  const refused = await restore(folder, file);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`process ${process.pid} on `);
  expect(readdirSync(folder).filter((name) => name.includes('restore'))).toEqual([]);
});

const broken: [string, (file: string) => void | Promise<void>, RegExp][] = [
  ['garbage', (file) => writeFileSync(file, 'words '.repeat(900)), /is not a SQLite database/],
  ['nothing at all', (file) => writeFileSync(file, ''), /is empty/],
  ['the first half of one', (file) => truncateSync(file, statSync(file).size / 2), /is damaged/],
  [
    'one of a newer version',
    (file) => newer(file),
    /written by a newer Claque.*999-later.*Restore it with that version/,
  ],
  ['one with a log beside it', (file) => copyFileSync(file, `${file}-wal`), /use claque backup/],
];

async function newer(file: string): Promise<void> {
  const knex = connect(file);
  await knex('knex_migrations').insert({ name: '999-later', batch: 9, migration_time: new Date().toISOString() });
  await knex.destroy();
}

test.each(broken)(
  '%s is no backup: it is refused, and the database stays (PL-16, F-29)',
  async (_name, breakIt, sentence) => {
    const folder = await folderWith('mine');
    const file = inNewFolder();
    await backup(folder, file);
    await breakIt(file);
    const refused = await restore(folder, file);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(sentence);
    expect(refused.stderr).toContain(file);
    expect(await venturesIn(folder)).toEqual(['default', 'mine']);
    expect(existsSync(path.join(folder, 'claque.db.restored'))).toBe(false);
  },
);

test('a backup of an older version is brought up to date by the next start (PL-16)', async () => {
  const folder = temporaryFolder();
  const older = await openDatabase(folder, migrations.slice(0, 12));
  await older.close();
  const file = inNewFolder();
  await backup(folder, file);
  const fresh = temporaryFolder();
  expect((await restore(fresh, file)).stdout).toContain(`the next start performs ${migrations[12]!.name}`);
  const server = await startTestServer({ folder: fresh });
  expect((await call(server, 'GET', '/health/ready')).status).not.toBe(500);
});
