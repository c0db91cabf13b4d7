/** What a database from before there was access becomes, and that it can go back (EX-2, PL-16). */
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { connect } from '../../server/platform/database/connect.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { sessionTopics } from '../../server/systems/sessions/index.ts';
import { SessionReading } from '../../server/systems/sessions/reading.ts';
import { makeToken } from '../support/access.ts';
import { call, startSession, startTestServer, temporaryFolder } from '../support/server.ts';

const before = migrations.filter(({ name }) => name <= '010-executions');

/** An activity as it was written before activities had a venture. */
const activityOf = (number: number, type: string, payload: object) => ({
  number,
  session_id: null,
  type,
  tick: null,
  payload: JSON.stringify(payload),
  caused_by: null,
  at_ms: 0,
});

test('activities of executions from before say whose they are, and all others are the default venture’s (EX-2, PL-16)', async () => {
  const folder = temporaryFolder();
  const old = await openDatabase(folder, before);
  await old.write('ventures').insert({ id: 'a', title: 'A' });
  await old.write('activities').insert(activityOf(1, 'execution.created', { ventureId: 'a' }));
  await old.write('activities').insert(activityOf(2, 'execution.created', { ventureId: 'default' }));
  await old.write('activities').insert(activityOf(3, 'post.created', { ventureId: 'a' }));
  await old.close();

  const database = await openDatabase(folder, migrations);
  onTestFinished(() => database.close());
  const log = await ActivityLog.open(database, { now: () => 0 }, () => undefined);
  expect((await log.read({}, 0, 10)).map(({ ventureId }) => ventureId)).toEqual(['a', 'default', 'default']);
  expect((await log.read({ ventures: ['a'] }, 0, 10)).map(({ number }) => number)).toEqual([1]);
  expect(await log.count({ ventures: [] }, 0)).toBe(0);
  expect(await database.read('ventures').orderBy('id').select('id', 'title', 'time_zone')).toEqual([
    { id: 'a', title: 'A', time_zone: 'UTC' },
    { id: 'default', title: 'Default', time_zone: 'UTC' },
  ]);
});

test('to read one’s own ventures of the log takes an index, whatever else is asked for (EX-2)', async () => {
  const database = await openDatabase(temporaryFolder(), migrations);
  onTestFinished(() => database.close());
  const plans: string[] = [];
  const log = await ActivityLog.open(database, { now: () => 0 }, () => undefined);
  const asked: { sql: string; bindings: unknown[] }[] = [];
  database.read.on('query', (query: { sql: string; bindings: unknown[] }) => asked.push(query));
  const filters = [{ types: ['a', 'b'] }, { sessionId: 's' }, { subject: 'x' }];
  for (const filter of filters) await log.read({ ...filter, ventures: ['a'] }, 5, 10);
  for (const { sql, bindings } of asked.slice(0, filters.length)) {
    const steps: { detail: string }[] = await database.read.raw(`EXPLAIN QUERY PLAN ${sql}`, bindings as string[]);
    plans.push(steps.map(({ detail }) => detail).join());
  }
  expect(plans).toEqual([
    expect.stringContaining('activities_venture (venture_id=? AND type=? AND number>?)'),
    expect.stringContaining('(session_id=? AND number>?)'),
    expect.stringContaining('activities_subject (subject=? AND number>?)'),
  ]);
});

test('access goes back with tokens, ventures and activities in it, and what was there before stays (PL-16)', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  await startSession(server, { isPaused: true });
  await call(server, 'POST', '/api/ventures', { id: 'a', name: 'A', timeZone: 'Asia/Tokyo' });
  await makeToken(server);
  await server.close();

  const knex = connect(path.join(folder, 'claque.db'));
  onTestFinished(() => knex.destroy());
  const { total } = (await knex('activities').count({ total: '*' }).first()) as { total: number };
  for (const { down } of migrations.slice(before.length).toReversed()) await down(knex);
  expect(await knex('ventures').orderBy('id')).toEqual([
    { id: 'a', title: 'A' },
    { id: 'default', title: 'Default' },
  ]);
  expect(await knex('activities').count({ total: '*' }).first()).toEqual({ total });
  expect(await knex('sessions').pluck('id')).toHaveLength(1);
  await expect(knex('access_tokens')).rejects.toThrow('no such table');
  for (const { up } of migrations.slice(before.length)) await up(knex);
  expect(await knex('access_tokens')).toEqual([]);
});

test('a client that fell behind is shown the sessions of its own ventures only (EX-2, PL-10)', async () => {
  const folder = temporaryFolder();
  const server = await startTestServer({ folder });
  const { id } = await startSession(server, { isPaused: true });
  const knex = connect(path.join(folder, 'claque.db'), { isReadOnly: true });
  onTestFinished(() => knex.destroy());
  const { snapshot } = sessionTopics(new SessionReading(knex));
  for (const topic of ['sessions', `session:${id}`]) {
    expect(await snapshot!(topic, ['b'])).toEqual([]);
    for (const ventures of [null, ['b', 'default']])
      expect((await snapshot!(topic, ventures)).map((session) => session.id)).toEqual([id]);
  }
});
