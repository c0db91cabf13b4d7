/** What of executions is kept, for how long, and what a database that refuses does to their users (EX-1, EX-11). */
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { NewExecution } from '../../server/contract/execution.ts';
import type { EndedCall } from '../../server/language/keep-calls.ts';
import { noUsage } from '../../server/language/usage.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { maskSecrets } from '../../server/platform/telemetry/mask-secrets.ts';
import { Metrics } from '../../server/platform/telemetry/metrics.ts';
import {
  Alerts,
  ExecutionReading,
  ExecutionRetention,
  ExecutionService,
  Measures,
} from '../../server/systems/executions/index.ts';
import type { ExecutionLimits } from '../../server/systems/executions/retention.ts';
import { inDatabase } from '../support/bot-service.ts';
import { ManualTime } from '../support/manual-time.ts';
import { temporaryFolder } from '../support/server.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const draft = (kind: string): NewExecution => ({
  ventureId: 'default',
  kind,
  title: 'Ask the venue',
  stageCount: null,
  status: 'running',
  metadata: {},
});
const patch = (fields: object) => ({ entries: [], metrics: [], ...fields });
const line = (message: string) => ({ level: 'info' as const, message, context: null });

async function open(changes: Partial<ExecutionLimits> = {}) {
  const limits = { keptDays: 30, keptCount: 100, modelCallDays: 7, modelCallCharacters: 1_000_000, ...changes };
  const folder = temporaryFolder();
  const time = new ManualTime();
  const database = await openDatabase(folder, migrations);
  const activityLog = await ActivityLog.open(database, time, () => undefined);
  const metrics = new Metrics();
  onTestFinished(async () => {
    metrics.close();
    await database.close();
  });
  const log = pino({ level: 'silent' });
  const mask = (text: string) => maskSecrets(text, []);
  const own = { mask, alerts: new Alerts(0.5), measures: new Measures(metrics) };
  const service = await ExecutionService.open({
    ventureId: 'default',
    database,
    activityLog,
    clock: time,
    log,
    ...own,
  });
  const retention = new ExecutionRetention({ database, activityLog, clock: time, limits });
  const count = async (table: string): Promise<number> => {
    const [row] = await database.read(table).count<{ total: number }[]>({ total: '*' });
    return row!.total;
  };
  return {
    folder,
    time,
    database,
    activityLog,
    service,
    retention,
    count,
    reading: new ExecutionReading(database.read, time),
  };
}

test('what ended longer ago than it is kept goes with its log and metrics, and the audit says so (EX-1, EX-11)', async () => {
  const { service, retention, time, count, database } = await open();
  const ids: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    const { id } = await service.create(draft('call'), undefined, 'test');
    ids.push(id);
    await service.patch(id, patch({ entries: [line('x')], metrics: [{ name: 'm', value: 1 }] }), undefined, 'test');
  }
  await service.patch(ids[0]!, patch({ status: 'completed' }), undefined, 'test');
  time.advance(20 * dayMs);
  await service.cancel(ids[1]!, 'Too late.', 'test');
  time.advance(11 * dayMs);
  await retention.beat(time.now());
  const left: { id: string }[] = await database.read('agent_executions').orderBy('id').select('id');
  expect(left.map(({ id }) => id)).toEqual(ids.slice(1));
  expect(await count('agent_execution_logs')).toBe(2);
  expect(await count('execution_metrics')).toBe(2);
  const audits: { who: string; what: string }[] = await database.read('audit').orderBy('number');
  expect(audits.map(({ who, what }) => `${who} ${what}`)).toEqual([
    ...ids.map(() => 'test execution.create'),
    'test execution.completed',
    'test execution.cancelled',
    'retention executions.delete',
  ]);
});

test('of more than are kept the oldest go, once an hour; what runs stays however old it is (EX-11)', async () => {
  const { service, retention, time, count, reading } = await open({ keptCount: 10 });
  const { id: running } = await service.create(draft('long'), undefined, 'test');
  for (let index = 0; index < 15; index += 1) {
    time.advance(1_000);
    const execution = service.begin({ kind: 'call', title: `${index}` });
    time.advance(1_000);
    execution.complete();
  }
  await service.flush();
  await retention.beat(time.now());
  expect(await count('agent_executions')).toBe(11);
  const { items } = await reading.page('default', { limit: 50, offset: 0, kind: 'call' });
  expect(items.map(({ title }) => Number(title))).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
  await service.cancel(running, 'Enough.', 'test');
  time.advance(hourMs - 1);
  await retention.beat(time.now());
  expect(await count('agent_executions')).toBe(11);
  time.advance(1);
  await retention.beat(time.now());
  expect(await count('agent_executions')).toBe(10);
});

