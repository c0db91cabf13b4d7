/** `claque doctor`, on folders, databases and ports with something wrong, each planted (PL-16, PL-20, F-24, F-29). */
import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { portFinding, providerFindings } from '../../server/commands/doctor/reach.ts';
import { databaseFindings, folderFindings, holderFinding } from '../../server/commands/doctor/storage.ts';
import { readConfig } from '../../server/config.ts';
import { migrations } from '../../server/migrations.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { claque } from '../support/command-line.ts';
import { startTestServer, temporaryFolder } from '../support/server.ts';

interface Report {
  readonly isHealthy: boolean;
  readonly findings: { readonly about: string; readonly state: string; readonly sentence: string }[];
}

async function folderWithDatabase(count = migrations.length): Promise<{ folder: string; file: string }> {
  const folder = temporaryFolder();
  await (await openDatabase(folder, migrations.slice(0, count))).close();
  return { folder, file: path.join(folder, 'claque.db') };
}

/** A port that something listens on. */
async function takenPort(): Promise<number> {
  const other = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  return (other.address() as AddressInfo).port;
}

test('claque doctor says that nothing stops a server that could start, changes nothing, and ends with 0 (PL-20)', async () => {
  const folder = path.join(temporaryFolder(), 'not-yet');
  const { code, stdout, stderr } = await claque(['doctor'], { CLAQUE_DATA_DIR: folder, PORT: '0' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('database: There is none yet');
  expect(stdout).toMatch(/Nothing stops the server\.\n$/);
  expect(() => readFileSync(folder)).toThrow(/ENOENT/);
});

test('several faults at once are all found, with what to do, and it ends with 1 (PL-20)', async () => {
  const { folder, file } = await folderWithDatabase();
  writeFileSync(file, 'rubbish');
  const port = await takenPort();
  const environment = {
    CLAQUE_DATA_DIR: folder,
    PORT: String(port),
    CLAQUE_TOKEN: 'too short',
    CLAQUE_BOT_DIR: '/nowhere',
  };
  const { code, stdout } = await claque(['doctor', '--json'], environment);
  expect(code).toBe(1);
  const { isHealthy, findings } = JSON.parse(stdout) as Report;
  expect(isHealthy).toBe(false);
  const stops = findings.filter(({ state }) => state === 'stop').map(({ about }) => about);
  expect(stops).toEqual(['configuration', 'files', 'database', 'port']);
  expect(stdout).not.toContain('too short');
  const text = await claque(['doctor'], environment);
  expect(text.stdout).toMatch(/STOP {2}database: .*is not a SQLite database\.\n {6}Put a backup back/);
  expect(text.stdout).toMatch(/4 of these stop the server\.\n$/);
});

test('beside a running server everything is well, and it is said who has the folder (F-24)', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  const config = readConfig({ PORT: new URL(server.url).port, CLAQUE_DATA_DIR: folder });
  const { holder, finding } = await holderFinding(folder);
  expect(finding).toMatchObject({ state: 'ok', sentence: expect.stringContaining(`process ${process.pid} on `) });
  expect((await databaseFindings(folder)).map(({ state }) => state)).toEqual(['ok', 'ok']);
  await expect
    .poll(() => portFinding(config, holder), { timeout: 30_000 })
    .toMatchObject({ state: 'ok', sentence: expect.stringContaining('is ready') });
  await server.close();
  expect((await holderFinding(folder)).holder).toBeNull();
});

test('whoever only looks who has a folder keeps no server from starting (F-24)', async () => {
  const { folder } = await folderWithDatabase();
  const looks = Array.from({ length: 50 }, () => holderFinding(folder));
  const database = await openDatabase(folder, migrations);
  expect(await Promise.all(looks)).toHaveLength(50);
  await database.close();
});

test('a port that something else has, or nobody may have, stops the server', async () => {
  const taken = readConfig({ PORT: String(await takenPort()) });
  expect(await portFinding(taken, null)).toMatchObject({ state: 'stop', sentence: expect.stringContaining('in use') });
  expect(await portFinding(taken, 'process 1')).toMatchObject({ state: 'stop' });
  const elsewhere = readConfig({ HOST: '203.0.113.7', PORT: '0' });
  expect(await portFinding(elsewhere, null)).toMatchObject({
    state: 'stop',
    sentence: expect.stringContaining('EADDRNOTAVAIL'),
  });
  expect((await portFinding(readConfig({ PORT: '0' }), null)).state).toBe('ok');
});

test('a data folder that is a file, or lies in one, cannot be written to (F-29)', () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  for (const folder of [file, path.join(file, 'below')])
    expect(folderFindings(folder)).toMatchObject([
      { state: 'stop', sentence: expect.stringContaining('cannot be written to') },
    ]);
  const folder = temporaryFolder();
  expect(folderFindings(folder)[0]!.state).toBe('ok');
});

const faults: [string, (file: string) => void | Promise<void>, RegExp][] = [
  ['garbage', (file) => writeFileSync(file, 'words '.repeat(900)), /is not a SQLite database/],
  ['nothing', (file) => writeFileSync(file, ''), /is empty/],
  ['a folder', (file) => (rmSync(file), mkdirSync(file)), /is no file/],
  ['damaged', damage, /is damaged/],
  ['read-only', (file) => chmodSync(file, 0o444), /is read-only/],
  [
    'gone, and its log is not',
    (file) => (rmSync(file), writeFileSync(`${file}-wal`, 'x')),
    /database it belongs to is missing/,
  ],
  ['of a newer version', newer, /written by a newer Claque.*999-later/],
];

function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xaa, 4_096, bytes.length);
  writeFileSync(file, bytes);
}

async function newer(file: string): Promise<void> {
  const knex = connect(file);
  await knex('knex_migrations').insert({ name: '999-later', batch: 9, migration_time: new Date().toISOString() });
  await knex.destroy();
}

test.each(faults)(
  'a database that is %s stops the server, and is left as it is (F-29)',
  async (_name, plant, sentence) => {
    const { folder, file } = await folderWithDatabase();
    await plant(file);
    const stops = (await databaseFindings(folder)).filter(({ state }) => state === 'stop');
    expect(stops).toMatchObject([{ sentence: expect.stringMatching(sentence), advice: expect.stringMatching(/\S/) }]);
  },
);

test('a database that is well stays alone in its folder when it has been looked at', async () => {
  const { folder } = await folderWithDatabase();
  const before = readdirSync(folder);
  expect((await databaseFindings(folder)).map(({ state }) => state)).toEqual(['ok', 'ok']);
  expect(readdirSync(folder)).toEqual(before);
});

test('migrations that the next start will perform are noted, with the advice to make a backup first (PL-16)', async () => {
  const { folder } = await folderWithDatabase(12);
  const [, finding] = await databaseFindings(folder);
  expect(finding).toMatchObject({ state: 'note', sentence: expect.stringContaining(migrations[12]!.name) });
  expect(finding!.advice).toContain('claque backup');
});

test('a provider that does not answer or is not configured is noted with what to do, and stops nothing (BC-7)', async () => {
  const nobody = `127.0.0.1:${await takenPort()}`;
  const [scripted, ollama, anthropic] = await providerFindings(readConfig({ OLLAMA_HOST: nobody }));
  expect(scripted!.state).toBe('ok');
  expect(ollama).toMatchObject({ state: 'note', advice: expect.stringContaining('OLLAMA_HOST') });
  expect(anthropic).toMatchObject({ state: 'note', sentence: expect.stringContaining('ANTHROPIC_API_KEY') });
});
