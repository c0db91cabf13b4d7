/** What of executions is kept, for how long, and what a database that refuses does to their users (EX-1, EX-11). */
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { NewExecution } from '../../server/contract/execution.ts';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { Metrics } from '../../server/platform/telemetry/metrics.ts';
import {
  Alerts,
  ExecutionReading,
  ExecutionRetention,
  ExecutionService,
  Measures,
} from '../../server/systems/executions/index.ts';
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

async function open(limits = { keptDays: 30, keptCount: 100 }) {
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
  const own = { alerts: new Alerts(0.5), measures: new Measures(metrics) };
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
  const { service, retention, time, count, reading } = await open({ keptDays: 30, keptCount: 10 });
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
