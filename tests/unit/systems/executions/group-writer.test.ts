import { pino } from 'pino';
import { expect, test } from 'vitest';
import { GroupWriter } from '../../../../server/systems/executions/group-writer.ts';
import type { WriteRequest } from '../../../../server/systems/executions/group.ts';

const request = (executionId: string): WriteRequest => ({ executionId, atMs: 0, by: null });

/** A writer on a disk that does as the test says. */
function setUp(refuses: (ids: readonly string[]) => boolean = () => false) {
  const written: string[][] = [];
  const dropped = { count: 0 };
  const writer = new GroupWriter({
    write: (requests) => {
      const ids = requests.map(({ executionId }) => executionId);
      if (refuses(ids)) return Promise.reject(new Error('disk full'));
      written.push(ids);
      return Promise.resolve(ids.map((id) => ({ answer: id })));
    },
    log: pino({ level: 'silent' }),
    onDropped: (count) => void (dropped.count += count),
  });
  return { writer, written, dropped };
}

test('what is told and asked in a moment is one transaction, in its order (EX-11)', async () => {
  const { writer, written } = setUp();
  for (let index = 0; index < 100; index += 1) writer.tell(request(`t${index}`));
  const answers = Promise.all([writer.ask(request('a')), writer.ask(request('b'))]);
  expect(await answers).toEqual(['a', 'b']);
  expect(written).toEqual([[...Array.from({ length: 100 }, (_, index) => `t${index}`), 'a', 'b']]);
});

test('a transaction has an end: what is too much for one goes into the next (EX-11)', async () => {
  const { writer, written } = setUp();
  for (let index = 0; index < 1_200; index += 1) writer.tell(request(`${index}`));
  await writer.flush();
  expect(written.map((ids) => ids.length)).toEqual([500, 500, 200]);
  expect(written.flat()).toEqual(Array.from({ length: 1_200 }, (_, index) => `${index}`));
});

test('one request that cannot be written holds up no other, and only who asked for it hears of it', async () => {
  const { writer, written } = setUp((ids) => ids.includes('bad'));
  writer.tell(request('first'));
  const bad = writer.ask(request('bad'));
  const good = writer.ask(request('good'));
  await expect(bad).rejects.toThrow('disk full');
  expect(await good).toBe('good');
  expect(written.flat()).toEqual(['first', 'good']);
});

test('while the disk takes nothing, what was told waits in its order and is written once it does (F-29)', async () => {
  const disk = { isFull: true };
  const { writer, written, dropped } = setUp(() => disk.isFull);
  writer.tell(request('1'));
  await expect(writer.ask(request('asked'))).rejects.toThrow('disk full');
  disk.isFull = false;
  writer.tell(request('2'));
  await writer.flush();
  expect(written.flat()).toEqual(['1', '2']);
  expect(dropped.count).toBe(0);
});

test('what follows on something of the same execution that could not be written waits with it', async () => {
  const disk = { refused: 1 };
  const { writer, written } = setUp((ids) => ids.length > 1 || (ids[0] === 'x' && (disk.refused -= 1) >= 0));
  for (const id of ['x', 'y', 'x']) writer.tell(request(id));
  await writer.flush();
  expect(written).toEqual([['y']]);
  disk.refused = 0;
  await writer.flush();
  expect(written).toEqual([['y'], ['x'], ['x']]);
});

test('a stop does not wait for a disk that takes nothing, and what never gets there is counted', async () => {
  const { writer, written, dropped } = setUp(() => true);
  writer.tell(request('1'));
  for (let attempt = 0; attempt < 4; attempt += 1) await writer.flush();
  expect(written).toEqual([]);
  expect(dropped.count).toBe(1);
});

test('closed, it takes nothing more, and counts what it was told', async () => {
  const { writer, written, dropped } = setUp();
  writer.tell(request('1'));
  await writer.close();
  writer.tell(request('2'));
  await writer.flush();
  expect([written, dropped.count]).toEqual([[['1']], 1]);
});

test('more than fits is dropped and counted, and never grows in memory (EX-11)', async () => {
  const { writer, written, dropped } = setUp();
  for (let index = 0; index < 12_000; index += 1) writer.tell(request(`${index}`));
  expect([writer.isFull, dropped.count]).toEqual([true, 2_000]);
  await writer.flush();
  expect(written.flat()).toHaveLength(10_000);
  expect(writer.isFull).toBe(false);
});