/** A call as the language room hands it over. */
const endedCall = (text: string): EndedCall => ({
  model: { provider: 'scripted', name: 'scripted' },
  request: {
    purpose: 'reply',
    caller: { ventureId: 'default', botId: null },
    stable: ['Rules.'],
    messages: [{ role: 'user', text }],
    maxTokens: 100,
  },
  result: { kind: 'answered', text, value: undefined, toolCalls: [], usage: noUsage, stopReason: 'end' },
  attemptCount: 1,
  durationMs: 1,
});

test('model calls go after their days, or with their execution, and a prompt that nothing has any more as well (EX-11, EX-12)', async () => {
  const { service, retention, time, count, reading } = await open();
  const { id } = await service.create(draft('call'), undefined, 'test');
  service.keepCall(id, endedCall('old'), 0);
  await service.flush();
  time.advance(4 * dayMs);
  service.keepCall(id, endedCall('new'), null);
  await service.flush();
  const calls = async () => (await reading.modelCalls(id, { limit: 20, offset: 0 })).items.map(({ answer }) => answer);
  expect(await calls()).toEqual(['old', 'new']);
  expect(await count('execution_prompts')).toBe(1);
  time.advance(4 * dayMs);
  await retention.beat(time.now());
  expect(await calls()).toEqual(['new']);
  expect((await reading.page('default', { limit: 50, offset: 0 })).items[0]!.modelCallCount).toBe(2);
  await service.cancel(id, 'Enough.', 'test');
  time.advance(31 * dayMs);
  await retention.beat(time.now());
  expect(await count('execution_model_calls')).toBe(0);
  expect(await count('execution_prompts')).toBe(0);
});

test('of more model calls than there is room for the oldest go (EX-11, EX-12)', async () => {
  const { service, retention, time, reading } = await open({ modelCallCharacters: 100_000 });
  const { id } = await service.create(draft('call'), undefined, 'test');
  for (let index = 0; index < 9; index += 1) service.keepCall(id, endedCall('x'.repeat(10_000)), 0);
  await service.flush();
  await retention.beat(time.now());
  const { items, total } = await reading.modelCalls(id, { limit: 20, offset: 0 });
  expect(total).toBe(4); // Each has its prompt and its answer, and some JSON around them.
  expect(items.map(({ position }) => position)).toEqual([6, 7, 8, 9]);
});

test('a call that ends after its execution is kept with it, and changes nothing else of it (EX-12)', async () => {
  const { service, time, reading } = await open();
  const execution = service.begin({ kind: 'call', title: 'own', canBeCancelled: true });
  await service.cancel(execution.id, 'Enough.', 'test');
  const before = (await reading.page('default', { limit: 50, offset: 0 })).items[0]!;
  time.advance(1_000);
  service.keepCall(execution.id, endedCall('late'), 0);
  service.keepCall('01a1ff39-3bcc-761b-bc50-fe0b18b19700', endedCall('of nothing'), 0);
  await service.flush();
  const { items } = await reading.page('default', { limit: 50, offset: 0 });
  expect(items).toEqual([{ ...before, modelCallCount: 1 }]);
});

test('with an execution go its activities, in slices and never the newest, and a cursor before them loses nothing else (EX-7, EX-11)', async () => {
  const { service, retention, time, database, activityLog, count } = await open();
  const { id: kept } = await service.create(draft('call'), undefined, 'test');
  const since = activityLog.latest;
  const { id: long } = await service.create(draft('call'), undefined, 'test');
  for (let index = 0; index < 1_100; index += 1)
    void service.patch(long, patch({ entries: [line('x')] }), undefined, 'test');
  await service.flush();
  await service.cancel(long, 'Enough.', 'test');
  time.advance(31 * dayMs);
  await service.patch(kept, patch({ entries: [line('y')] }), undefined, 'test');
  const { latest } = activityLog;
  await retention.beat(time.now());
  expect(await activityLog.count({ subject: long }, 0)).toBe(0);
  expect((await activityLog.read({}, since, 100)).map(({ type, number }) => [type, number])).toEqual([
    ['execution.logged', latest],
  ]);
  expect(await activityLog.count({ subject: kept }, 0)).toBe(3);
  // One that ends last of all leaves its last activity behind: the next number is a new one, after a restart as well.
  await service.cancel(kept, 'Enough.', 'test');
  time.advance(31 * dayMs);
  await retention.beat(time.now());
  expect(await count('agent_executions')).toBe(0);
  const again = await ActivityLog.open(database, time, () => undefined);
  expect(again.latest).toBe(latest + 1);
});

