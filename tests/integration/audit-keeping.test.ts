/** What the audit log says after a crash, a restore, a year, and an update of the program (PL-13, PL-16). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { AuditQuery } from '../../server/contract/audit.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { AuditLog } from '../../server/platform/audit/audit-log.ts';
import type { AuditSources } from '../../server/platform/audit/reading.ts';
import { auditPage } from '../../server/platform/audit/reading.ts';
import { recordAudit } from '../../server/platform/audit/record-audit.ts';
import { AuditRetention } from '../../server/platform/audit/retention.ts';
import { connect } from '../../server/platform/database/connect.ts';
import type { Database } from '../../server/platform/database/database.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { temporaryFolder } from '../support/server.ts';

const dayMs = 86_400_000;
const processFile = path.resolve(import.meta.dirname, '../support/audit-process.ts');
const query = AuditQuery.parse({});

async function open(folder = temporaryFolder()) {
  const database = await openDatabase(folder, migrations);
  onTestFinished(() => database.close());
  const time = { nowMs: Date.UTC(2026, 10, 21, 12) };
  const clock = { now: () => time.nowMs };
  const activityLog = await ActivityLog.open(database, clock, () => undefined);
  const audit = new AuditLog({ activityLog, clock, log: pino({ level: 'silent' }), secrets: [] });
  return { database, time, activityLog, audit };
}

const linesOf = async ({ read }: Database, answerOf: AuditSources['answerOf'] = () => undefined) =>
  (await auditPage({ read, answerOf, titles: () => new Map() }, query)).items;

const request = (what: string, who = 'ann') => ({
  who,
  name: 'Ann',
  what,
  subject: '/api/x',
  asked: { mode: 'auto' },
  ventureOf: () => Promise.resolve('default'),
});

/** Asks a server for what kills it. */
async function askToDie(folder: string, route: string): Promise<void> {
  const child = spawn(process.execPath, [processFile, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  const [url] = (await Promise.race([once(child.stdout, 'data'), ended.then(() => [''])])) as [Buffer | string];
  await expect(fetch(url.toString().trim() + route, { method: 'POST' })).rejects.toThrow('fetch failed');
  expect(await ended).toEqual([null, 'SIGKILL']);
}

test('killed between its line and its change a request leaves the line without an answer, and never a change without a line (F-25, PL-13)', async () => {
  const folder = temporaryFolder();
  await askToDie(folder, '/api/before');
  await askToDie(folder, '/api/after');
  const { database } = await open(folder);
  expect(await linesOf(database)).toMatchObject([
    { what: 'POST /api/after', outcome: 'open', status: null, who: 'panel' },
    { what: 'POST /api/before', outcome: 'open', status: null, who: 'panel' },
  ]);
  expect(await database.read('ventures').pluck('id')).toEqual(['after', 'default']);
});

test('an answer is told at once, and on disk with the next line, or by itself (PL-13)', async () => {
  const { database, audit } = await open();
  const numbers = [await audit.begin(request('one')), await audit.begin(request('two'))];
  expect((await linesOf(database)).map(({ outcome }) => outcome)).toEqual(['open', 'open']);
  audit.finish(numbers[0]!, { status: 200, created: null });
  expect(await linesOf(database, (number) => audit.answerOf(number))).toMatchObject([{ outcome: 'open' }, { outcome: 'done', status: 200 }]); // prettier-ignore
  await audit.begin(request('three'));
  audit.finish(numbers[1]!, { status: 409, created: null });
  await audit.flush();
  expect((await linesOf(database)).map(({ outcome }) => outcome)).toEqual(['open', 'refused', 'done']);
});

test('a line names what its request made, at once and once on disk, and once only however many bring the answer (PL-13)', async () => {
  const { database, audit } = await open();
  const number = await audit.begin(request('one'));
  audit.finish(number, { status: 201, created: 'made' });
  expect(await linesOf(database, (one) => audit.answerOf(one))).toMatchObject([{ subject: '/api/x/made' }]);
  await Promise.all([audit.begin(request('two')), audit.begin(request('three'))]);
  expect((await linesOf(database)).map(({ subject }) => subject)).toEqual(['/api/x', '/api/x', '/api/x/made']);
});

test('a line of the day stands for a day: the next day, another person and another route have their own (PL-13)', async () => {
  const { database, time, audit } = await open();
  const begin = (what: string, who?: string) => audit.beginDaily(request(what, who));
  const first = await Promise.all([begin('one'), begin('one'), begin('two'), begin('one', 'ben')]);
  expect(first.map((number) => number !== null)).toEqual([true, false, true, true]);
  expect(await begin('one')).toBeNull();
  time.nowMs += dayMs;
  expect(await begin('one')).not.toBeNull();
  expect(await linesOf(database)).toHaveLength(4);
});

test('a line of the day that could not be written is tried again with the next request (PL-13)', async () => {
  const { database, audit } = await open();
  await database.write.raw("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END");
  const both = await Promise.allSettled([audit.beginDaily(request('one')), audit.beginDaily(request('one'))]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await database.write.raw('DROP TRIGGER full');
  expect(await audit.beginDaily(request('one'))).toBeGreaterThan(0);
});

test('lines that are older than they are kept are taken out, and a line says how many and which (PL-13)', async () => {
  const { database, time, activityLog, audit } = await open();
  const retention = new AuditRetention({ activityLog, keptDays: 30 });
  await audit.begin(request('old'));
  await audit.begin(request('old too'));
  time.nowMs += 20 * dayMs;
  await audit.begin(request('young'));
  await retention.beat(time.nowMs);
  expect(await linesOf(database)).toHaveLength(3);
  time.nowMs += 11 * dayMs;
  await retention.beat(time.nowMs);
  expect(await linesOf(database)).toMatchObject([
    { who: 'retention', what: 'audit.delete', outcome: 'done', before: { count: 2, first: 1, last: 2 } },
    { what: 'young' },
  ]);
  // Once a day is enough: what it says of itself grows slowly.
  time.nowMs += 20 * dayMs - 1;
  await retention.beat(time.nowMs);
  await retention.beat(time.nowMs + 1_000);
  expect((await linesOf(database)).map(({ what }) => what)).toEqual(['audit.delete', 'audit.delete']);
});

test('lines from before this migration stay, and all go back through it (PL-13, PL-16)', async () => {
  const folder = temporaryFolder();
  const before = migrations.filter(({ name }) => name < '019-audit');
  const old = await openDatabase(folder, before);
  const line = { who: 'ann', what: 'token.create', subject: 't', before: null, after: '{"id":"t"}', at_ms: 1 };
  await old.write('audit').insert(line);
  await old.close();

  const { database, audit } = await open(folder);
  await audit.begin(request('PUT /api/x'));
  await recordAudit(database.write, [{ ...request('x'), what: 'venture.create', before: null, after: {}, atMs: 2 }]);
  expect(await linesOf(database)).toMatchObject([
    { number: 3, what: 'venture.create', outcome: 'done', name: 'Ann' },
    { number: 2, what: 'PUT /api/x', outcome: 'open', asked: '{"mode":"auto"}', ventureId: 'default' },
    { number: 1, what: 'token.create', outcome: 'done', name: null, asked: null, after: { id: 't' } },
  ]);
  const knex = connect(path.join(folder, 'claque.db'));
  onTestFinished(() => knex.destroy());
  for (const { down } of migrations.slice(before.length).toReversed()) await down(knex);
  expect(await knex('audit').orderBy('number')).toMatchObject([{ number: 1, ...line }, { number: 2 }, { number: 3 }]);
  expect(Object.keys((await knex('audit').first()) as object)).toHaveLength(7);
  for (const { up } of migrations.slice(before.length)) await up(knex);
  expect(await linesOf(database)).toMatchObject([{ number: 3 }, { number: 2 }, { number: 1, outcome: 'done' }]);
});
