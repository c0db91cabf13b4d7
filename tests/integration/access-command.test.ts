/** `claque token`, with and without a server on the same folder, and an address for strangers (PL-7, PL-12, PL-13). */
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AccessToken, IssuedToken } from '../../server/contract/access.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { bearer } from '../support/access.ts';
import { claque } from '../support/command-line.ts';
import { call, startTestServer, temporaryFolder, until } from '../support/server.ts';

const me = '/api/access/me';
const statusOf = async (server: { url: string }, headers = {}) =>
  (await call(server, 'GET', me, undefined, headers)).status;

function commands(folder: string) {
  const run = (...words: string[]) => claque(['token', ...words], { CLAQUE_DATA_DIR: folder });
  const made = async (...words: string[]): Promise<IssuedToken> =>
    JSON.parse((await run('create', ...words, '--json')).stdout) as IssuedToken;
  const listed = async () => JSON.parse((await run('list', '--json')).stdout) as AccessToken[];
  return { run, made, listed };
}

test('claque token makes, lists and revokes on a folder that has no server yet, by the same rules (PL-7, PL-13)', async () => {
  const { run, made, listed } = commands(temporaryFolder());
  const first = await run('create', '--name', 'Vic', '--role', 'viewer');
  expect([first.code, first.stderr]).toEqual([1, expect.stringContaining('must be an admin’s for all ventures')]);
  const admin = await run('create', '--name', 'Ann', '--role', 'admin');
  expect(admin.stdout).toMatch(/^claque_[\w-]{43}\n$/);
  const { token } = await made('--name', 'Vic', '--role', 'viewer', '--venture', 'default', '--expires-in-days', '3');
  expect(token).toMatchObject({ name: 'Vic', role: 'viewer', ventures: ['default'], createdBy: 'command line' });
  expect((await listed()).map(({ name }) => name)).toEqual(['Vic', 'Ann']);
  expect((await run('revoke', token.id)).code).toBe(0);
  expect((await listed())[0]!.revokedAt).not.toBeNull();
  expect((await run('list')).stdout).toMatch(/ admin {2}all ventures .* Ann\n$/);
  for (const words of [
    ['revoke', 'nobody'],
    ['create', '--name', '', '--role', 'admin'],
    ['create', '--name', 'X', '--role', 'king'],
  ])
    expect((await run(...words)).code).toBe(2);
});

test('beside a running server a token counts at once, closes access within a beat, and is refused once revoked (PL-13)', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  const { run, made } = commands(folder);
  expect(await statusOf(server)).toBe(200);
  const admin = await made('--name', 'Ann', '--role', 'admin');
  await until(
    () => statusOf(server),
    (status) => status === 401,
  );
  const viewer = await made('--name', 'Vic', '--role', 'viewer');
  expect(await statusOf(server, bearer(viewer.secret))).toBe(200);
  await run('revoke', viewer.token.id);
  await until(
    () => statusOf(server, bearer(viewer.secret)),
    (status) => status === 401,
  );
  expect(await statusOf(server, bearer(admin.secret))).toBe(200);
});

test('an address for strangers takes CLAQUE_TOKEN or an admin’s token that was made before, and the last one stays (PL-12)', async () => {
  const folder = temporaryFolder();
  const HOST = '0.0.0.0';
  await expect(startTestServer({ folder, environment: { HOST } })).rejects.toThrow(/claque token create/);
  const byEnvironment = await startTestServer({ folder, environment: { HOST, CLAQUE_TOKEN: 'sixteen-characters' } });
  await byEnvironment.close();
  const { made } = commands(folder);
  const { token, secret } = await made('--name', 'Ann', '--role', 'admin');
  const started = await startTestServer({ folder, environment: { HOST } });
  const server = { url: started.url.replace(HOST, '127.0.0.1') };
  expect([await statusOf(server), await statusOf(server, bearer(secret))]).toEqual([401, 200]);
  const revoked = await call(server, 'POST', `/api/access/tokens/${token.id}/revoke`, undefined, bearer(secret));
  expect(revoked.status).toBe(409);
});

test('what the server writes is not lost to another process that writes between its first look and its write (F-28)', async () => {
  const folder = temporaryFolder();
  const database = await openDatabase(folder, migrations);
  const beside = connect(path.join(folder, 'claque.db'));
  onTestFinished(async () => {
    await beside.destroy();
    await database.close();
  });
  const log = await ActivityLog.open(database, { now: () => 0 }, () => undefined);
  let other: Promise<unknown> = Promise.resolve();
  await log.write(async (trx) => {
    await trx('ventures').select('id');
    other = Promise.race([
      beside('ventures').insert({ id: 'beside', title: 'Beside' }),
      // It waits for its turn: as many looks as it would have needed, and more.
      (async () => {
        for (let look = 0; look < 200; look += 1) await database.read('ventures').select('id');
      })(),
    ]);
    await other;
    await trx('ventures').insert({ id: 'own', title: 'Own' });
  });
  const ids = () => database.read('ventures').orderBy('id').pluck('id') as Promise<string[]>;
  expect(await until(ids, ({ length }) => length === 3)).toEqual(['beside', 'default', 'own']);
});
