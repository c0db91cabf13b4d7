import { expect, test } from 'vitest';
import { ReadingCache } from '../../../../server/systems/community/reading-cache.ts';
import { ManualTime } from '../../../support/manual-time.ts';

function counted() {
  const time = new ManualTime();
  let askedCount = 0;
  const cache = new ReadingCache<number>(time, 60_000);
  const ask = (key: number) => cache.get(key, async () => (askedCount += 1));
  return { time, cache, ask };
}

test('an answer is kept for its time and no longer, each key by itself', async () => {
  const { time, ask } = counted();
  expect(await ask(30)).toBe(1);
  time.advance(59_999);
  expect(await ask(30)).toBe(1);
  expect(await ask(7)).toBe(2);
  time.advance(1);
  expect(await ask(30)).toBe(3);
});

test('whoever asks meanwhile waits for the same computation', async () => {
  const { ask } = counted();
  expect(await Promise.all([ask(1), ask(1), ask(1)])).toEqual([1, 1, 1]);
});

test('a failure reaches who asked and is not kept', async () => {
  const { cache, ask } = counted();
  await expect(cache.get(1, () => Promise.reject(new Error('locked')))).rejects.toThrow('locked');
  expect(await ask(1)).toBe(1);
});