test('a key is forgotten after a day, and then means something new (EX-5)', async () => {
  const { service, retention, time, count } = await open();
  const { id } = await service.create(draft('call'), undefined, 'test');
  await service.patch(id, patch({ entries: [line('a')] }), 'k', 'test');
  time.advance(dayMs - 1);
  await expect(service.patch(id, patch({ entries: [line('b')] }), 'k', 'test')).rejects.toThrow('with another body');
  time.advance(1);
  const receipt = await service.patch(id, patch({ entries: [line('b')] }), 'k', 'test');
  expect(receipt.entryCount).toBe(2);
  await retention.beat(time.now());
  expect(await count('execution_keys')).toBe(1);
});

test('work goes on unharmed while nothing of it can be written, and those outside are told (EX-10, F-29)', async () => {
  const { folder, service, reading } = await open();
  const refusal = `CREATE TRIGGER refusal BEFORE INSERT ON agent_executions BEGIN SELECT RAISE(ABORT, 'refused for a test'); END`;
  await inDatabase(folder, refusal);
  const result = await service.track({ kind: 'call', title: 'own' }, (execution) => {
    execution.log('info', 'said');
    return Promise.resolve(7);
  });
  expect(result).toBe(7);
  await expect(service.create(draft('call'), undefined, 'test')).rejects.toThrow('refused for a test');
  await inDatabase(folder, 'DROP TRIGGER refusal');
  await service.flush();
  const { items } = await reading.page('default', { limit: 50, offset: 0 });
  expect(items).toMatchObject([{ title: 'own', status: 'completed', entryCount: 1 }]);
});

test('work that throws has failed with its words, and its caller gets what it threw (EX-1)', async () => {
  const { service, reading } = await open();
  const failing = service.track({ kind: 'call', title: 'own' }, () => Promise.reject(new Error('no line')));
  await expect(failing).rejects.toThrow('no line');
  await service.flush();
  const { items } = await reading.page('default', { limit: 50, offset: 0 });
  expect(items).toMatchObject([{ status: 'failed', reason: 'no line', progress: { sentence: 'It failed: no line' } }]);
});

test('called off, work of our own hears it, and says nothing more (EX-5)', async () => {
  const { service, reading } = await open();
  const execution = service.begin({ kind: 'call', title: 'own', canBeCancelled: true });
  await service.cancel(execution.id, 'Enough.', 'test');
  expect(execution.signal.aborted).toBe(true);
  execution.log('info', 'late');
  execution.complete();
  await service.flush();
  const query = { limit: 50, offset: 0, after: 0, order: 'oldest' } as const;
  expect(await reading.detail(execution.id, query)).toMatchObject({
    status: 'cancelled',
    reason: 'Enough.',
    logs: { total: 0 },
  });
});

test('of stages that pass within a moment the stream tells the last, and the record keeps them all (EX-7)', async () => {
  const { service, activityLog, reading } = await open();
  const execution = service.begin({ kind: 'call', title: 'own', stageCount: 3 });
  for (const name of ['look', 'think', 'act']) execution.stage(name);
  execution.complete();
  await service.flush();
  const activities = await activityLog.read({ subject: execution.id }, 0, 100);
  expect(activities.map(({ type, payload }) => [type, payload['stageName']])).toEqual([
    ['execution.created', null],
    ['execution.started', null],
    ['execution.stage_changed', 'act'],
    ['execution.completed', 'act'],
  ]);
  const { items } = await reading.page('default', { limit: 50, offset: 0 });
  expect(items[0]!.stages.map(({ name }) => name)).toEqual(['look', 'think', 'act']);
});
