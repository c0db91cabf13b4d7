/** Changes that wait for one another become one transaction, and are as apart in it as they were without (PL-16, OR-11). */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../server/migrations.ts';
import { ActivityLog } from '../../server/platform/activity/activity-log.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { temporaryFolder } from '../support/server.ts';

async function openLog() {
  const database = await openDatabase(temporaryFolder(), migrations);
  onTestFinished(() => database.close());
  const statements: string[] = [];
  database.write.on('query', ({ sql }: { sql: string }) => statements.push(sql));
  const log = await ActivityLog.open(database, { now: () => 0 }, () => undefined);
  const heard: number[] = [];
  log.bus.subscribe((activities) => heard.push(...activities.map(({ number }) => number)));
  const commitCount = () => statements.filter((sql) => /^COMMIT/i.test(sql)).length;
  return { database, log, heard, commitCount };
}
type Log = Awaited<ReturnType<typeof openLog>>;

const entry = (name: string) => ({ sessionId: null, type: 'noted', tick: null, payload: { name }, causedBy: null });
const rowOf = (name: string) => ({ scope: 'test', key: name, body_digest: '', answer: '', at_ms: 0 });

/** Writes a row and some activities, and then perhaps throws. */
const write = ({ log }: Log, name: string, count: number, fails: boolean): Promise<number[]> =>
  log.write(async (trx, record) => {
    await trx('execution_keys').insert(rowOf(name));
    const numbers = Array.from({ length: count }, () => record(entry(name)));
    if (fails) throw new Error(`${name} fails`);
    return numbers;
  });

test('many that come together share transactions, and keep their order', async () => {
  const opened = await openLog();
  const all = Array.from({ length: 100 }, (_, index) => write(opened, `n${index}`, 1, false));
  expect((await Promise.all(all)).flat()).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  expect(opened.heard).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  expect(opened.commitCount()).toBeLessThan(100);
});

test('whichever of them fail, they alone are gone, and numbers have no gaps', async () => {
  const opened = await openLog();
  let round = 0;
  const drafts = fc.array(fc.record({ count: fc.integer({ min: 0, max: 3 }), fails: fc.boolean() }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(drafts, async (all) => {
      round += 1;
      const before = opened.log.latest;
      const settled = await Promise.allSettled(
        all.map(({ count, fails }, index) => write(opened, `r${round}-${index}`, count, fails)),
      );
      expect(settled.map(({ status }) => status === 'rejected')).toEqual(all.map(({ fails }) => fails));
      const kept = all.filter(({ fails }) => !fails);
      const numbers = settled.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
      expect(numbers).toEqual(numbers.map((_, index) => before + 1 + index));
      expect(opened.log.latest).toBe(before + numbers.length);
      const rows = await opened.database.read('execution_keys').where('key', 'like', `r${round}-%`);
      expect(rows).toHaveLength(kept.length);
      const read = await opened.log.read({}, before, 1_000);
      expect(read.map(({ number }) => number)).toEqual(numbers);
    }),
    { numRuns: 40 },
  );
  expect(opened.heard).toEqual(opened.heard.map((_, index) => index + 1));
});

test('nobody is told or answered before all of a transaction is on disk', async () => {
  const opened = await openLog();
  const seen: number[] = [];
  opened.log.bus.subscribe(([activity]) => {
    void opened.database
      .read('activities')
      .max<{ latest: number }[]>({ latest: 'number' })
      .then(([row]) => seen.push(row!.latest - activity!.number));
  });
  const onDisk = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      const [number] = await write(opened, `d${index}`, 1, false);
      return opened.database.read('activities').where({ number: number! }).first('number');
    }),
  );
  expect(onDisk.every((row) => row !== undefined)).toBe(true);
  expect(seen).toHaveLength(30);
  expect(seen.every((ahead) => ahead >= 0)).toBe(true);
});
